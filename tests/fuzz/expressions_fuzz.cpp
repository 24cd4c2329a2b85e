// Any bytes have expressions with places that fit: inside their scalar, in order, their words as written
// there.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "schema/expressions.h"
#include "yaml/tree.h"

namespace {

using namespace footplate;
using schema::Expression;

void require(bool holds) {
  if (!holds) std::abort();
}

bool holds(Span outer, Span inner) {
  return outer.begin <= inner.begin && inner.begin <= inner.end && inner.end <= outer.end;
}

void check(const std::vector<Expression>& all, const std::string& text, Span around) {
  Offset last = around.begin;
  for (const Expression& one : all) {
    require(holds(around, one.span) && holds(one.span, one.inner) && one.span.begin >= last);
    last = one.span.begin;
    require(text.compare(one.span.begin, 1, "$") == 0);
    if (one.closed) require(one.span.end - one.inner.end == 2);
    if (one.form == Expression::Form::optional) require(one.path.empty());
    for (const schema::ExpressionPart& part : one.path) {
      require(holds(one.inner, part.span));
      require(text.compare(part.span.begin, part.span.size(), part.text) == 0);
      require(part.text.find('.') == std::string::npos);
    }
    (void)one.dotted();
  }
}

void walk(yaml::Node node, const std::string& text) {
  if (node.isScalar()) {
    check(schema::findExpressions(node), text, node.span());
    (void)schema::isBinding(node.text());
    if (schema::isBinding(node.text())) require(schema::hasBinding(node.text()));
  }
  for (const yaml::Node item : node.items()) walk(item, text);
  for (const yaml::Entry entry : node.entries()) {
    walk(entry.key, text);
    walk(entry.value, text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = std::make_shared<const std::string>(reinterpret_cast<const char*>(data), size);
  check(schema::findExpressionsIn(*text), *text, {0, static_cast<Offset>(size)});
  const auto tree = yaml::parse(text);
  for (const yaml::NodeId root : tree->documents()) walk(tree->node(root), *text);
  return 0;
}
