// A map or list on lines of its own, or between brackets on one line.
#include <optional>

#include "base/strings.h"
#include "ide/quickfixes/entry_edits.h"
#include "ide/quickfixes/fixes.h"
#include "ide/quickfixes/places.h"
#include "ide/schema_words.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

constexpr std::size_t longestLine = 120;
constexpr int deepest = 50;

bool isCollection(Node node) {
  return node.isMapping() || node.isSequence();
}

// What the cursor means: the value of the key it is on, else the collection around it.
Node collectionAt(const ActionScope& scope) {
  Node node = scope.document.yaml().nodeAt(scope.range.begin);
  if (node.isKey() && isCollection(node.entryValue())) return node.entryValue();
  while (node && !isCollection(node)) node = node.parent();
  return node;
}

bool readsAs(const std::string& text, Node wanted) {
  const auto tree = yaml::parse(std::make_shared<const std::string>(text));
  return tree->problems().empty() && sameContent(tree->root(), wanted);
}

class FlowWriter {
 public:
  explicit FlowWriter(const Document& document) : document_(document) {}

  // "" when it cannot be written on one line.
  std::string write(Node node) {
    out_.clear();
    good_ = true;
    add(node, 0);
    return good_ && out_.size() <= longestLine ? out_ : std::string();
  }

 private:
  void add(Node node, int depth) {
    if (depth > deepest || out_.size() > longestLine) good_ = false;
    if (!good_) return;
    const Offset begin = startWithProperties(node);
    if (begin < node.span().begin)
      out_ += std::string(trim(textOf(document_, {begin, node.span().begin}))) + " ";
    if (node.isMapping()) return addMapping(node, depth);
    if (node.isSequence()) return addSequence(node, depth);
    addScalar(node);
  }

  void addMapping(Node node, int depth) {
    out_ += '{';
    bool first = true;
    for (yaml::Entry entry : node.entries()) {
      if (!first) out_ += ", ";
      first = false;
      good_ &= entry.key.isScalar() || entry.key.isAlias();
      add(entry.key, depth + 1);
      out_ += entry.key.isAlias() ? " : " : ": ";
      add(entry.value, depth + 1);
    }
    out_ += '}';
  }

  void addSequence(Node node, int depth) {
    out_ += '[';
    bool first = true;
    for (const Node item : node.items()) {
      if (!first) out_ += ", ";
      first = false;
      add(item, depth + 1);
    }
    out_ += ']';
  }

  void addScalar(Node node) {
    const std::string_view raw = textOf(document_, node.span());
    if (node.isNull()) {
      out_ += "null";
    } else if (raw.find('\n') != std::string_view::npos) {
      good_ = false;
    } else if (node.isPlain() && raw.find_first_of(",[]{}") != std::string_view::npos) {
      out_ += quotedIfNeeded(node.text(), true);
    } else {
      out_ += raw;
    }
  }

  const Document& document_;
  std::string out_;
  bool good_ = true;
};

// Lines of a block at column 0; what is inside stays between its brackets.
std::string blockText(const Document& document, Node node) {
  std::string out;
  auto textWithProperties = [&](Node one) {
    return std::string(textOf(document, {startWithProperties(one), one.span().end}));
  };
  for (yaml::Entry entry : node.entries()) {
    out += (out.empty() ? "" : "\n") + textWithProperties(entry.key) + ":";
    if (!entry.value.isNull()) out += " " + textWithProperties(entry.value);
  }
  for (const Node item : node.items()) {
    out += (out.empty() ? "- " : "\n- ") + textWithProperties(item);
  }
  return out;
}

std::optional<schema::Edit> toFlow(const Document& document, Node node) {
  const std::string flow = FlowWriter(document).write(node);
  if (flow.empty() || !node.parent() || !readsAs(flow, node) || !node.anchor().empty() || !node.tag().empty())
    return std::nullopt;
  Span span = node.span();
  const std::string& text = *document.text;
  while (span.end > span.begin && (text[span.end - 1] == '\n' || text[span.end - 1] == '\r')) --span.end;
  if (!node.entryKey()) return schema::Edit{span, flow};
  const std::size_t colon = text.find(':', node.entryKey().span().end);
  if (colon >= span.begin) return std::nullopt;
  span.begin = static_cast<Offset>(colon + 1);
  return schema::Edit{span, " " + flow};
}

std::optional<schema::Edit> toBlock(const Document& document, Node node) {
  const std::string block = blockText(document, node);
  if (node.size() == 0 || !readsAs(block, node) || !node.anchor().empty() || !node.tag().empty())
    return std::nullopt;
  const Node key = node.entryKey();
  if (!key) {
    const std::string indent(node.indent(), ' ');
    return schema::Edit{node.span(), replaceAll(block, "\n", "\n" + indent)};
  }
  const std::string indent(key.indent() + 2, ' ');
  Span span = node.span();
  while (span.begin > 0 && (*document.text)[span.begin - 1] == ' ') --span.begin;
  return schema::Edit{span, "\n" + indent + replaceAll(block, "\n", "\n" + indent)};
}

}  // namespace

void changeStyle(const ActionScope& scope, std::vector<CodeAction>& found) {
  Node node = collectionAt(scope);
  // JSON has braces around everything.
  if (scope.automatic || !node || isBroken(scope.document) || isJson(scope.document)) return;
  while (node.flow() && node.parent().flow()) node = node.parent();
  const Span whole{node.entryKey() ? node.entryKey().span().end : node.span().begin, node.span().end};
  if (holdsComment(scope.document, whole)) return;
  const auto edit = node.flow() ? toBlock(scope.document, node) : toFlow(scope.document, node);
  if (!edit) return;
  CodeAction action;
  const std::string what = node.isMapping() ? "map" : "list";
  action.title =
      node.flow() ? "write the " + what + " on lines of its own" : "write the " + what + " on one line";
  action.edits = {*edit};
  found.push_back(std::move(action));
}

}  // namespace footplate::ide
