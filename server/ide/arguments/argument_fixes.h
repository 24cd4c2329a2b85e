// Adding an argument to a command line: shared by the repair of a missing one and by completion.
#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "ide/arguments/invocations.h"
#include "ide/bindings/bindings.h"
#include "schema/issue.h"

namespace footplate::ide {

// "${{inputs.lr}}" or "${{outputs.model}}" for the one of `choices` whose name goes with the argument's, ""
// for none.
std::string bindingFor(const python::Argument& argument, const std::vector<BindingChoice>& choices);

// The inputs and search spaces of a document that its expressions read; looked for when first asked.
class ReadNames {
 public:
  ReadNames(const Document& document, const Workspace& workspace)
      : document_(document), workspace_(workspace) {}

  bool has(const Definition& definition);

 private:
  const Document& document_;
  const Workspace& workspace_;
  std::optional<std::unordered_set<yaml::NodeId>> keys_;
};

// "add '--lr ${{inputs.lr}}'": after the last word, on a line of its own where the last flag has one. An
// input that goes by another name is offered when nothing reads it yet and its type fits; none is made up.
// `where` is the unit of the command, null where there are no bindings.
std::vector<schema::Fix> addArgumentFixes(const Document& document, const Invocation& invocation,
                                          const python::Argument& argument, const Unit* where, Scopes& scopes,
                                          ReadNames& read);

}  // namespace footplate::ide
