// `binding.`: what a step gives and takes fits the component it runs, and types agree along the edges.
#include <algorithm>
#include <optional>
#include <unordered_set>

#include "base/path.h"
#include "base/quotes.h"
#include "base/strings.h"
#include "ide/bindings/meant_name.h"
#include "ide/bindings/port_fit.h"
#include "ide/checks/binding_checks.h"
#include "ide/checks/lost_keys.h"
#include "ide/references.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using schema::Edit;
using schema::Issue;
using State = Binding::State;
using Group = PortType::Group;
using yaml::Entry;
using yaml::Node;

// Whether a step of this type runs a component of the same.
bool isShared(std::string_view type) {
  return isOneOf(type, {"command", "parallel", "pipeline", "spark"});
}

// --- types

struct Verdict {
  Severity severity = Severity::error;
  std::string message;
  std::vector<std::string> wanted = {};  // the type that another one would have to be
};

// Error only where the service refuses; a folder for a file may yet be what the script expects, and a literal
// that a job was written with says little about the next one.
std::optional<Verdict> judge(const PortType& from, Node literal, const PortType& to) {
  if (to.loose && from.group == to.group) return std::nullopt;
  const PortFit fit = portFit(from, literal, to);
  if (fit < PortFit::differs) return std::nullopt;
  const Severity severity = fit == PortFit::refused ? Severity::error : Severity::warning;
  if (from.group == to.group && fit == PortFit::refused)
    return Verdict{severity, inQuotes(literal.text().substr(0, 40)) + " is no " + to.name};
  const std::string given = from.loose ? "a literal (" + from.name + ")" : from.name;
  return Verdict{severity, given + " given where " + to.name + " is wanted", {to.name}};
}

// --- one step

class StepCheck {
 public:
  StepCheck(const Unit& step, BindingView& view)
      : view_(view),
        step_(step),
        scopes_(view.scopes),
        scope_(view.scope),
        component_(view.scopes.component(step)) {}

  void run(bool isLoopBody) {
    // A pipeline with steps of its own beside a component: that is told, and the steps may be what is meant.
    if (!step_.pipeline && step_.isPipeline() && component_) return;
    if (component_ && isOtherType()) return;
    checkGiven(step_.inputs, component_ ? &component_->inputs : nullptr, "input");
    checkSearch();
    checkGiven(step_.outputs, component_ ? &component_->outputs : nullptr, "output");
    if (component_ && !isLoopBody && !step_.isScheduled()) checkRequired();
  }

 private:
  // Imports have one `output`, whose keys are none of ports.
  bool hasPorts() const { return step_.type != "import" && step_.type != "data_transfer"; }
  bool isInput(const std::string& what) const { return what == "input"; }

  // The SDK reads the file of a component as one of the step's own type. A step without a type, and
  // components that are written in place, are judged by their schemas.
  bool isOtherType() {
    const Node type = step_.body.find("type").resolved();
    const bool trial = step_.type == "sweep" && step_.reference == step_.body.find("trial").resolved();
    const std::string wanted = trial ? "command" : step_.type;
    const bool runs = step_.pipeline || (wanted == "pipeline" && !step_.isScheduled());
    if (!runs || !step_.reference.isScalar() || !type.isScalar() || component_->type == wanted ||
        !isShared(wanted) || !isShared(component_->type))
      return false;
    // What is registered may be of another type than the file of that name.
    const Severity severity =
        step_.reference.text().starts_with("azureml:") ? Severity::warning : Severity::error;
    if (trial) {
      scope_.add(step_.reference.span(), severity, "binding.step-type",
                 "the trial of a sweep is a component of type 'command', this one is of type " +
                     inQuotes(component_->type));
      return true;
    }
    Issue& issue = scope_.add(type.span(), severity, "binding.step-type",
                              ownerWords() + " is of type " + inQuotes(wanted) + ", its component of type " +
                                  inQuotes(component_->type));
    issue.fixes.push_back({"change to " + inQuotes(component_->type), {{type.span(), component_->type}}});
    return true;
  }

  void checkGiven(const Ports& given, const Ports* taken, const std::string& what) {
    for (const Port& port : given.list()) {
      if (lacksSpace(port.value)) continue;
      const Port* wanted = taken ? taken->find(port.name) : nullptr;
      if (taken && !wanted) {
        unknown(port, *taken, what);
      } else if (isInput(what)) {
        checkInput(port, wanted);
      } else {
        checkOutput(port, wanted);
      }
    }
  }

  // A group of inputs is given by its parts.
  static bool isGroup(const Ports& taken, std::string_view name) {
    const std::string_view first = name.substr(0, name.find('.'));
    return first.size() < name.size() && taken.find(first);
  }

  void unknown(const Port& port, const Ports& taken, const std::string& what) {
    if (taken.cut() || isGroup(taken, port.name) || port.key.parent().parent() != step_.body) return;
    std::vector<std::string> free;
    for (const Port& one : taken.list()) {
      if (!(isInput(what) ? step_.inputs : step_.outputs).find(one.name)) free.emplace_back(one.name);
    }
    const MeantName meant = meantName(port.name, free);
    Issue& issue = scope_.add(port.key.span(), Severity::warning, "binding.unknown-port",
                              takerWords() + " has no " + what + " " + inQuotes(port.name));
    if (!meant) {
      issue.message += thereAre(taken.names());
      return;
    }
    guessed_.insert(taken.find(meant.name));
    // An output that says nothing is dropped without harm.
    if (meant.isSlip && (isInput(what) || isWritten(port.value))) issue.severity = Severity::error;
    issue.message += ", did you mean " + inQuotes(meant.name) + "?";
    issue.fixes.push_back({"change to " + inQuotes(meant.name), {{port.key.span(), meant.name}}});
  }

  std::string takerWords() const {
    return step_.isScheduled() ? "the job of this schedule" : "the component of " + ownerWords();
  }

  std::string ownerWords() const {
    return step_.pipeline ? "step " + inQuotes(step_.name) : std::string("this job");
  }

  const Binding* bindingOf(const Port& port) const {
    const SeenBinding* seen = seenIn(view_, port.binding);
    const bool found = seen && seen->binding.state == State::found && seen->binding.port;
    return found ? &seen->binding : nullptr;
  }

  void checkInput(const Port& port, const Port* wanted) {
    if (step_.pipeline && checkBareInput(port, wanted, step_, view_)) return;
    if (const Binding* binding = bindingOf(port)) {
      const PortType from = resolvedType(scopes_, *binding->unit, *binding->port);
      // A type beside a binding counts only for code of the step's own: a component has its own types.
      const bool open = !wanted && scopes_.isOpen(step_);
      if (!open && !isFileWithoutType(*binding))
        tell(port.binding, judge(from, binding->port->literal, wanted ? wanted->type : port.type));
      if (wanted) checkOptional(port, *wanted, *binding);
      if (wanted) checkLimits(port.binding, binding->port->literal, *wanted);
    } else if (wanted && !port.binding) {
      checkWritten(port, *wanted);
    }
  }

  // A file without `type` is taken for a folder: that is told at its path.
  bool isFileWithoutType(const Binding& binding) const {
    const Node value = binding.port->value;
    const Node path = value.find("path").resolved();
    if (binding.unit->document != &scope_.document || value.find("type") || !path.isScalar()) return false;
    const Reference read = readReference(path.text(), false);
    return read.form == Reference::Form::path && scope_.workspace.seesFiles() &&
           scope_.workspace.look(joinPath(scope_.document.folder(), read.name)) == FileKind::file;
  }

  // A text is taken for the path of data.
  void checkWritten(const Port& port, const Port& wanted) {
    const bool path =
        port.type.group == Group::literal && port.type.name == "string" && wanted.type.group == Group::data;
    // A schedule that gives a path keeps the type that the job has.
    const bool sameType = step_.isScheduled() && !port.value.find("type");
    if (!path && !(sameType && port.type.group == Group::data))
      tell(port.value, judge(port.type, port.literal, wanted.type));
    checkLimits(port.value, port.literal, wanted);
  }

  // `enum`, `min` and `max` of a component's input.
  void checkLimits(Node place, Node literal, const Port& wanted) {
    if (!literal.isScalar() || !wanted.value.isMapping()) return;
    const auto tellLimit = [&](const std::string& words) {
      scope_.add(place.span(), Severity::warning, "binding.value",
                 inQuotes(literal.text().substr(0, 40)) + " is given to input " + inQuotes(wanted.name) +
                     ", " + words);
    };
    const Node choices = wanted.value.find("enum").resolved();
    std::string known;
    for (const Node one : choices.items()) {
      if (one.resolved().text() == literal.text()) return;
      known += (known.empty() ? "" : ", ") + inQuotes(one.resolved().text());
    }
    if (!known.empty()) return tellLimit("which takes " + known);
    const auto value = yaml::asNumber(literal);
    const Node least = wanted.value.find("min").resolved();
    const Node most = wanted.value.find("max").resolved();
    if (value && yaml::asNumber(least) && *value < *yaml::asNumber(least))
      return tellLimit("which takes " + std::string(least.text()) + " and more");
    if (value && yaml::asNumber(most) && *value > *yaml::asNumber(most))
      tellLimit("which takes at most " + std::string(most.text()));
  }

  void checkOutput(const Port& port, const Port* made) {
    if (step_.pipeline && hasPorts() && checkBareOutput(port, step_, view_)) return;
    const Binding* binding = bindingOf(port);
    if (!binding || binding->what != Definition::What::output) return;
    const PortType from = made ? made->type : port.type;
    tell(port.binding, judge(from, Node(), resolvedType(scopes_, *binding->unit, *binding->port)));
  }

  void checkSearch() {
    const Node trial = step_.body.find("trial").resolved();
    // The trial of a sweep job is no component: its command names the search space itself.
    const bool isComponent =
        trial.isScalar() || (step_.pipeline && trial.isMapping() && trial.find("inputs"));
    if (!component_ || !isComponent) return;
    for (const Port& port : step_.search.list()) {
      if (!component_->inputs.find(port.name)) unknown(port, component_->inputs, "input");
    }
  }

  // What may be left out of the pipeline cannot be what a step cannot do without.
  void checkOptional(const Port& port, const Port& wanted, const Binding& binding) {
    const bool fromPipeline = binding.unit == step_.pipeline && binding.what == Definition::What::input;
    if (!fromPipeline || !binding.port->optional || wanted.optional) return;
    scope_.add(port.binding.span(), Severity::error, "binding.optional",
               "input " + inQuotes(binding.port->name) + " of the pipeline is optional, input " +
                   inQuotes(wanted.name) + " of the component is not");
  }

  void tell(Node place, const std::optional<Verdict>& verdict) {
    if (!verdict) return;
    scope_.add(place.span(), verdict->severity, "binding.type", verdict->message).names = verdict->wanted;
  }

  // --- required inputs

  bool isGiven(const Port& wanted) const {
    const Port* given = step_.inputs.find(wanted.name);
    if (given) return isWritten(given->value);
    if (step_.inputs.cut()) return true;
    const std::string group = std::string(wanted.name) + ".";
    return step_.search.find(wanted.name) || std::ranges::any_of(step_.inputs.list(), [&](const Port& port) {
             return port.name.starts_with(group);
           });
  }

  void checkRequired() {
    std::vector<const Port*> lacking;
    for (const Port& wanted : component_->inputs.list()) {
      const bool needed = !wanted.optional && !wanted.hasDefault() && isWritten(wanted.value);
      if (!needed || guessed_.contains(&wanted) || isGiven(wanted)) continue;
      // Given on a line that cannot be read: the repair of that line gives it.
      if (!isOnBrokenLine(scope_.document.yaml(), wanted.name)) lacking.push_back(&wanted);
    }
    if (lacking.empty() || hasMisspelt(step_.body, "inputs", scope_.document)) return;
    std::string names;
    for (const Port* port : lacking) {
      names += (names.empty() ? "" : ", ") + inQuotes(port->name);
      // The input of the pipeline of that name is read nowhere because of this, which is told here.
      const Port* same = step_.pipeline ? step_.pipeline->inputs.find(port->name) : nullptr;
      if (same) view_.meant.insert(same);
    }
    const Node key = step_.pipeline ? step_.body.entryKey() : step_.reference.entryKey();
    if (!key) return;
    const std::string many = lacking.size() == 1 ? "input " : "inputs ";
    Issue& issue = scope_.add(key.span(), Severity::error, "binding.required",
                              ownerWords() + " leaves out the " + many + names + " of its component");
    if (auto fix = addInputs(lacking)) {
      fix->title = "add " + names;
      issue.fixes.push_back(*fix);
    }
  }

  // The input of the pipeline of that name and type; else the newest output that fits; else a value to fill
  // in.
  std::string guess(const Port& wanted) const {
    if (const Unit* pipeline = step_.pipeline) {
      const Port* same = pipeline->inputs.find(wanted.name);
      if (same && !judge(resolvedType(scopes_, *pipeline, *same), Node(), wanted.type))
        return "${{parent.inputs." + std::string(wanted.name) + "}}";
    }
    if (wanted.type.group == Group::data)
      return "{type: " + wanted.type.name + ", path: azureml:NAME@latest}";
    if (wanted.type.name == "boolean") return "false";
    return wanted.type.name == "string" ? "\"\"" : "0";
  }

  std::optional<schema::Fix> addInputs(const std::vector<const Port*>& lacking) const {
    const Node inputs = step_.body.find("inputs");
    const bool isEmpty = !inputs || inputs.isNull();
    if (!isEmpty && (!inputs.isMapping() || inputs.size() == 0)) return std::nullopt;
    if (step_.body.flow()) return std::nullopt;
    if (std::ranges::any_of(lacking,
                            [&](const Port* port) { return static_cast<bool>(inputs.find(port->name)); }))
      return fillIn(inputs, lacking);
    if (!isEmpty && inputs.flow()) return inFlow(inputs, lacking);
    Node last;
    for (const Entry entry : isEmpty ? step_.body.entries() : inputs.entries()) {
      if (!isEmpty || !last) last = entry.key;
    }
    const std::string indent((isEmpty ? step_.body : inputs).indent(), ' ');
    std::string text;
    if (isEmpty && !inputs) text += indent + "inputs:\n";
    for (const Port* port : lacking) {
      text += indent + (isEmpty ? "  " : "") + std::string(port->name) + ": " + guess(*port) + "\n";
    }
    const Node after = inputs && isEmpty ? inputs.entryKey() : last;
    return schema::Fix{"", {lineAfter(after, std::move(text))}};
  }

  // The values of keys that stand there without one.
  std::optional<schema::Fix> fillIn(Node inputs, const std::vector<const Port*>& lacking) const {
    schema::Fix fix;
    for (const Port* port : lacking) {
      const Node key = inputs.find(port->name).entryKey();
      if (!key || inputs.flow() || (*scope_.document.text)[key.span().end] != ':') return std::nullopt;
      const Offset behind = key.span().end + 1;
      fix.edits.push_back({{behind, behind}, " " + guess(*port)});
    }
    return fix;
  }

  // Lines behind the last line of an entry.
  Edit lineAfter(Node key, std::string text) const {
    const std::string& whole = *scope_.document.text;
    const LineIndex& lines = scope_.document.yaml().lines();
    const Offset valueEnd = std::max(key.span().end, key.entryValue().span().end);
    const Offset lastByte = valueEnd > key.span().end ? valueEnd - 1 : valueEnd;
    const Span line = lines.line(whole, lines.lineOf(lastByte));
    const bool lastLine = lines.lineOf(line.end) + 1 >= lines.lineCount();
    if (lastLine) {
      text.pop_back();
      return {{line.end, line.end}, "\n" + text};
    }
    const Offset next = lines.lineStart(lines.lineOf(line.end) + 1);
    return {{next, next}, std::move(text)};
  }

  std::optional<schema::Fix> inFlow(Node inputs, const std::vector<const Port*>& lacking) const {
    std::string text;
    for (const Port* port : lacking) {
      const std::string value = guess(*port);
      text += std::string(port->name) + ": " + (value.starts_with("$") ? '"' + value + '"' : value) + ", ";
    }
    const Offset at = inputs.span().begin + 1;
    return schema::Fix{"", {Edit{{at, at}, std::move(text)}}};
  }

  BindingView& view_;
  const Unit& step_;
  Scopes& scopes_;
  const RuleScope& scope_;
  const Unit* component_;
  std::unordered_set<const Port*> guessed_;  // meant by a misspelt key, so not left out
};

// Steps whose inputs a loop fills in.
std::unordered_set<const Unit*> loopBodies(const BindingView& view) {
  std::unordered_set<const Unit*> bodies;
  for (const SeenBinding& seen : view.seen) {
    if (seen.unit->type == "parallel_for" && seen.field == "body" && seen.binding.step)
      bodies.insert(seen.binding.step);
  }
  return bodies;
}

}  // namespace

void checkSteps(BindingView& view) {
  const std::unordered_set<const Unit*> bodies = loopBodies(view);
  for (const Unit* unit : view.units) {
    const bool runsComponent = unit->pipeline || (!unit->definition && unit->reference);
    if (runsComponent && !unit->isLoop()) StepCheck(*unit, view).run(bodies.contains(unit));
  }
}

}  // namespace footplate::ide
