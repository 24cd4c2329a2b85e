// `binding.`: what a pipeline's steps wait for, and inputs that nothing reads.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "ide/checks/binding_checks.h"
#include "ide/checks/loop_checks.h"

namespace footplate::ide {
namespace {

using State = Binding::State;
using What = Definition::What;
using yaml::Node;

// One step waits for another because of an expression.
struct Wait {
  const Unit* on;
  const SeenBinding* because;
};

using Waits = std::unordered_map<const Unit*, std::vector<Wait>>;

// Steps in a circle: depth first, without recursion, because a pipeline may be a chain of thousands.
class Circles {
 public:
  // `self`: the circle is of one step.
  using Message = std::string (*)(const std::string& names, bool self);

  Circles(const Waits& waits, Message message, const RuleScope& scope)
      : waits_(waits), message_(message), scope_(scope) {}

  void from(const Unit* start) {
    if (!enter(start)) return;
    while (!path_.empty()) {
      auto& [unit, next] = path_.back();
      const auto found = waits_.find(unit);
      if (found == waits_.end() || next >= found->second.size()) {
        state_[unit] = done;
        path_.pop_back();
        continue;
      }
      const Wait& wait = found->second[next++];
      if (!enter(wait.on) && state_[wait.on] == open) tell(wait);
    }
  }

 private:
  enum Visit : unsigned char { fresh, open, done };

  bool enter(const Unit* unit) {
    if (state_[unit] != fresh) return false;
    state_[unit] = open;
    path_.emplace_back(unit, 0);
    return true;
  }

  void tell(const Wait& closing) const {
    auto first = std::ranges::find(path_, closing.on, [](const auto& place) { return place.first; });
    std::string names;
    std::size_t shown = 0;
    for (auto at = first; at != path_.end() && shown < 6; ++at, ++shown) {
      names += (names.empty() ? "'" : ", '") + std::string(at->first->name) + "'";
    }
    if (path_.end() - first > 6) names += " …";
    const bool self = closing.on == path_.back().first;
    scope_.add(closing.because->expression.path[2].span, Severity::error, "binding.cycle",
               message_(names, self));
  }

  const Waits& waits_;
  Message message_;
  const RuleScope& scope_;
  std::unordered_map<const Unit*, Visit> state_;
  std::vector<std::pair<const Unit*, std::size_t>> path_;
};

std::string waiting(const std::string& names, bool self) {
  return self ? "step " + names + " waits for itself" : "the steps " + names + " wait for each other";
}

std::string repeating(const std::string& names, bool self) {
  return self ? "the loop " + names + " repeats itself" : "the loops " + names + " repeat each other";
}

void checkCircles(const BindingView& view) {
  Waits waits;
  Waits bodies;
  std::vector<const Unit*> order;
  for (const SeenBinding& seen : view.seen) {
    const Unit* step = stepAround(*seen.unit);
    if (step == nullptr || seen.binding.step == nullptr) continue;
    // A loop hands the outputs of its body on to its body; the body itself is named without an output.
    const bool isBody = step->isLoop() && seen.expression.path.size() == 3;
    if (!isBody && (step->isLoop() || seen.expression.path.size() < 4)) continue;
    (isBody ? bodies : waits)[step].push_back({seen.binding.step, &seen});
    order.push_back(step);
  }
  Circles waited(waits, waiting, view.scope);
  Circles repeated(bodies, repeating, view.scope);
  for (const Unit* step : order) {
    waited.from(step);
    repeated.from(step);
  }
}

// Whether the unit's own text could read its inputs: its code is here and complete enough.
bool readsInputs(const Unit& unit) {
  if (unit.isPipeline()) return true;
  for (const std::string_view field : {"command", "args", "task"}) {
    if (isWritten(unit.body.find(field))) return unit.type != "automl" && unit.type != "data_transfer";
  }
  const Node trial = unit.body.find("trial").resolved();
  return trial.isMapping() && isWritten(trial.find("command")) && !trial.find("inputs");
}

class Unused {
 public:
  explicit Unused(const BindingView& view) : view_(view), read_(view.meant), doubtful_(view.doubtful) {
    for (const SeenBinding& seen : view.seen) {
      if (seen.binding.port) read_.insert(seen.binding.port);
      if (!isSlip(seen)) continue;
      if (const Unit* step = stepAround(*seen.unit)) doubtful_.insert(step->pipeline);
      for (const Unit* unit = seen.unit; unit; unit = unit->holder) doubtful_.insert(unit);
    }
  }

  void check(const Unit& unit) const {
    if (doubtful_.contains(&unit) || !readsInputs(unit) || readsVariables(unit)) return;
    if (unit.body.find("<<")) return;  // what it merges may read them
    tell(unit, unit.inputs, "input");
    if (unit.body.find("trial").resolved().isMapping()) tell(unit, unit.search, "search space");
  }

 private:
  // An expression that is told already: it may mean any name.
  static bool isSlip(const SeenBinding& seen) {
    const State state = seen.binding.state;
    const std::vector<schema::ExpressionPart>& path = seen.expression.path;
    const bool ofPipeline = isOwnCode(seen.field) && !path.empty() && path.front().text == "parent";
    return state == State::missing || state == State::foreign || state == State::empty || ofPipeline ||
           !seen.expression.closed;
  }

  void tell(const Unit& unit, const Ports& ports, const std::string& what) const {
    const std::string owner = unit.isPipeline()      ? "this pipeline"
                              : unit.pipeline        ? "step '" + std::string(unit.name) + "'"
                              : unit.definition      ? "this component"
                              : unit.type == "sweep" ? "this sweep"
                                                     : "this job";
    for (const Port& port : ports.list()) {
      const bool group = port.name.find('.') != std::string_view::npos;
      if (read_.contains(&port) || group || port.key.text().empty()) continue;
      if (isMerged(port, unit) || isBareInputData(port, unit)) continue;
      view_.scope.add(port.key.span(), Severity::hint, "binding.unused",
                      what + " '" + std::string(port.name) + "' is read nowhere in " + owner);
    }
  }

  // Inputs come in variables of the process, too.
  static bool readsVariables(const Unit& unit) {
    return unit.body.find("command").resolved().text().find("AZURE_ML_INPUT") != std::string_view::npos;
  }

  // Named by `input_data`, though without brackets: that is told.
  static bool isBareInputData(const Port& port, const Unit& unit) {
    const std::string name = bareName(unit.body.find("input_data").resolved().text());
    return name == port.name || name == "inputs." + std::string(port.name);
  }

  // Merged in by "<<": others may read it.
  static bool isMerged(const Port& port, const Unit& unit) { return port.key.parent().parent() != unit.body; }

  const BindingView& view_;
  std::unordered_set<const Port*> read_;
  std::unordered_set<const Unit*> doubtful_;  // a misspelt name may mean any
};

}  // namespace

void checkFlow(BindingView& view) {
  checkCircles(view);
  checkLoops(view);
  const Unused unused(view);
  for (const Unit* unit : view.units) unused.check(*unit);
}

}  // namespace footplate::ide
