#include "ide/semantic_tokens.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "schema/expressions.h"

namespace footplate::ide {
namespace {

using yaml::Node;

bool isWordByte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool isScope(std::string_view word) {
  constexpr std::string_view scopes[] = {"inputs", "outputs", "parent", "jobs", "search_space", "settings"};
  return std::ranges::find(scopes, word) != std::end(scopes);
}

class Painter {
 public:
  Painter(const Document& document, Span within)
      : document_(document), text_(*document.text), within_(within), v1_(document.kind.starts_with("v1")) {}

  std::vector<SemanticToken> run() {
    for (const yaml::NodeId id : document_.yaml().documents()) walk(document_.yaml().node(id));
    std::ranges::stable_sort(found_, {}, [](const SemanticToken& token) { return token.span.begin; });
    return std::move(found_);
  }

 private:
  bool isWanted(Span span) const { return span.begin <= within_.end && within_.begin <= span.end; }

  void walk(Node node) {
    if (!isWanted(node.span())) return;
    if (node.isScalar()) return scalar(node);
    for (const yaml::Entry entry : node.entries()) walk(entry.value);
    for (const Node item : node.items()) walk(item);
  }

  void add(Span span, TokenType type) {
    // A token stands on one line.
    const bool oneLine = slice(span).find('\n') == std::string_view::npos;
    if (!span.empty() && oneLine && isWanted(span)) found_.push_back({span, type});
  }

  std::string_view slice(Span span) const { return std::string_view(text_).substr(span.begin, span.size()); }

  void scalar(Node node) {
    const std::string_view raw = slice(node.span());
    if (raw.find('$') != std::string_view::npos) {
      for (const schema::Expression& e : schema::findExpressions(node)) expression(e);
      variables(node.span());
    }
    if (raw.find("azureml:") != std::string_view::npos) asset(node.span());
    if (v1_) placeholder(node.span());
  }

  void expression(const schema::Expression& e) {
    add({e.span.begin, e.span.begin + 3}, TokenType::bracket);
    bool named = false;  // a name follows a scope: "inputs.inputs" is an input called inputs
    for (const schema::ExpressionPart& part : e.path) {
      const bool scope = !named && isScope(part.text);
      const bool several = e.path.size() > 1;
      add(part.span, scope ? TokenType::scope : (several ? TokenType::name : TokenType::word));
      named = scope && part.text != "parent";
    }
    if (e.closed && e.span.size() >= 5) add({e.span.end - 2, e.span.end}, TokenType::bracket);
  }

  // ${env:NAME}, and what v1 puts into arguments.
  void variables(Span span) {
    const std::string_view raw = slice(span);
    std::size_t lineEnd = 0;  // of the line `at` is in
    for (std::size_t at = raw.find('$'); at != std::string_view::npos; at = raw.find('$', at + 1)) {
      if (at >= lineEnd) lineEnd = std::min(raw.find('\n', at), raw.size());
      const std::string_view rest = raw.substr(at, lineEnd - at);
      std::size_t length = 0;
      if (rest.starts_with("${env:")) length = rest.find_first_of("}$", 1) + 1;
      if (length > 0 && rest[length - 1] == '$') length = 0;
      if (rest.starts_with("$AZUREML_DATAREFERENCE_")) length = wordLength(rest.substr(1)) + 1;
      if (v1_ && rest.starts_with("$file") && wordLength(rest.substr(1)) == 4) length = 5;
      if (length == 0) continue;
      const Offset begin = span.begin + static_cast<Offset>(at);
      add({begin, begin + static_cast<Offset>(length)}, TokenType::variable);
    }
  }

  static std::size_t wordLength(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::find_if_not(text, isWordByte) - text.begin());
  }

  // "azureml:name:version", "azureml:name@label"; addresses ("azureml://…") and ARM ids only by their prefix.
  void asset(Span span) {
    constexpr std::string_view prefix = "azureml:";
    std::string_view raw = slice(span);
    Offset at = span.begin;
    if (!raw.empty() && (raw.front() == '"' || raw.front() == '\'')) {
      raw = raw.substr(1, raw.size() - (raw.size() > 1 && raw.back() == raw.front() ? 2 : 1));
      ++at;
    }
    if (!raw.starts_with(prefix) || raw.find_first_of(" \t\r\n$") != std::string_view::npos) return;
    add({at, at + static_cast<Offset>(prefix.size())}, TokenType::prefix);
    raw.remove_prefix(prefix.size());
    at += static_cast<Offset>(prefix.size());
    if (raw.empty() || raw.front() == '/') return;
    const std::size_t mark = std::min(raw.find_first_of(":@"), raw.size());
    add({at, at + static_cast<Offset>(mark)}, TokenType::asset);
    if (mark + 1 >= raw.size()) return;
    const Offset version = at + static_cast<Offset>(raw[mark] == '@' ? mark : mark + 1);
    add({version, at + static_cast<Offset>(raw.size())}, TokenType::version);
  }

  // "parameter:x" in the arguments of a v1 pipeline's step.
  void placeholder(Span span) {
    constexpr std::string_view groups[] = {"input", "output", "parameter", "side_input"};
    const std::string_view raw = slice(span);
    const std::size_t colon = raw.find(':');
    if (colon == std::string_view::npos || raw.find_first_of(" \n/\"'") != std::string_view::npos) return;
    if (std::ranges::find(groups, raw.substr(0, colon)) == std::end(groups)) return;
    add({span.begin, span.begin + static_cast<Offset>(colon)}, TokenType::scope);
    add({span.begin + static_cast<Offset>(colon) + 1, span.end}, TokenType::name);
  }

  const Document& document_;
  const std::string& text_;
  Span within_;
  bool v1_;
  std::vector<SemanticToken> found_;
};

}  // namespace

std::vector<const char*> semanticTokenTypes() {
  return {"operator", "keyword", "property", "variable", "namespace", "class", "number", "macro"};
}

std::vector<SemanticToken> semanticTokens(const Document& document, Span within) {
  return Painter(document, within).run();
}

}  // namespace footplate::ide
