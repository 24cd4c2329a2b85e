// What is in one folder, in the order in which the paths below it sort: a folder's name counts with the '/'
// that follows it ("a-b", "a.py", "a/"). Any thread, one at a time.
//
//   FolderListing listing;
//   if (const int code = listing.read(descriptor); code != 0) …           // errno
//   for (const FolderListing::Entry& entry : listing.entries()) openat(descriptor, entry.name.data(), …)
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace footplate::runner {

class FolderListing {
 public:
  struct Entry {
    std::string_view name;   // a NUL follows
    unsigned char type = 0;  // DT_REG, DT_DIR, …; never DT_UNKNOWN but for what went away meanwhile
  };

  FolderListing() = default;
  FolderListing(const FolderListing&) = delete;
  FolderListing& operator=(const FolderListing&) = delete;

  // Everything but ".", ".." and the folders of tools (.git, .footplate); 0, or the errno of the failure.
  int read(int folder);

  const std::vector<Entry>& entries() const { return entries_; }
  // nullptr when there is none.
  const Entry* find(std::string_view name) const;

 private:
  std::string names_;
  std::vector<Entry> entries_;
};

}  // namespace footplate::runner
