// Finds `${{ … }}` and `$[[ … ]]` in a scalar, with exact places.
//
//   for (const Expression& e : findExpressions(node))
//     e.path;  // {"inputs", "lr"} for ${{inputs.lr}}
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "yaml/tree.h"

namespace footplate::schema {

struct ExpressionPart {
  std::string text;
  Span span;  // in the document; empty at its place for a part that is not typed yet ("inputs.")
};

struct Expression {
  enum class Form { binding, optional };  // ${{…}} and $[[…]]
  Form form = Form::binding;
  Span span;                  // with its brackets
  Span inner;                 // between them
  bool closed = true;         // false when the closing brackets are missing before the end of the scalar
  bool optionalPart = false;  // stands inside a $[[ … ]]
  std::vector<ExpressionPart> path;  // of ${{…}}: the dotted path; of $[[…]]: none, its ${{…}} follow

  // "inputs.lr"
  std::string dotted() const;
};

// In the order of the text. A node that is no scalar has none.
std::vector<Expression> findExpressions(yaml::Node scalar);
// The same for any text; spans start at `base`.
std::vector<Expression> findExpressionsIn(std::string_view text, Offset base = 0);

// Whether the whole scalar is one ${{…}}, or holds one.
bool isBinding(std::string_view text);
bool hasBinding(std::string_view text);

}  // namespace footplate::schema
