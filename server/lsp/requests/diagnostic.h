// The diagnostics of a snapshot, the same whether a client asks or is told.
#pragma once

#include <vector>

#include "lsp/snapshot.h"
#include "protocol/generated/lsp_types.h"

namespace footplate::lsp {

// More than an editor can show help nobody; a last one says how many were left out.
inline constexpr std::size_t mostDiagnostics = 1000;

std::vector<protocol::Diagnostic> diagnosticsOf(const Snapshot& snapshot);

}  // namespace footplate::lsp
