#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "base/strings.h"
#include "ide/bindings/binding_place.h"
#include "ide/bindings/bindings.h"
#include "ide/bindings/port_fit.h"
#include "ide/bindings/port_words.h"
#include "ide/completion/completion_parts.h"
#include "ide/completion/loop_mapping.h"
#include "ide/completion/steps_behind.h"

namespace footplate::ide {
namespace {

using schema::Expression;
using What = Definition::What;

// The expression around the cursor, or nullptr.
const Expression* expressionAt(const std::vector<Expression>& all, Offset at) {
  for (const Expression& one : all) {
    if (one.form != Expression::Form::binding || one.inner.begin > at) continue;
    if (one.closed ? one.inner.touches(at) : at <= one.inner.end + 1) return &one;
  }
  return nullptr;
}

// The text the cursor is in. A place between brackets takes the braces of "${{" for those of a mapping.
yaml::Node textAt(const CompletionRequest& request) {
  const Place& place = request.place;
  if (place.node.isScalar() || !place.flow) return place.node;
  return request.document.yaml().nodeAt(request.at);
}

// What of an expression is replaced: its words without the blanks around them; of an unclosed one, those up
// to the first blank after the cursor, because what follows is the rest of the command. One brace of the two
// that close it may be there.
Span wordsOf(const CompletionRequest& request, const Expression& expression) {
  const std::string& text = *request.document.text;
  const Offset at = request.at;
  Span words{expression.inner.begin, std::max(expression.inner.end, at)};
  while (words.begin < at && text[words.begin] == ' ') ++words.begin;
  if (!expression.closed) {
    words.end = at;
    const Offset end = static_cast<Offset>(text.size());
    auto inWord = [](char c) {
      return c == '.' || c == '_' || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
    };
    while (words.end < end && inWord(text[words.end])) ++words.end;
    if (!request.place.flow && words.end < end && text[words.end] == '}') ++words.end;
  } else {
    while (words.end > at && text[words.end - 1] == ' ') --words.end;
  }
  return words;
}

// Which names belong in a place, the best first; nothing for those that do not.
class Ranking {
 public:
  Ranking(Scopes& scopes, const BindingPlace& place, bool optionalPart)
      : scopes_(scopes), place_(place), optionalPart_(optionalPart), wanted_(wantedType(scopes, place)) {
    if (!place.isCode() && !place.unit->isLoop()) behind_.emplace(scopes, *place.step);
  }

  const Unit& unit() const { return *place_.unit; }

  std::optional<int> rank(const BindingChoice& choice) const {
    const bool fromParent = choice.path.starts_with("parent.");
    if (place_.isCode()) return fromParent ? std::nullopt : ownRank(choice);
    if (!fromParent || wantsStep() != (choice.binding.port == nullptr)) return std::nullopt;
    if (wantsStep()) return 0;
    if (behind_ && behind_->contains(choice.binding.step)) return std::nullopt;
    const bool pipelineOutput = choice.binding.what == What::output && choice.binding.step == nullptr;
    if (pipelineOutput != (place_.field == "outputs")) return std::nullopt;
    if (place_.field == "condition") return conditionRank(choice);
    const PortType given = resolvedType(scopes_, *choice.binding.unit, *choice.binding.port);
    const PortFit fit = portFit(given, choice.binding.port->literal, wanted_);
    return fit == PortFit::refused ? std::nullopt : std::optional(static_cast<int>(fit));
  }

 private:
  // A condition is a truth value; of several, what a step found out comes before what is given.
  int conditionRank(const BindingChoice& choice) const {
    const PortType given = resolvedType(scopes_, *choice.binding.unit, *choice.binding.port);
    const PortFit fit = portFit(given, choice.binding.port->literal, portType("boolean"));
    constexpr int most = 3;  // names of the service come behind all of them
    return 2 * std::min(static_cast<int>(fit), most) + (choice.binding.step ? 0 : 1);
  }

  bool wantsStep() const {
    return place_.unit->isLoop() &&
           (place_.field == "true_block" || place_.field == "false_block" || place_.field == "body");
  }

  // Between $[[ and ]] belongs what is optional, outside of it what is not.
  std::optional<int> ownRank(const BindingChoice& choice) const {
    if (choice.binding.port == nullptr) return std::nullopt;
    const bool data = choice.binding.what != What::input;
    if (place_.field == "append_row_to") return data ? 0 : 1;
    if (place_.unit->definition && choice.binding.what == What::input)
      return choice.binding.port->optional == optionalPart_ ? 0 : 1;
    return optionalPart_ ? 1 : 0;
  }

  Scopes& scopes_;
  const BindingPlace& place_;
  bool optionalPart_;
  PortType wanted_;
  std::optional<StepsBehind> behind_;
};

struct Inserting {
  Span words;
  bool closed = true;
  std::string base;  // what is typed up to its last dot
};

CompletionItem item(const Inserting& inserting, const std::string& path, int rank, std::size_t number) {
  CompletionItem made;
  made.label = path;
  made.kind = CompletionKind::variable;
  made.insertText = path + (inserting.closed ? "" : "}}");
  made.filterText = path;
  made.sortText = std::to_string(rank) + inOrder(number);
  made.replace = inserting.words;
  return made;
}

void addServerNames(bool ServerName::* isHere, const Inserting& inserting, CompletionItems& items) {
  for (const ServerName& name : serverNames()) {
    if (!(name.*isHere)) continue;
    CompletionItem made = item(inserting, std::string(name.path), 8, items.size());
    made.detail = name.words;
    items.push_back(std::move(made));
  }
}

// What is imported lies below a name of its own.
bool isImportPath(const Document& document, yaml::Node text) {
  return document.kind == "dataImport" && text.entryKey().text() == "path" && !text.parent().parent();
}

void addAssetName(const Inserting& inserting, CompletionItems& items) {
  items.push_back(item(inserting, "name", 0, items.size()));
  items.back().detail = "the name of the asset";
}

void addChoices(Scopes& scopes, const Ranking& ranking, const Inserting& inserting, const std::string& base,
                CompletionItems& items) {
  for (const BindingChoice& choice : bindingChoices(scopes, ranking.unit(), base)) {
    const std::optional<int> rank = ranking.rank(choice);
    if (!rank) continue;
    CompletionItem made = item(inserting, choice.path, *rank, items.size());
    const Port* port = choice.binding.port;
    made.detail = port ? portDetail(*port, resolvedType(scopes, *choice.binding.unit, *port)) : "step";
    if (port) made.documentation = portDescription(*port);
    items.push_back(std::move(made));
  }
}

// What a loop hands on goes to inputs of the step that it runs.
void addMapped(const LoopMapping& mapping, const Inserting& inserting, CompletionItems& items) {
  const std::string inputs = "parent.jobs." + std::string(mapping.body().step->name) + ".inputs.";
  for (const Port& port : mapping.body().ports->inputs.list()) {
    const std::string path = inputs + std::string(port.name);
    const auto fit = mapping.fitOf(port.name);
    if (!fit || !path.starts_with(inserting.base)) continue;
    items.push_back(item(inserting, path, static_cast<int>(*fit), items.size()));
    items.back().detail = portDetail(port, port.type);
    items.back().documentation = portDescription(port);
  }
}

// Outputs of steps whose component is out of reach: those that other places of the document name.
class NamedElsewhere {
 public:
  NamedElsewhere(const CompletionRequest& request, Scopes& scopes, const BindingPlace& place)
      : text_(*request.document.text), at_(request.at), scopes_(scopes), place_(place) {}

  void add(const Inserting& inserting, CompletionItems& items) const {
    if (place_.step == nullptr || place_.isCode() || place_.field != "inputs") return;
    std::set<std::string> paths;
    constexpr std::size_t most = 200;
    for (std::size_t at = text_.find(root); at != std::string::npos && paths.size() < most;
         at = text_.find(root, at + root.size())) {
      const std::size_t end = std::min(text_.find_first_not_of(pathLetters, at), text_.size());
      if (at <= at_ && at_ <= end) continue;  // what is being typed
      std::string path = text_.substr(at, end - at);
      if (isOutputOfOpenStep(path) && path.starts_with(inserting.base)) paths.insert(std::move(path));
    }
    for (const std::string& path : paths) items.push_back(item(inserting, path, 7, items.size()));
  }

 private:
  static constexpr std::string_view root = "parent.jobs.";
  static constexpr std::string_view pathLetters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";

  bool isOutputOfOpenStep(std::string_view path) const {
    const std::string_view rest = path.substr(root.size());
    const std::string_view name = rest.substr(0, rest.find('.'));
    const Unit* step = scopes_.step(*place_.step->pipeline, name);
    return step && step != place_.step && rest.substr(name.size()).starts_with(".outputs.") &&
           scopes_.isOpen(*step);
  }

  const std::string& text_;
  Offset at_;
  Scopes& scopes_;
  const BindingPlace& place_;
};

void dropSecond(CompletionItems& items) {
  std::set<std::string> seen;
  std::erase_if(items, [&](const CompletionItem& one) { return !seen.insert(one.label).second; });
}

}  // namespace

bool completeBindings(const CompletionRequest& request, CompletionItems& items) {
  const yaml::Node node = textAt(request);
  if (!node.isScalar()) return false;
  const std::vector<Expression> all = schema::findExpressions(node);
  const Expression* expression = expressionAt(all, request.at);
  if (expression == nullptr) return false;
  const std::string& text = *request.document.text;
  Inserting inserting{wordsOf(request, *expression), expression->closed, {}};
  const std::string_view typed =
      std::string_view(text).substr(inserting.words.begin, request.at - inserting.words.begin);
  inserting.base = typed.substr(0, typed.rfind('.') + 1);
  Scopes scopes(request.document, request.workspace);
  const BindingPlace place = bindingPlace(scopes, node);
  if (place.unit == nullptr) {
    if (isImportPath(request.document, node)) addAssetName(inserting, items);
    return request.document.schema != nullptr;
  }
  if (place.unit->isScheduled()) {
    addServerNames(&ServerName::inSchedules, inserting, items);
    return true;
  }
  if (place.unit->type == "do_while" && place.field == "mapping" && !node.isKey()) {
    const LoopMapping mapping(scopes, *place.unit, node);
    if (mapping.body().ports) addMapped(mapping, inserting, items);
    return true;
  }
  const Ranking ranking(scopes, place, expression->optionalPart);
  addChoices(scopes, ranking, inserting, inserting.base, items);
  NamedElsewhere(request, scopes, place).add(inserting, items);
  if (items.empty() && !inserting.base.empty()) addChoices(scopes, ranking, inserting, "", items);
  if (place.field == "outputs") addServerNames(&ServerName::inOutputs, inserting, items);
  dropSecond(items);
  return true;
}

}  // namespace footplate::ide
