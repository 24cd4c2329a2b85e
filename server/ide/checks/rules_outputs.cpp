// `binding.`: outputs of steps, against those of their components and of the pipeline around them.
#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "ide/bindings/port_fit.h"
#include "ide/checks/binding_checks.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using What = Definition::What;
using yaml::Entry;
using yaml::Node;

// A model of one kind may be registered as one of another.
bool areModels(const PortType& a, const PortType& b) {
  return a.name.ends_with("_model") && b.name.ends_with("_model");
}

// The type that a step writes to an output of its component, which makes what it makes all the same. Azure's
// SDK hands both on, so this is no error.
void checkTypes(const Unit& step, BindingView& view) {
  const Unit* component = view.scopes.component(step);
  if (component == nullptr) return;
  for (const Port& port : step.outputs.list()) {
    const Node type = port.value.find("type").resolved();
    const Port* made = component->outputs.find(port.name);
    if (made == nullptr || !type.isScalar() || type.parent() != port.value) continue;
    if (portFit(made->type, Node(), port.type) < PortFit::differs || areModels(made->type, port.type))
      continue;
    Issue& issue = view.scope.add(type.span(), Severity::warning, "binding.type",
                                  made->type.name + " given where " + port.type.name + " is wanted");
    issue.names = {port.type.name};
    issue.fixes.push_back({"change to '" + made->type.name + "'", {{type.span(), made->type.name}}});
  }
}

// A folder that becomes an output declared as a model: right only when the folder is one, which nothing here
// tells.
void checkModels(const Unit& step, BindingView& view) {
  const Unit* component = view.scopes.component(step);
  for (const Port& port : step.outputs.list()) {
    const SeenBinding* seen = seenIn(view, port.binding);
    if (seen == nullptr || seen->binding.what != What::output || seen->binding.port == nullptr) continue;
    const Port* made = component ? component->outputs.find(port.name) : &port;
    const PortType to = resolvedType(view.scopes, *seen->binding.unit, *seen->binding.port);
    const bool files = made && (made->type.name == "uri_folder" || made->type.name == "uri_file");
    if (!files || !to.name.ends_with("_model")) continue;
    Issue& issue = view.scope.add(port.binding.span(), Severity::hint, "binding.type",
                                  made->type.name + " given where " + to.name + " is wanted");
    issue.names = {to.name};
  }
}

// What the steps of the document's pipelines write to the outputs of these.
class Writers {
 public:
  explicit Writers(const BindingView& view) : view_(view) {
    for (const Unit* unit : view.units) {
      if (unit->pipeline && unit->isLoop()) steered_.insert(unit->pipeline);
    }
    for (const SeenBinding& seen : view.seen) add(seen);
  }

  // An output of the pipeline that gets nothing stays empty. Nothing is told where a step may yet write it in
  // a way that is not seen.
  void checkUnfilled(const Unit& pipeline) const {
    if (pipeline.outputs.cut() || unsure_.contains(&pipeline) || view_.doubtful.contains(&pipeline)) return;
    if (pipeline.body.find("<<") || pipeline.jobs.size() == 0 || hasUnreadSteps(pipeline)) return;
    for (const Port& port : pipeline.outputs.list()) {
      const bool group = port.name.find('.') != std::string_view::npos;
      if (group || port.name.empty() || port.binding || written_.contains(&port) ||
          view_.meant.contains(&port))
        continue;
      if (port.key.parent().parent() != pipeline.body) continue;
      view_.scope.add(port.key.span(), Severity::hint, "binding.unused",
                      "output '" + std::string(port.name) + "' is filled by no step of this pipeline");
    }
  }

 private:
  static bool writes(const SeenBinding& seen) {
    return seen.field == "outputs" && seen.unit->pipeline != nullptr && seen.binding.what == What::output &&
           seen.binding.port != nullptr && seen.binding.unit == seen.unit->pipeline;
  }

  void add(const SeenBinding& seen) {
    const Unit* step = stepAround(*seen.unit);
    if (!writes(seen)) {
      // An expression that names something else may be meant for any output.
      const bool isOutput = seen.field == "outputs" && step != nullptr;
      if (isOutput && seen.binding.state != Binding::State::open) unsure_.insert(step->pipeline);
      return;
    }
    const auto [first, isNew] = written_.emplace(seen.binding.port, seen.unit);
    // Of the steps of a condition one alone runs, and a loop hands on what its body writes.
    if (isNew || first->second == seen.unit || steered_.contains(seen.unit->pipeline)) return;
    view_.scope.add(seen.scalar.span(), Severity::warning, "binding.output-twice",
                    "output '" + std::string(seen.binding.port->name) +
                        "' of the pipeline is written by step '" + std::string(first->second->name) +
                        "', too");
  }

  // An output that names something without the brackets of an expression: "parent.outputs.x" and
  // "{parent.outputs.x}".
  static bool isSlip(const Entry& output) {
    const Node value = output.value.resolved();
    if (value.isScalar()) return isWritten(value) && !schema::hasBinding(value.text());
    return std::ranges::any_of(value.entries(), [](const Entry& entry) {
      return !entry.key.isScalar() || entry.key.text().find('.') != std::string_view::npos;
    });
  }

  // Steps that are written elsewhere, not at all yet, or with a slip.
  static bool hasUnreadSteps(const Unit& pipeline) {
    return std::ranges::any_of(pipeline.jobs.entries(), [](const Entry& step) {
      const Node outputs = step.value.find("outputs");
      return !step.value.isMapping() || step.value.find("<<") || outputs.isAlias() || outputs.find("<<") ||
             (outputs && !outputs.isMapping()) || std::ranges::any_of(outputs.entries(), isSlip);
    });
  }

  const BindingView& view_;
  std::unordered_map<const Port*, const Unit*> written_;  // by the first step that does
  std::unordered_set<const Unit*> steered_;               // pipelines with conditions or loops
  std::unordered_set<const Unit*> unsure_;                // pipelines with an output that may be any
};

bool isBroken(const Document& document) {
  return std::ranges::any_of(document.yaml().problems(), [](const yaml::Problem& problem) {
    return problem.severity == Severity::error;
  });
}

}  // namespace

void checkOutputs(BindingView& view) {
  const Writers writers(view);
  const bool broken = isBroken(view.scope.document);
  for (const Unit* unit : view.units) {
    if (unit->pipeline && !unit->isLoop()) {
      checkTypes(*unit, view);
      checkModels(*unit, view);
    }
    if (unit->isPipeline() && !broken) writers.checkUnfilled(*unit);
  }
}

}  // namespace footplate::ide
