#include "commands/diff_code.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/line_diff.h"
#include "base/mask.h"
#include "base/path.h"

namespace footplate::commands {

using nlohmann::json;
using runner::CodeTree;
using runner::FileChange;
using runner::SnapshotFile;

namespace {

using Kind = SnapshotFile::Kind;

constexpr std::size_t mostFiles = 10'000;
constexpr std::uint64_t largestText = UINT64_C(1) << 20;  // of one file
constexpr std::uint64_t mostText = UINT64_C(8) << 20;     // of one answer
constexpr std::size_t binaryProbe = 8000;                 // as git looks

const char* kindName(Kind kind) {
  return kind == Kind::link ? "link" : kind == Kind::executable ? "executable" : "file";
}

const char* statusOf(const FileChange& change) {
  if (!change.before) return "added";
  if (!change.after) return "removed";
  return change.isRename() ? "renamed" : "changed";
}

bool isBinary(std::string_view text) {
  return text.substr(0, binaryProbe).find('\0') != std::string_view::npos;
}

json linkOf(const CodeTree& tree, const SnapshotFile* file) {
  if (!file || file->kind != Kind::link) return nullptr;
  const auto target = tree.read(*file, largestText);
  return target ? json(*target) : json(nullptr);
}

json factsOf(const FileChange& change, const CodeTree& before, const CodeTree& after) {
  json file{{"path", change.path()}, {"status", statusOf(change)}};
  file["old_path"] = change.isRename() ? json(change.before->path) : json(nullptr);
  file["old_kind"] = change.before ? json(kindName(change.before->kind)) : json(nullptr);
  file["new_kind"] = change.after ? json(kindName(change.after->kind)) : json(nullptr);
  file["old_bytes"] = change.before ? json(change.before->bytes) : json(nullptr);
  file["new_bytes"] = change.after ? json(change.after->bytes) : json(nullptr);
  file["old_link"] = linkOf(before, change.before);
  file["new_link"] = linkOf(after, change.after);
  for (const char* name : {"inserted", "deleted", "diff", "omitted"}) file[name] = nullptr;
  return file;
}

}  // namespace

bool CodeDiff::isWanted(const FileChange& change) const {
  if (wishes_.paths.empty()) return true;
  return std::ranges::any_of(wishes_.paths, [&](const std::string& path) {
    const std::string wanted = normalizePath(path);
    const auto fits = [&](const SnapshotFile* file) {
      return file && (wanted == "." || file->path == wanted || file->path.starts_with(wanted + "/"));
    };
    return fits(change.before) || fits(change.after);
  });
}

void CodeDiff::addTexts(json& file, const FileChange& change, const CodeTree& before, const CodeTree& after) {
  const auto isText = [](const SnapshotFile* side) { return side && side->kind != Kind::link; };
  const SnapshotFile* old = isText(change.before) ? change.before : nullptr;
  const SnapshotFile* fresh = isText(change.after) ? change.after : nullptr;
  if (!old && !fresh) return;
  const auto tooLarge = [](const SnapshotFile* side) { return side && side->bytes > largestText; };
  if (tooLarge(old) || tooLarge(fresh)) {
    file["omitted"] = "large";
    return;
  }
  if (given_ > mostText) {
    file["omitted"] = "limit";
    return;
  }
  const auto oldText = old ? before.read(*old, largestText) : Result<std::string>("");
  const auto newText = fresh ? after.read(*fresh, largestText) : Result<std::string>("");
  if (!oldText || !newText) {
    file["omitted"] = "unreadable";
    return;
  }
  if (isBinary(*oldText) || isBinary(*newText)) {
    file["omitted"] = "binary";
    return;
  }
  const TextPatch patch = unifiedDiff(old ? "a/" + old->path : "/dev/null",
                                      fresh ? "b/" + fresh->path : "/dev/null", *oldText, *newText);
  file["inserted"] = patch.inserted;
  file["deleted"] = patch.deleted;
  if (wishes_.patches) {
    if (!patch.text.empty()) file["diff"] = maskSecrets(patch.text);
    given_ += patch.text.size();
  }
  if (wishes_.content) {
    file["old_text"] = old ? json(maskSecrets(*oldText)) : json(nullptr);
    file["new_text"] = fresh ? json(maskSecrets(*newText)) : json(nullptr);
    given_ += oldText->size() + newText->size();
  }
}

Result<json> CodeDiff::of(const CodeTree& before, const CodeTree& after, CancelToken stop) {
  const runner::TreeChanges compared = runner::compareTrees(before, after);
  std::map<std::string, std::size_t> counts{{"added", 0}, {"removed", 0}, {"changed", 0}, {"renamed", 0}};
  json files = json::array();
  std::size_t leftOut = 0;
  for (const FileChange& change : compared.changes) {
    if (stop.stop_requested()) return fail(ErrorCode::canceled, "comparing the code was interrupted");
    if (!isWanted(change)) continue;
    ++counts[statusOf(change)];
    if (files.size() == mostFiles) {
      ++leftOut;
      continue;
    }
    json file = factsOf(change, before, after);
    if (wishes_.counts || wishes_.content) addTexts(file, change, before, after);
    files.push_back(std::move(file));
  }
  json code(counts);
  code["files"] = std::move(files);
  code["unchanged"] = compared.unchanged;
  code["left_out"] = leftOut;
  return code;
}

}  // namespace footplate::commands
