// The list of a snapshot's files, an object like any other: a first line with the format's name, then for
// each file, sorted by path, its kind (f, x for executable, l for link), size, hash and path. In paths a
// backslash and a line feed are escaped. A link's object holds its target. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runner/snapshots/snapshot.h"

namespace footplate::runner {

// Of no files; a line for each is added to it.
std::string emptyManifest();
void addToManifest(std::string& manifest, SnapshotFile::Kind kind, const store::StoredObject& content,
                   std::string_view path);

// Nothing for a text that is no manifest this version knows, or one that leads out of its folder.
std::optional<std::vector<SnapshotFile>> readManifest(std::string_view text);

}  // namespace footplate::runner
