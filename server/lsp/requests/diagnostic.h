// The diagnostics of a snapshot, the same whether a client asks or is told.
#pragma once

#include <vector>

#include "lsp/snapshot.h"
#include "protocol/generated/lsp_types.h"

namespace footplate::lsp {

// Where some were left out, a last one says how many.
std::vector<protocol::Diagnostic> diagnosticsOf(const Snapshot& snapshot);

}  // namespace footplate::lsp
