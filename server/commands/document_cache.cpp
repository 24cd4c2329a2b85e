#include "commands/document_cache.h"

#include <algorithm>
#include <utility>

#include "base/text_file.h"
#include "commands/project_folder.h"

namespace footplate::commands {

std::shared_ptr<const ide::Document> DocumentCache::onDisk(const std::string& path,
                                                           const ide::Workspace& workspace) {
  const auto stamp = fileStamp(path);
  if (!stamp || stamp->size > largestFile) {
    forget(path);
    return nullptr;
  }
  if (auto known = find(path, *stamp)) return known;
  auto file = readTextFile(path, largestFile);
  if (!file) return nullptr;
  auto document = find(path, file->text);
  if (!document) {
    auto text = std::make_shared<const std::string>(std::move(file->text));
    document = ide::makeDocument(path, std::move(text), 0, workspace);
  }
  keep(path, {document, *stamp, isSettled(*stamp), 0});
  return document;
}

std::size_t DocumentCache::size() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

std::shared_ptr<const ide::Document> DocumentCache::find(const std::string& path, const FileStamp& stamp) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(path);
  if (entry == entries_.end() || !entry->second.settled || entry->second.stamp != stamp) return nullptr;
  entry->second.used = ++clock_;
  return entry->second.document;
}

std::shared_ptr<const ide::Document> DocumentCache::find(const std::string& path, const std::string& text) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(path);
  if (entry == entries_.end()) return nullptr;
  const std::string& known = *entry->second.document->text;
  if (&known != &text && known != text) return nullptr;
  entry->second.used = ++clock_;
  return entry->second.document;
}

void DocumentCache::keep(const std::string& path, Entry entry) {
  const std::lock_guard lock(mutex_);
  entry.used = ++clock_;
  Entry& place = entries_[path];
  if (place.document) bytes_ -= place.document->text->size();
  bytes_ += entry.document->text->size();
  place = std::move(entry);
  makeRoom();
}

void DocumentCache::forget(const std::string& path) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(path);
  if (entry == entries_.end()) return;
  bytes_ -= entry->second.document->text->size();
  entries_.erase(entry);
}

// The newest stays, whatever its size.
void DocumentCache::makeRoom() {
  while (entries_.size() > 1 && (entries_.size() > mostDocuments || bytes_ > mostBytes)) {
    const auto oldest =
        std::ranges::min_element(entries_, {}, [](const auto& entry) { return entry.second.used; });
    bytes_ -= oldest->second.document->text->size();
    entries_.erase(oldest);
  }
}

}  // namespace footplate::commands
