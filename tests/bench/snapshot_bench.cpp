// The walk and the snapshot of a code folder as programs of their own, for bench_snapshot.py to time:
//   snapshot_bench walk FOLDER          what the walk costs, prints the number of files
//   snapshot_bench list FOLDER          the files
//   snapshot_bench take FOLDER STORE    a snapshot into STORE; prints files, bytes and how many were read
#include <cstdio>
#include <string>
#include <vector>

#include "runner/snapshots/snapshot.h"

namespace {

using namespace footplate;

int told(const Error& error) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  return 1;
}

int list(const std::string& code, bool named) {
  const auto files = runner::listSnapshot(code);
  if (!files) return told(files.error());
  if (!named) std::printf("%zu\n", files->size());
  for (std::size_t i = 0; named && i < files->size(); ++i) std::printf("%s\n", (*files)[i].path.c_str());
  return 0;
}

int take(const std::string& code, const std::string& place) {
  store::ObjectStore objects(place + "/objects");
  const auto taken = runner::takeSnapshot(code, objects, place + "/index");
  if (!taken) return told(taken.error());
  std::printf("{\"files\": %lld, \"bytes\": %lld, \"read\": %lld}\n", static_cast<long long>(taken->files),
              static_cast<long long>(taken->bytes), static_cast<long long>(taken->read));
  return 0;
}

}  // namespace

int main(int count, char** words) {
  const std::vector<std::string> given(words + 1, words + count);
  if (given.size() == 2 && (given[0] == "walk" || given[0] == "list"))
    return list(given[1], given[0] == "list");
  if (given.size() == 3 && given[0] == "take") return take(given[1], given[2]);
  std::fprintf(stderr, "snapshot_bench walk|list FOLDER, or take FOLDER STORE\n");
  return 2;
}
