// The words inside texts that mean something: `${{ }}` and `$[[ ]]`, `azureml:name:version`, the names that
// v1 files hand to a script. YAML itself is coloured by the editor's grammar. Linear; any thread.
//
//   for (const SemanticToken& token : semanticTokens(document)) paint(token.span, token.type);
#pragma once

#include <vector>

#include "ide/document.h"

namespace footplate::ide {

// In the order of the legend (semanticTokenTypes).
enum class TokenType {
  bracket,   // ${{ }} $[[ ]]
  scope,     // inputs, outputs, parent, search_space, jobs
  name,      // lr of inputs.lr
  word,      // any other word in a binding
  prefix,    // azureml:
  asset,     // its name
  version,   // its version or label
  variable,  // ${env:X}, $AZUREML_DATAREFERENCE_x
};

struct SemanticToken {
  Span span;  // within one line
  TokenType type = TokenType::word;
};

// The legend as the protocol's own names, so that every theme has colours for them.
std::vector<const char*> semanticTokenTypes();

// In the order of the text, none over another; those that touch `within`.
std::vector<SemanticToken> semanticTokens(const Document& document, Span within);
inline std::vector<SemanticToken> semanticTokens(const Document& document) {
  return semanticTokens(document, {0, static_cast<Offset>(document.text->size())});
}

}  // namespace footplate::ide
