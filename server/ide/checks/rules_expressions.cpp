// `binding.`: one ${{ }} names what is there, from where it stands.
#include <algorithm>
#include <array>

#include "base/strings.h"
#include "ide/bindings/meant_name.h"
#include "ide/checks/binding_checks.h"

namespace footplate::ide {
namespace {

using schema::Expression;
using schema::ExpressionPart;
using schema::Issue;
using State = Binding::State;
using What = Definition::What;
using yaml::Node;

class ExpressionCheck {
 public:
  ExpressionCheck(const SeenBinding& seen, BindingView& view)
      : seen_(seen),
        path_(seen.expression.path),
        binding_(seen.binding),
        unit_(*seen.unit),
        step_(stepAround(*seen.unit)),
        scopes_(view.scopes),
        scope_(view.scope) {}

  void run() {
    if (!seen_.expression.closed) return unclosed();
    if (wrongScope()) return;
    if (binding_.state == State::empty) return empty();
    if (binding_.state == State::foreign) return foreign();
    if (binding_.state == State::missing) return missing();
    if (binding_.state != State::found) return;
    isPathOfLiteral() ? noPart(binding_.nameEnd) : wrongKind();
  }

 private:
  Issue& add(Span span, std::string code, std::string message) {
    return scope_.add(span, Severity::error, std::move(code), std::move(message));
  }

  Span whole() const { return {path_.front().span.begin, path_.back().span.end}; }
  std::string dotted() const { return seen_.expression.dotted(); }
  bool begins(std::string_view root) const { return !path_.empty() && path_.front().text == root; }

  void change(Issue& issue, Span span, const std::string& words) const {
    issue.fixes.push_back({"change to '" + words + "'", {{span, words}}});
  }

  // Whether this, in the place of what is written, would name something.
  bool isThere(const std::string& name) const {
    const std::vector<Expression> all = schema::findExpressionsIn("${{" + name + "}}");
    if (all.size() != 1) return false;
    const Binding binding = readBinding(scopes_, all.front(), unit_);
    return binding.state == State::found && (binding.port || unit_.isLoop());
  }

  // The first of these that would.
  bool changeTo(Issue& issue, const std::vector<std::string>& names) const {
    const auto found = std::ranges::find_if(names, [&](const std::string& name) { return isThere(name); });
    if (found != names.end()) change(issue, whole(), *found);
    return found != names.end();
  }

  // The parts from the first to before the last, joined.
  std::string parts(std::size_t first, std::size_t last) const {
    std::string words;
    for (std::size_t i = first; i < last; ++i) words += (i > first ? "." : "") + path_[i].text;
    return words;
  }

  // Elsewhere than in a command or its wiring the service takes the text as it is.
  void unclosed() {
    Issue& issue = add(seen_.expression.span, "binding.unclosed", "'${{' is not closed by '}}'");
    const bool read = isOwnCode(seen_.field) || seen_.field == "inputs" || seen_.field == "outputs";
    if (!read) issue.severity = Severity::warning;
    if (path_.size() < 2) return;
    const Offset end = seen_.expression.inner.end;
    const std::string& text = *scope_.document.text;
    const bool half = end < text.size() && text[end] == '}';
    issue.fixes.push_back({"close it with '}}'", {{{end, end}, half ? "}" : "}}"}}});
  }

  void empty() {
    if (binding_.failed == 0 || path_.empty()) {
      add(seen_.expression.span, "binding.empty", "the brackets name nothing, '${{inputs.NAME}}' is meant");
      return;
    }
    add(seen_.expression.span, "binding.empty",
        "a name is missing after '" + path_[std::min(binding_.failed, path_.size()) - 1].text + "'");
  }

  // --- scopes

  // What is given to a step comes from its pipeline; what its command reads is its own.
  bool wrongScope() {
    if (step_ == nullptr || path_.empty()) return false;
    const bool own = begins("inputs") || begins("outputs") || begins("search_space");
    if (isOwnCode(seen_.field)) return begins("parent") && parentInCode();
    if (&unit_ != step_) return false;
    const bool wired = seen_.field == "inputs" || seen_.field == "outputs";
    if (begins("jobs") || (own && (wired || binding_.state == State::missing))) return wantsParent();
    if (isWholeOutput() && begins("parent") && path_.size() > 1 && path_[1].text != "outputs") {
      add(whole(), "binding.scope",
          "an output of a step leads to an output of its pipeline, 'parent.outputs.NAME' is meant");
      return true;
    }
    if (seen_.field == "inputs" && path_.size() > 1 && begins("parent") && path_[1].text == "outputs") {
      add(whole(), "binding.scope",
          "the outputs of the pipeline are for the outputs of its steps, an input wants "
          "'parent.inputs.NAME' or 'parent.jobs.STEP.outputs.NAME'");
      return true;
    }
    return false;
  }

  // "model: ${{…}}" of the outputs, not the path of one.
  bool isWholeOutput() const {
    return seen_.field == "outputs" && seen_.scalar.entryKey() &&
           seen_.scalar.parent() == seen_.unit->body.find("outputs");
  }

  bool wantsParent() {
    Expression meant = seen_.expression;
    meant.path.insert(meant.path.begin(), {"parent", {}});
    const State there = readBinding(scopes_, meant, *step_).state;
    if (there == State::missing && !begins("jobs") && seen_.field != "inputs" && seen_.field != "outputs")
      return false;  // in neither of the two
    Issue& issue = add(whole(), "binding.scope",
                       "a step is given what belongs to its pipeline, 'parent." + dotted() + "' is meant");
    if (there != State::found && there != State::open) return true;
    change(issue, whole(), "parent." + dotted());
    if (begins("jobs")) issue.severity = Severity::warning;  // older services took it
    return true;
  }

  // In the text of a command the names of the pipeline are not known; the step's input that has the value is.
  bool parentInCode() {
    Issue& issue = add(whole(), "binding.scope",
                       "a command sees its own inputs and outputs only, give '" + dotted() + "' to an input");
    for (const auto& [ports, group] :
         {std::pair{&step_->inputs, "inputs."}, std::pair{&step_->outputs, "outputs."}}) {
      for (const Port& port : ports->list()) {
        if (!port.binding || trim(port.binding.text()) != "${{" + dotted() + "}}") continue;
        change(issue, whole(), group + std::string(port.name));
        return true;
      }
    }
    changeTo(issue, {parts(1, path_.size())});
    return true;
  }

  // What this place may begin with.
  std::vector<std::string> roots() const {
    if (step_ && !isOwnCode(seen_.field)) return {"parent"};
    std::vector<std::string> words{"inputs", "outputs"};
    if (!unit_.search.empty() || (unit_.holder && !unit_.holder->search.empty()))
      words.emplace_back("search_space");
    return words;
  }

  void foreign() {
    const ExpressionPart& root = path_.front();
    const bool inPipeline = root.text == "parent" || root.text == "jobs";
    if (inPipeline && (unit_.isPipeline() || (unit_.definition && !isOwnCode(seen_.field))))
      return foreignOutside();
    if (inPipeline && lacksJobs()) return;
    if (inPipeline) return outsidePipeline();
    if (seen_.field == "outputs" && !isWholeOutput()) return noServerName();
    const std::vector<std::string> words = roots();
    const bool wired = words.front() == "parent";
    Issue& issue = add(seen_.expression.span, "binding.unknown",
                       "'" + dotted() + "' names nothing here, '" +
                           (wired ? "parent.inputs.NAME' or 'parent.jobs.STEP.outputs.NAME'"
                                  : "inputs.NAME' or 'outputs.NAME'") +
                           " is meant");
    // The group is left out, another word stands before it, or it is written as in Python.
    const std::string inPython = replaceAll(replaceAll(dotted(), "['", "."), "']", "");
    std::vector<std::string> names{parts(1, path_.size()), inPython};
    for (const std::string& word :
         wired ? std::vector<std::string>{"parent", "parent.inputs", "parent.jobs"} : words)
      names.push_back(word + "." + dotted());
    if (changeTo(issue, names)) return;
    const std::string near = nearestName(root.text, words);
    if (!near.empty()) change(issue, root.span, near);
  }

  void outsidePipeline() {
    const char* what = unit_.definition ? "component" : "job";
    Issue& issue = add(seen_.expression.span, "binding.unknown",
                       "'" + dotted() + "' belongs in the steps of a pipeline, this " + what + " has no " +
                           path_.front().text);
    changeTo(issue, {parts(1, path_.size())});
  }

  // In the path of an output.
  void noServerName() {
    std::vector<std::string> names;
    for (const ServerName& name : serverNames()) {
      if (name.inOutputs) names.emplace_back(name.path);
    }
    Issue& issue =
        add(seen_.expression.span, "binding.unknown",
            "'" + dotted() + "' names nothing here, one of '" + join(names, "', '") + "' is meant");
    if (const MeantName meant = meantName(dotted(), names)) change(issue, whole(), meant.name);
  }

  // Outside of the steps of a pipeline and the command of a component, `parent` can only mean themselves.
  void foreignOutside() {
    Expression meant = seen_.expression;
    if (begins("parent")) meant.path.erase(meant.path.begin());
    if (readBinding(scopes_, meant, unit_).state == State::found) return;
    add(seen_.expression.span, "binding.unknown",
        "'" + dotted() + "' is known in the steps of " + (unit_.isPipeline() ? "this" : "a") +
            " pipeline only");
  }

  // --- names

  // The mapping whose key the group of the name would be is misspelt, or is no mapping: that is told there,
  // once.
  bool toldElsewhere(const Unit& unit, const char* group) const {
    return hasMisspelt(unit.body, group, scope_.document) || unit.body.find(group).resolved().isSequence();
  }

  // A pipeline without `jobs`, with that key misspelt or with steps in a list: that is told, and none of its
  // steps is known as one.
  bool lacksJobs() const {
    const Node jobs = unit_.body.find("jobs").resolved();
    if (jobs.isMapping()) return false;
    return toldElsewhere(unit_, "jobs") || equalsIgnoreCase(unit_.body.find("type").text(), "pipeline");
  }

  // A sweep without `search_space`: that is told, once for all the names it would hold.
  bool lacksSearchSpace() const {
    const Unit* sweep = unit_.holder;
    return sweep != nullptr && (toldElsewhere(*sweep, "search_space") || !sweep->body.find("search_space"));
  }

  void missing() {
    const std::size_t at = binding_.failed;
    const bool parent = begins("parent");
    if (parent && at == 1) return word(at, {"inputs", "outputs", "jobs"});
    if (at == 3 && binding_.what == What::step) return word(at, {"outputs", "inputs"});
    if (parent && at == 2 && binding_.what == What::step) return noStep();
    if (binding_.port) return noPart(at);
    const Unit& owner = binding_.step ? *binding_.step : parent ? *pipelineOf() : unit_;
    noPort(owner, at);
  }

  void noPart(std::size_t at) {
    Issue& issue = add(
        path_[at].span, "binding.unknown",
        "'" + std::string(binding_.port->name) + "' has no parts, '" + path_[at].text + "' means nothing");
    change(issue, whole(), parts(0, at));
  }

  // Data is somewhere; a number is what it is.
  bool isPathOfLiteral() const {
    if (!binding_.port || binding_.nameEnd >= path_.size()) return false;
    const PortType type = resolvedType(scopes_, *binding_.unit, *binding_.port);
    return type.group == PortType::Group::literal && !(type.loose && type.name == "string");
  }

  const Unit* pipelineOf() const { return step_ ? step_->pipeline : &unit_; }

  void word(std::size_t at, const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& one : words) all += (all.empty() ? "'" : ", '") + one + "'";
    Issue& issue = add(path_[at].span, "binding.unknown",
                       "'" + path_[at].text + "' means nothing after '" + path_[at - 1].text + "', one of " +
                           all + " is meant");
    // One of them is left out, or another word stands there.
    std::vector<std::string> names;
    for (const std::size_t rest : {at, at + 1}) {
      const std::string behind = rest < path_.size() ? "." + parts(rest, path_.size()) : std::string();
      for (const std::string& one : words) names.push_back(parts(0, at) + "." + one + behind);
    }
    const std::string near = nearestName(path_[at].text, words);
    if (!near.empty()) return change(issue, path_[at].span, near);
    changeTo(issue, names);
  }

  void noStep() {
    if (toldElsewhere(*pipelineOf(), "jobs")) return;
    const ExpressionPart& name = path_[2];
    Issue& issue = add(name.span, "binding.unknown", "this pipeline has no step '" + name.text + "'");
    const std::vector<std::string> names = scopes_.stepNames(*pipelineOf());
    suggest(issue, name.span, meantName(name.text, names), names);
  }

  void noPort(const Unit& owner, std::size_t at) {
    const char* group = binding_.what == What::output   ? "outputs"
                        : binding_.what == What::search ? "search_space"
                                                        : "inputs";
    if (toldElsewhere(owner, group) || (binding_.what == What::search && lacksSearchSpace())) return;
    const Span span{path_[at].span.begin, path_.back().span.end};
    std::string name = path_[at].text;
    for (std::size_t i = at + 1; i < path_.size(); ++i) name += "." + path_[i].text;
    const char* one = binding_.what == What::output   ? "output"
                      : binding_.what == What::search ? "search space"
                                                      : "input";
    Issue& issue = add(span, "binding.unknown", ownerWords(owner) + " has no " + one + " '" + name + "'");
    if (otherGroup(issue, owner, name, at)) return;
    const std::vector<std::string> names = namesOf(owner, binding_.what);
    const MeantName meant = meantName(name, names);
    if (!meant.isSlip && inPipeline(issue, span, owner, name)) return;
    suggest(issue, span, meant, isOneOf(name, names) ? std::vector<std::string>() : names);
  }

  std::string ownerWords(const Unit& owner) const {
    // A trial written in place is given what its sweep has.
    const bool isTrial = owner.holder && owner.holder->type == "sweep";
    const Unit& shown = isTrial ? *owner.holder : owner;
    if (shown.pipeline) return "step '" + std::string(shown.name) + "'";
    if (shown.type == "sweep") return "this sweep";
    if (owner.holder && owner.holder->pipeline)
      return "the component of step '" + std::string(owner.holder->name) + "'";
    if (owner.definition) return "this component";
    return begins("parent") || owner.isPipeline() ? "this pipeline" : "this job";
  }

  std::vector<std::string> namesOf(const Unit& owner, What what) const {
    std::vector<std::string> names;
    // What a step gives or takes beside its component's is itself in doubt.
    const Unit* component = scopes_.component(owner);
    for (const Unit* unit : {component ? component : &owner, owner.holder}) {
      if (unit == nullptr) continue;
      const Ports& ports = what == What::output   ? unit->outputs
                           : what == What::search ? unit->search
                                                  : unit->inputs;
      for (std::string& name : ports.names()) names.push_back(std::move(name));
    }
    return names;
  }

  // The name is there, but among the others.
  bool otherGroup(Issue& issue, const Unit& owner, const std::string& name, std::size_t at) const {
    const std::array<std::pair<What, std::string>, 3> groups{
        {{What::input, "inputs"}, {What::output, "outputs"}, {What::search, "search_space"}}};
    for (const auto& [what, words] : groups) {
      const bool searched = what == What::search && at != 1;
      if (what == binding_.what || searched || !isOneOf(name, namesOf(owner, what))) continue;
      issue.message += what == What::search
                           ? ", but a search space of that name"
                           : ", but an " + words.substr(0, words.size() - 1) + " of that name";
      issue.fixes.push_back({"change to '" + words + "." + name + "'", {{path_[at - 1].span, words}}});
      return true;
    }
    return false;
  }

  // The command of a step reads what its pipeline has, but the step was given it by another name, or not at
  // all.
  bool inPipeline(Issue& issue, Span span, const Unit& owner, const std::string& name) const {
    const bool command = &owner == step_ && owner.pipeline && !begins("parent");
    if (!command || binding_.what != What::input || !owner.pipeline->inputs.find(name)) return false;
    for (const Port& port : owner.inputs.list()) {
      if (!port.binding || trim(port.binding.text()) != "${{parent.inputs." + name + "}}") continue;
      issue.message += ", did you mean '" + std::string(port.name) + "'?";
      change(issue, span, std::string(port.name));
      return true;
    }
    issue.message += ", but its pipeline has: give it to the step under 'inputs'";
    const Node inputs = owner.body.find("inputs");
    if (!inputs.isMapping() || inputs.flow() || inputs.size() == 0) return true;
    const Offset first = (*inputs.entries().begin()).key.span().begin;
    issue.fixes.push_back(
        {"add '" + name + "'",
         {{{first, first},
           name + ": ${{parent.inputs." + name + "}}\n" + std::string(inputs.indent(), ' ')}}});
    return true;
  }

  void suggest(Issue& issue, Span span, const MeantName& meant, const std::vector<std::string>& names) const {
    if (!meant) {
      issue.message += thereAre(names);
      return;
    }
    issue.message += ", did you mean '" + meant.name + "'?";
    change(issue, span, meant.name);
  }

  // --- what was found, but is of no use here

  void wrongKind() {
    const bool block = seen_.field == "true_block" || seen_.field == "false_block" || seen_.field == "body";
    if (unit_.isLoop() && block) {
      if (binding_.port) {
        const Span rest{path_[2].span.end, path_.back().span.end};
        Issue& issue =
            add(whole(), "binding.scope", "a step is named here, 'parent.jobs.STEP' without its ports");
        if (binding_.step)
          issue.fixes.push_back({"change to 'parent.jobs." + path_[2].text + "'", {{rest, ""}}});
      }
      return;
    }
    if (binding_.port || unit_.isLoop() || seen_.field == "settings") return;
    if (binding_.step && path_.size() == 3) {
      add(whole(), "binding.empty",
          "a port of step '" + path_[2].text + "' is missing, '" + dotted() + ".outputs.NAME' is meant");
    }
  }

  const SeenBinding& seen_;
  const std::vector<ExpressionPart>& path_;
  const Binding& binding_;
  const Unit& unit_;
  const Unit* step_;
  Scopes& scopes_;
  const RuleScope& scope_;
};

}  // namespace

void checkExpression(const SeenBinding& seen, BindingView& view) {
  ExpressionCheck(seen, view).run();
}

}  // namespace footplate::ide
