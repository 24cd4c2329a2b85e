// Places of any file as the protocol says them.
#pragma once

#include <string>

#include "ide/navigation/definition.h"
#include "lsp/snapshot.h"

namespace footplate::lsp {

// The client's own URI of an open document, ours for all others.
std::string uriOf(const Snapshot& snapshot, const std::string& path);
protocol::Location toLocation(const Snapshot& snapshot, const ide::Location& location);

}  // namespace footplate::lsp
