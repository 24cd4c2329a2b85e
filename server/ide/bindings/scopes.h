// Whose names a place of a document sees: its jobs, steps and components, each read when first asked for.
//
// A unit is one body with inputs and outputs of its own: the document itself, each step of a pipeline, each
// component or trial written in place, the components that steps name by path, and what a schedule gives to
// its job. A Scopes is of one thread; its units live as long as it does.
//
//   Scopes scopes(document, workspace);
//   const Unit* step = scopes.unitAt(node);              // the step the node stands in
//   const Unit* code = scopes.component(*step);          // what it runs, in another file maybe
//   scopes.step(*step->pipeline, "train");               // its neighbour
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ide/bindings/ports.h"
#include "ide/document.h"
#include "yaml/tree.h"

namespace footplate::ide {

struct Unit {
  const Document* document = nullptr;
  yaml::Node body;
  std::string type;                // "command", "pipeline" …, in lower case
  const Unit* pipeline = nullptr;  // of a step: what it is a step of
  std::string_view name;           // of a step
  const Unit* holder = nullptr;    // of a component or trial written in place: the step or job around it
  bool definition = false;         // a component: its inputs are declared, not given
  Ports inputs;
  Ports outputs;
  Ports search;

  yaml::Node jobs;       // the mapping of its steps, or no node
  yaml::Node reference;  // the value of `component`, `trial` or (in a schedule) `job`, or no node

  bool isPipeline() const { return static_cast<bool>(jobs); }
  bool isLoop() const;       // if_else, do_while, parallel_for
  bool isScheduled() const;  // `create_job` of a schedule: what is different in the job's scheduled runs
};

class Scopes {
 public:
  Scopes(const Document& document, const Workspace& workspace);
  ~Scopes();

  // The document's own unit; null when documents of its kind have no bindings.
  const Unit* root();
  // What the document, a schedule, says of the job that it creates; null for other documents.
  const Unit* scheduled();
  // The nearest unit around a node of the document, or of a component's document.
  const Unit* unitAt(yaml::Node node);
  // The unit that begins at `child`, a value somewhere in `around`'s body; else `around`.
  const Unit* enter(const Unit& around, yaml::Node child);

  const Unit* step(const Unit& pipeline, std::string_view name);
  std::vector<std::string> stepNames(const Unit& pipeline);
  // The component a unit runs, or the job that is scheduled: written in place or in a file of the workspace;
  // null when it has code of its own or the component is out of reach.
  const Unit* component(const Unit& unit);
  // Whether its inputs and outputs are defined where we cannot look.
  bool isOpen(const Unit& unit);

  // The document a unit of this Scopes is in, kept alive; null for the document asked about.
  std::shared_ptr<const Document> holderOf(const Document& document) const;

 private:
  using Steps = std::unordered_map<std::string_view, yaml::Node>;

  const Unit* make(const Document& document, yaml::Node body, const Unit* pipeline, std::string_view name,
                   const Unit* holder);
  const Unit* file(const std::string& path, bool isJob);
  const Unit* asset(const std::string& name, const std::string& version, bool isJob);
  const Unit* rootOf(const Document& document);
  const Unit* scheduledOf(const Document& document);
  const Steps& steps(const Unit& pipeline);
  const Document* documentOf(yaml::Node node) const;

  const Document& document_;
  const Workspace& workspace_;
  std::map<std::string, std::shared_ptr<const Document>> files_;
  // By body, for each tree.
  std::map<const yaml::Tree*, std::unordered_map<yaml::NodeId, std::unique_ptr<Unit>>> units_;
  std::unordered_map<const Unit*, Steps> steps_;
  std::unordered_map<const Unit*, const Unit*> components_;
  std::map<std::string, const Unit*>
      assets_;  // by kind, name and version: steps name the same again and again
};

// Whether documents of the kind hold `${{ }}` that mean their own names.
bool hasBindings(std::string_view kind);
// Whether documents of the kind have units at all: those with bindings, and schedules.
bool hasUnits(std::string_view kind);

}  // namespace footplate::ide
