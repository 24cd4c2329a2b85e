#include "ide/bindings/bindings.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/strings.h"

namespace footplate::ide {
namespace {

using schema::Expression;
using schema::ExpressionPart;
using Side = Ports::Side;
using State = Binding::State;
using What = Definition::What;
using yaml::Node;

constexpr unsigned mostHops = 24;
constexpr std::size_t mostChoices = 2000;

const Ports& portsOf(const Unit& unit, What what) {
  return what == What::input ? unit.inputs : what == What::output ? unit.outputs : unit.search;
}

std::optional<What> groupOf(std::string_view word) {
  if (word == "inputs") return What::input;
  if (word == "outputs") return What::output;
  if (word == "search_space") return What::search;
  return std::nullopt;
}

const Unit* pipelineAround(const Unit& unit) {
  return unit.pipeline || !unit.holder ? unit.pipeline : unit.holder->pipeline;
}

// Steps whose outputs the service makes without their being written.
bool makesOwnOutputs(const Unit& step) {
  return step.type == "automl" || step.type == "import" || step.type == "data_transfer" ||
         step.type == "finetuning";
}

class Reader {
 public:
  Reader(Scopes& scopes, const Expression& expression, const Unit& where)
      : scopes_(scopes), path_(expression.path), where_(where) {}

  Binding read() {
    if (path_.empty() || path_.front().text.empty()) return result_;
    const std::string& root = path_.front().text;
    if (root == "parent") {
      readParent();
    } else if (const auto what = groupOf(root)) {
      readOwn(*what);
    } else {
      const bool server =
          path_.size() == 1 && std::ranges::any_of(serverNames(), [&](const ServerName& name) {
            return name.inOutputs && name.path == root;
          });
      result_.state = server ? State::open : State::foreign;
    }
    return result_;
  }

 private:
  // The part at `at` is written, else the binding is empty from there.
  bool has(std::size_t at) {
    if (at < path_.size() && !path_[at].text.empty()) return true;
    result_.state = State::empty;
    result_.failed = std::min(at, path_.size());
    return false;
  }

  void miss(std::size_t at) {
    result_.state = State::missing;
    result_.failed = at;
  }

  // The names of a trial are those of the job or step around it, too.
  void readOwn(What what) {
    result_.what = what;
    if (!has(1)) return;
    for (const Unit* unit = &where_; unit; unit = unit->holder) {
      if (readPort(*unit, portsOf(*unit, what), 1)) return;
      if (scopes_.component(*unit) == nullptr && scopes_.isOpen(*unit)) {
        result_.state = State::open;
        return;
      }
      const bool isTrial = unit->holder && unit->holder->body.find("trial").resolved() == unit->body;
      if (!isTrial) break;
    }
    miss(1);
  }

  void readParent() {
    const Unit* pipeline = pipelineAround(where_);
    if (pipeline == nullptr) {
      result_.state = State::foreign;
      return;
    }
    if (!has(1)) return;
    if (path_[1].text == "jobs") return readStep(*pipeline);
    const auto what = groupOf(path_[1].text);
    if (!what || *what == What::search) return miss(1);
    result_.what = *what;
    if (!has(2)) return;
    if (!readPort(*pipeline, portsOf(*pipeline, *what), 2)) miss(2);
  }

  void readStep(const Unit& pipeline) {
    result_.what = What::step;
    if (!has(2)) return;
    const Unit* step = scopes_.step(pipeline, path_[2].text);
    if (step == nullptr) return miss(2);
    result_.step = step;
    result_.unit = &pipeline;
    result_.state = State::found;
    if (path_.size() == 3) return;
    if (!has(3)) return;
    const auto what = groupOf(path_[3].text);
    if (!what || *what == What::search) return miss(3);
    result_.what = *what;
    if (has(4)) readStepPort(*step, *what);
  }

  void readStepPort(const Unit& step, What what) {
    const Unit* component = scopes_.component(step);
    if (component && readPort(*component, portsOf(*component, what), 4)) return;
    if (readPort(step, portsOf(step, what), 4)) return;
    const bool made = what == What::output && makesOwnOutputs(step);
    if (made || scopes_.isOpen(step)) {
      result_.state = State::open;
    } else {
      miss(4);
    }
  }

  // A name may have dots (groups of inputs), so the longest name that is there counts.
  bool readPort(const Unit& unit, const Ports& ports, std::size_t from) {
    for (std::size_t end = path_.size(); end > from; --end) {
      const Port* port = end == from + 1 ? ports.find(path_[from].text) : ports.find(joined(from, end));
      if (port == nullptr) continue;
      result_.unit = &unit;
      result_.port = port;
      result_.nameEnd = end;
      result_.state = State::found;
      if (end < path_.size() && path_[end].text != "path") miss(end);
      return true;
    }
    const std::string group = joined(from, path_.size()) + ".";
    const bool isGroup =
        path_.size() - from < 4 &&
        std::ranges::any_of(ports.list(), [&](const Port& port) { return port.name.starts_with(group); });
    const bool mayBe = isGroup || ports.cut();
    if (mayBe) result_.state = State::open;
    return mayBe;
  }

  std::string joined(std::size_t from, std::size_t end) const {
    std::string name = path_[from].text;
    for (std::size_t i = from + 1; i < end; ++i) name += "." + path_[i].text;
    return name;
  }

  Scopes& scopes_;
  const std::vector<ExpressionPart>& path_;
  const Unit& where_;
  Binding result_;
};

// The only expression of a scalar that is nothing but one.
std::optional<Expression> wholeExpression(Node scalar) {
  if (!scalar || !schema::isBinding(scalar.text())) return std::nullopt;
  std::vector<Expression> all = schema::findExpressions(scalar);
  if (all.size() != 1) return std::nullopt;
  return std::move(all.front());
}

PortType typeBehind(Scopes& scopes, const Unit& unit, const Port& port, unsigned hops) {
  if (port.type.group != PortType::Group::unknown || !port.type.name.empty()) return port.type;
  const auto expression = wholeExpression(port.binding);
  if (!expression || hops >= mostHops) return {};
  const Binding next = readBinding(scopes, *expression, unit);
  return next.state == State::found && next.port ? typeBehind(scopes, *next.unit, *next.port, hops + 1)
                                                 : PortType();
}

class Choices {
 public:
  Choices(Scopes& scopes, std::string_view base) : scopes_(scopes), base_(base) {}

  std::vector<BindingChoice> list(const Unit& where) {
    for (const Unit* unit = &where; unit; unit = unit->holder) {
      addPorts(*unit, What::input, "inputs.");
      addPorts(*unit, What::output, "outputs.");
      addPorts(*unit, What::search, "search_space.");
    }
    if (const Unit* pipeline = pipelineAround(where)) {
      addPorts(*pipeline, What::input, "parent.inputs.");
      addPorts(*pipeline, What::output, "parent.outputs.");
      addSteps(*pipeline, where);
    }
    return std::move(found_);
  }

 private:
  // Whether names that begin with `prefix` can begin with what is typed.
  bool fits(std::string_view prefix) const { return prefix.starts_with(base_) || base_.starts_with(prefix); }

  void addPorts(const Unit& unit, What what, const std::string& prefix, const Unit* step = nullptr) {
    if (!fits(prefix)) return;
    for (const Port& port : portsOf(unit, what).list()) {
      if (found_.size() >= mostChoices) return;
      std::string path = prefix + std::string(port.name);
      if (path.starts_with(base_))
        found_.push_back({std::move(path), {State::found, 0, 0, &unit, step, &port, what}});
    }
  }

  void addSteps(const Unit& pipeline, const Unit& where) {
    const std::string all = "parent.jobs.";
    if (!fits(all)) return;
    for (const std::string& name : scopes_.stepNames(pipeline)) {
      const std::string path = all + name;
      if (found_.size() >= mostChoices) return;
      if (!fits(path + ".")) continue;
      const Unit* step = scopes_.step(pipeline, name);
      if (step == nullptr || step == &where || step == where.holder) continue;
      if (where.isLoop() && path.starts_with(base_))
        found_.push_back({path, {State::found, 0, 0, &pipeline, step, nullptr, What::step}});
      const Unit* component = scopes_.component(*step);
      addPorts(component ? *component : *step, What::output, path + ".outputs.", step);
    }
  }

  Scopes& scopes_;
  std::string_view base_;
  std::vector<BindingChoice> found_;
};

}  // namespace

Binding readBinding(Scopes& scopes, const Expression& expression, const Unit& where) {
  return Reader(scopes, expression, where).read();
}

namespace {
Definition definitionAt(const Scopes& scopes, What what, const Unit& unit, Node key, Node value) {
  return {what, unit.document, scopes.holderOf(*unit.document), key, value};
}
}  // namespace

Definition stepDefinition(Scopes& scopes, const Unit& step) {
  return definitionAt(scopes, What::step, step, step.body.entryKey(), step.body);
}

Definition definitionOf(Scopes& scopes, const Binding& binding) {
  if (binding.port) {
    return definitionAt(scopes, binding.what, *binding.unit, binding.port->key, binding.port->value);
  }
  return binding.step ? stepDefinition(scopes, *binding.step) : Definition();
}

PortType resolvedType(Scopes& scopes, const Unit& unit, const Port& port) {
  return typeBehind(scopes, unit, port, 0);
}

std::vector<BindingChoice> bindingChoices(Scopes& scopes, const Unit& where, std::string_view base) {
  return Choices(scopes, base).list(where);
}

std::vector<BindingEnd> followBinding(Scopes& scopes, const Binding& binding) {
  std::vector<BindingEnd> ends;
  Binding next = binding;
  while (next.state == State::found && next.port && ends.size() < mostHops) {
    const Unit* unit = next.unit;
    const Port* port = next.port;
    ends.push_back({unit, port, definitionOf(scopes, next)});
    // What a step gives its component's port is written in the step.
    if (next.step && next.step != unit) {
      const Port* given = portsOf(*next.step, next.what).find(port->name);
      if (given == nullptr) break;
      unit = next.step;
      port = given;
    }
    const auto expression = wholeExpression(port->binding);
    if (!expression) break;
    next = readBinding(scopes, *expression, *unit);
  }
  return ends;
}

std::span<const ServerName> serverNames() {
  static constexpr std::array<ServerName, 4> names{
      {{"default_datastore", "the default datastore", true, false},
       {"name", "the name of the run", true, true},
       {"output_name", "the name of this output", true, false},
       {"creation_context.trigger_time", "when the schedule started the run", false, true}}};
  return names;
}

}  // namespace footplate::ide
