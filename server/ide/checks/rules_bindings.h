// What is told of the `${{ }}` of a job or component of any kind. Any thread: nothing of what other checks
// found is read, so a long document's bindings may be checked beside the rest.
//
//   std::future<BindingFindings> bindings = std::async([&] { return checkBindings(document, workspace); });
//   … other checks fill `issues` …
//   addBindings(bindings.get(), issues);
#pragma once

#include <vector>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

struct BindingFindings {
  std::vector<schema::Issue> issues;
  // Slips of inputs and outputs that are among `issues`: what schema and rules make of these places follows.
  std::vector<Span> told;
};

// Nothing for kinds that have no bindings and are no schedules.
BindingFindings checkBindings(const Document& document, const Workspace& workspace);

// Adds them to what the other checks found, which gives way where the same slip is told.
void addBindings(BindingFindings found, std::vector<schema::Issue>& issues);

}  // namespace footplate::ide
