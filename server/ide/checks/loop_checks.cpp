#include "ide/checks/loop_checks.h"

#include <map>
#include <string>

#include "ide/bindings/meant_name.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using yaml::Node;
using Group = PortType::Group;

class LoopCheck {
 public:
  LoopCheck(const Unit& loop, const Unit& body, BindingView& view)
      : loop_(loop), body_(body), view_(view), ports_(view.scopes.component(body)) {
    isOpen_ = ports_ == nullptr && view.scopes.isOpen(body);
    if (ports_ == nullptr) ports_ = &body;
  }

  void run() {
    checkCondition(loop_.body.find("condition").resolved());
    for (const yaml::Entry entry : loop_.body.find("mapping").resolved().entries()) {
      const Port* from = portOf(entry.key, ports_->outputs, "output");
      const Node value = entry.value.resolved();
      if (value.isScalar()) checkInput(value, from);
      for (const Node item : value.items()) checkInput(item.resolved(), from);
    }
  }

 private:
  // The port that a text names; names that the body has not are told. Expressions that name another step's,
  // or the pipeline's, are so by themselves.
  const Port* portOf(Node text, const Ports& ports, const std::string& what) {
    if (!text.isScalar() || (text.isPlain() && yaml::typeOf(text) != yaml::ScalarType::string))
      return nullptr;
    if (const SeenBinding* seen = seenIn(view_, text)) {
      const Binding& binding = seen->binding;
      if (binding.state != Binding::State::found && binding.state != Binding::State::open)
        return nullptr;  // that is told
      if (binding.step == &body_) return binding.port ? ports.find(binding.port->name) : nullptr;
    } else if (text.text().find("${{") != std::string_view::npos) {
      return nullptr;
    }
    const Port* port = ports.find(text.text());
    if (port == nullptr && !isOpen_ && !ports.cut()) tellMissing(text, ports, what);
    return port;
  }

  void tellMissing(Node text, const Ports& ports, const std::string& what) {
    const std::string step = "step '" + std::string(body_.name) + "'";
    if (text.text().find("${{") != std::string_view::npos) {
      view_.scope.add(text.span(), Severity::error, "rule.control-flow",
                      "an " + what + " of " + step + ", the body of the loop, is wanted here");
      return;
    }
    Issue& issue = view_.scope.add(text.span(), Severity::error, "binding.unknown",
                                   step + " has no " + what + " '" + std::string(text.text()) + "'");
    const std::vector<std::string> names = ports.names();
    const MeantName meant = meantName(text.text(), names);
    if (!meant) {
      issue.message += thereAre(names);
      return;
    }
    issue.message += ", did you mean '" + meant.name + "'?";
    if (text.isPlain())
      issue.fixes.push_back({"change to '" + meant.name + "'", {{text.span(), meant.name}}});
  }

  void checkCondition(Node text) {
    const Port* port = portOf(text, ports_->outputs, "output");
    // A step's own words about an output say how it is kept and not what it is.
    if (port == nullptr || !ports_->definition || port->type.group != Group::data) return;
    view_.scope.add(text.span(), Severity::error, "binding.type",
                    "'" + std::string(port->name) + "' is of type '" + port->type.name +
                        "', and a condition wants a plain value");
  }

  void checkInput(Node text, const Port* from) {
    const Port* to = portOf(text, ports_->inputs, "input");
    if (to == nullptr || from == nullptr) return;
    const auto [first, isNew] = sources_.emplace(to->name, from->name);
    if (!isNew && first->second != from->name) {
      view_.scope.add(text.span(), Severity::error, "rule.control-flow",
                      "input '" + std::string(to->name) + "' is given output '" + std::string(first->second) +
                          "' already");
    }
    if (ports_->definition && from->type.group == Group::data && to->type.group == Group::literal) {
      Issue& issue = view_.scope.add(text.span(), Severity::error, "binding.type",
                                     from->type.name + " given where " + to->type.name + " is wanted");
      issue.names = {to->type.name};
    }
  }

  const Unit& loop_;
  const Unit& body_;
  BindingView& view_;
  const Unit* ports_;  // whose inputs and outputs the body has
  bool isOpen_ = false;
  std::map<std::string_view, std::string_view> sources_;  // of the body's inputs: the output each is given
};

}  // namespace

void checkLoops(BindingView& view) {
  for (const Unit* unit : view.units) {
    if (unit->type != "do_while" || unit->pipeline == nullptr) continue;
    const SeenBinding* body = seenIn(view, unit->body.find("body").resolved());
    const Unit* step = body == nullptr ? nullptr : body->binding.step;
    if (step != nullptr && !step->isLoop()) LoopCheck(*unit, *step, view).run();
  }
}

}  // namespace footplate::ide
