#include "runner/snapshots/folder_listing.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstring>

#include "runner/snapshots/entry_reader.h"

namespace footplate::runner {

namespace {

using Entry = FolderListing::Entry;

// Some file systems do not say it with the name.
unsigned char typeOf(int folder, const char* name) {
  struct stat info{};
  if (::fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0) return DT_UNKNOWN;
  return static_cast<unsigned char>(IFTODT(info.st_mode));
}

int characterAt(const Entry& entry, std::size_t at) {
  if (at < entry.name.size()) return static_cast<unsigned char>(entry.name[at]);
  return entry.type == DT_DIR ? '/' : 0;
}

bool isBefore(const Entry& a, const Entry& b) {
  const std::size_t common = std::min(a.name.size(), b.name.size());
  const int order = std::memcmp(a.name.data(), b.name.data(), common);
  return order != 0 ? order < 0 : characterAt(a, common) < characterAt(b, common);
}

}  // namespace

int FolderListing::read(int folder) {
  struct Place {
    std::size_t begin;
    std::size_t size;
    unsigned char type;
  };
  std::vector<Place> places;
  EntryReader reader(folder);
  EntryReader::Entry one;
  while (reader.next(one)) {
    const std::string_view name = one.name;
    if (name == "." || name == ".." || name == ".git" || name == ".footplate") continue;
    const unsigned char type = one.type == DT_UNKNOWN ? typeOf(folder, name.data()) : one.type;
    places.push_back({names_.size(), name.size(), type});
    names_.append(name.data(), name.size() + 1);
  }
  if (reader.error() != 0) return reader.error();
  entries_.reserve(places.size());
  for (const Place& place : places)
    entries_.push_back({std::string_view(names_).substr(place.begin, place.size), place.type});
  std::sort(entries_.begin(), entries_.end(), isBefore);
  return 0;
}

const Entry* FolderListing::find(std::string_view name) const {
  const auto found = std::ranges::find(entries_, name, &Entry::name);
  return found == entries_.end() ? nullptr : &*found;
}

}  // namespace footplate::runner
