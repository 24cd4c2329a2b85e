// Jobs, assets and steps of the whole project by a few letters of their names.
#pragma once

#include <string_view>
#include <vector>

#include "ide/project_files.h"

namespace footplate::ide {

struct FoundSymbol {
  const FileFacts* file = nullptr;
  const FileSymbol* symbol = nullptr;
};

// Best first: names that begin with the query, hold it, have its letters in order. An empty query finds all.
// Lives as long as the facts.
std::vector<FoundSymbol> workspaceSymbols(const std::vector<const FileFacts*>& files, std::string_view query,
                                          std::size_t most = 500);

}  // namespace footplate::ide
