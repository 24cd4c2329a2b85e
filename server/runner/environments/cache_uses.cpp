#include "runner/environments/cache_uses.h"

#include <fcntl.h>

#include <algorithm>
#include <set>

#include "base/fs.h"
#include "base/strings.h"
#include "os/descriptor.h"
#include "os/lock_file.h"
#include "store/run_folder.h"
#include "store/store_folder.h"

namespace footplate::runner {
namespace {

constexpr std::size_t mostBytes = 64 * 1024;

store::RunFolder folderOf(const CacheUse& use) {
  return {store::storeFolder(use.root).path, use.run};
}

}  // namespace

void noteUse(const std::string& file, const CacheUse& use) {
  if (use.run.empty()) return;
  if (auto text = readFile(file); text && text->size() > mostBytes) {
    const std::size_t half = text->find('\n', text->size() / 2);
    static_cast<void>(writeFileAtomic(file, half == text->npos ? "" : text->substr(half + 1)));
  }
  const os::Descriptor opened(::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
  if (opened) static_cast<void>(writeAll(opened.get(), use.root + "\t" + use.run + "\n"));
}

std::vector<CacheUse> readUses(const std::string& file) {
  std::vector<CacheUse> uses;
  std::set<std::string> seen;
  const auto lines = split(readFile(file).value_or(""), '\n');
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    const std::size_t tab = line->find('\t');
    if (tab == line->npos || !seen.insert(*line).second) continue;
    CacheUse use{line->substr(0, tab), line->substr(tab + 1)};
    if (folderExists(folderOf(use).path())) uses.push_back(std::move(use));
  }
  return uses;
}

bool goesOn(const std::vector<CacheUse>& uses) {
  return std::ranges::any_of(uses, [](const CacheUse& use) { return os::isLocked(folderOf(use).lock()); });
}

}  // namespace footplate::runner
