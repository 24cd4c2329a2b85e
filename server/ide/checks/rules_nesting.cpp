// `binding.cycle`: a pipeline whose steps run components that lead back to where they were named.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/path.h"
#include "ide/checks/binding_checks.h"

namespace footplate::ide {
namespace {

// The pipelines that are run one within the other from a step on, the first and the last of a circle the
// same. Empty where every way ends.
using Circle = std::vector<const Unit*>;

// Depth first, without recursion, because a chain of files may be of any length.
class Nesting {
 public:
  explicit Nesting(Scopes& scopes) : scopes_(scopes) {}

  // The circle that a component leads into, with the pipelines on the way to it.
  const Circle& from(const Unit* component, const Unit* root) {
    const auto [place, isNew] = circles_.try_emplace(component);
    if (isNew) place->second = search(component, root);
    return place->second;
  }

 private:
  struct Level {
    const Unit* pipeline;
    std::vector<const Unit*> inside;
    std::size_t next = 0;
  };

  Circle search(const Unit* component, const Unit* root) {
    std::vector<Level> path;
    std::unordered_set<const Unit*> entered{root};
    std::unordered_set<const Unit*> open{root};
    const auto enter = [&](const Unit* pipeline) {
      entered.insert(pipeline);
      open.insert(pipeline);
      path.push_back({pipeline, pipelinesIn(*pipeline)});
    };
    if (component == root) return {root};
    enter(component);
    while (!path.empty()) {
      Level& level = path.back();
      if (level.next == level.inside.size()) {
        open.erase(level.pipeline);
        path.pop_back();
        continue;
      }
      const Unit* pipeline = level.inside[level.next++];
      if (open.contains(pipeline)) return closed(path, pipeline);
      if (!entered.contains(pipeline)) enter(pipeline);
    }
    return {};
  }

  static Circle closed(const std::vector<Level>& path, const Unit* pipeline) {
    Circle circle;
    for (const Level& level : path) circle.push_back(level.pipeline);
    circle.push_back(pipeline);
    return circle;
  }

  // The components of several steps that a pipeline runs.
  std::vector<const Unit*> pipelinesIn(const Unit& pipeline) {
    std::vector<const Unit*> found;
    for (const std::string& name : scopes_.stepNames(pipeline)) {
      const Unit* step = scopes_.step(pipeline, name);
      const Unit* component = step ? scopes_.component(*step) : nullptr;
      if (component && component->isPipeline()) found.push_back(component);
    }
    return found;
  }

  Scopes& scopes_;
  std::unordered_map<const Unit*, Circle> circles_;
};

std::string fileOf(const Unit& unit) {
  return "'" + fileName(unit.document->path) + "'";
}

// Components written in place are not named: their file is.
std::string filesOf(const Circle& circle, std::size_t begin, std::size_t end) {
  std::string names;
  std::string last;
  for (std::size_t i = begin; i < end; ++i) {
    std::string name = fileOf(*circle[i]);
    if (name == last) continue;
    names += (names.empty() ? "" : ", ") + name;
    last = std::move(name);
  }
  return names;
}

std::string words(const Unit& step, const Circle& circle, const Unit* root) {
  const std::string name = "step '" + std::string(step.name) + "' ";
  if (circle.size() == 1) return name + "runs this file itself, without end";
  if (circle.back() == root)
    return name + "leads back to this file by " + filesOf(circle, 0, circle.size() - 1) + ", without end";
  const auto first = std::ranges::find(circle, circle.back()) - circle.begin();
  const std::string files = filesOf(circle, static_cast<std::size_t>(first), circle.size() - 1);
  return name + "leads to components that run each other without end: " + files;
}

}  // namespace

void checkNesting(BindingView& view) {
  if (view.units.empty()) return;
  const Unit* root = view.units.front();
  Nesting nesting(view.scopes);
  for (const Unit* step : view.units) {
    if (step->pipeline == nullptr || !step->reference.isScalar()) continue;
    const Unit* component = view.scopes.component(*step);
    if (component == nullptr || !component->isPipeline()) continue;
    const Circle& circle = nesting.from(component, root);
    if (circle.empty()) continue;
    view.scope.add(step->reference.span(), Severity::error, "binding.cycle", words(*step, circle, root));
  }
}

}  // namespace footplate::ide
