// What one `${{ … }}` means: the port or step it names, where that is defined (in this document or in a
// component's file), its type and its value. Questions about a whole document are binding_uses.h.
//
//   Scopes scopes(document, workspace);
//   const Binding binding = readBinding(scopes, expression, *scopes.unitAt(scalar));
//   if (binding.state == Binding::State::found) definitionOf(scopes, binding).key.span();
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ide/bindings/scopes.h"
#include "ide/document.h"
#include "schema/expressions.h"

namespace footplate::ide {

// Where a name is defined. Its nodes live as long as `holder`, or as the document that was asked about.
struct Definition {
  enum class What { none, input, output, search, step };
  What what = What::none;
  const Document* document = nullptr;
  std::shared_ptr<const Document> holder;  // null when it is the document that was asked about
  yaml::Node key;
  yaml::Node value;

  explicit operator bool() const { return what != What::none; }
  const std::string& path() const { return document->path; }
  std::string name() const { return std::string(key.text()); }
  bool operator==(const Definition& other) const {
    return what == other.what && key.id() == other.key.id() &&
           (document == other.document || (document && other.document && path() == other.path()));
  }
};

// What one expression means in the unit it stands in.
struct Binding {
  enum class State {
    found,    // `port`, or `step` alone when the expression names a whole step
    open,     // defined where we cannot look, or filled in by the service
    missing,  // part `failed` names nothing
    empty,    // nothing is written, or a name is missing at part `failed`
    foreign,  // begins with a word that opens no scope here
  };
  State state = State::empty;
  std::size_t failed = 0;
  std::size_t nameEnd = 0;     // one past the last part of the port's name (names of groups have dots)
  const Unit* unit = nullptr;  // whose port it is
  const Unit* step = nullptr;  // parent.jobs.STEP
  const Port* port = nullptr;
  Definition::What what = Definition::What::none;
};

// `where` is the unit the expression stands in.
Binding readBinding(Scopes& scopes, const schema::Expression& expression, const Unit& where);
// The definition of what was found: in the component's own file where that is within reach.
Definition definitionOf(Scopes& scopes, const Binding& binding);
Definition stepDefinition(Scopes& scopes, const Unit& step);

// The type of a port: as written, else of what it is bound to.
PortType resolvedType(Scopes& scopes, const Unit& unit, const Port& port);

// A name that the service fills in: in the path of an output, or in what a schedule gives to its job.
struct ServerName {
  std::string_view path;
  std::string_view words;
  bool inOutputs;
  bool inSchedules;
};
std::span<const ServerName> serverNames();

// Everything an expression in a place may name that begins with `base` ("parent.jobs."): ports, and in loops
// the steps themselves. The nearest names come first.
struct BindingChoice {
  std::string path;  // "parent.jobs.train.outputs.model"
  Binding binding;
};
std::vector<BindingChoice> bindingChoices(Scopes& scopes, const Unit& where, std::string_view base = {});

// Follows bindings to where the value is written: the literal or data of a pipeline's own input.
struct BindingEnd {
  const Unit* unit = nullptr;
  const Port* port = nullptr;
  Definition definition;
};
std::vector<BindingEnd> followBinding(Scopes& scopes, const Binding& binding);

}  // namespace footplate::ide
