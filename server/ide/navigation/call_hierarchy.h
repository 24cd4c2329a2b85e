// What runs what: pipelines and sweeps run components, schedules run jobs. Asked of files as a whole.
//
//   if (auto file = runnableAt(document, offset, workspace))       // what the cursor means
//     for (const Call& call : callersOf(*file->document, workspace)) show(call.file, call.places);
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ide/document.h"
#include "ide/workspace.h"

namespace footplate::ide {

// A job, a component or a schedule in its file.
struct Runnable {
  std::string name;  // what it says of itself, else the name of its file
  Span span;         // of that name in the text; empty where it says none
  std::shared_ptr<const Document> document;
};

struct Call {
  Runnable file;
  std::vector<Span> places;  // where it is named, in the text of the one that runs the other
};

// What the words at the place name, else the document itself; nothing for what neither runs nor is run. The
// document asked about is not owned by the answer.
std::optional<Runnable> runnableAt(const Document& document, Offset at, const Workspace& workspace);

// Those that run the document, in the order of the files of the project.
std::vector<Call> callersOf(const Document& document, const Workspace& workspace);
// What the document runs, in the order of its text. What is written in place or out of reach is left out.
std::vector<Call> calledBy(const Document& document, const Workspace& workspace);

}  // namespace footplate::ide
