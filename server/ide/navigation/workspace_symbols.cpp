#include "ide/navigation/workspace_symbols.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "base/strings.h"

namespace footplate::ide {
namespace {

struct Ranked {
  std::size_t rank = 0;
  FoundSymbol found;
};

bool hasInOrder(std::string_view text, std::string_view letters) {
  std::size_t at = 0;
  for (const char c : text) {
    if (at < letters.size() && c == letters[at]) ++at;
  }
  return at == letters.size();
}

// Lower is better; nothing where the query does not match.
std::optional<std::size_t> rankOf(const std::string& name, const std::string& query) {
  const std::string lower = toLower(name);
  if (query.empty() || lower == query) return 0;
  if (lower.starts_with(query)) return 1;
  const std::size_t at = lower.find(query);
  if (at != std::string::npos) return lower[at - 1] == '_' || lower[at - 1] == '-' ? 2 : 3;
  if (hasInOrder(lower, query)) return 4;
  return std::nullopt;
}

}  // namespace

std::vector<FoundSymbol> workspaceSymbols(const std::vector<const FileFacts*>& files, std::string_view query,
                                          std::size_t most) {
  const std::string wanted = toLower(trim(query));
  std::vector<Ranked> ranked;
  for (const FileFacts* file : files) {
    for (const FileSymbol& symbol : file->contents().symbols) {
      if (const auto rank = rankOf(symbol.name, wanted)) ranked.push_back({*rank, {file, &symbol}});
    }
  }
  std::ranges::stable_sort(ranked, {}, [](const Ranked& one) {
    return std::tuple(one.rank, one.found.symbol->name.size(), std::string_view(one.found.symbol->name));
  });
  std::vector<FoundSymbol> found;
  for (const Ranked& one : ranked) {
    if (found.size() >= most) break;
    found.push_back(one.found);
  }
  return found;
}

}  // namespace footplate::ide
