#include "runner/snapshots/snapshot_manifest.h"

#include <charconv>

#include "base/path.h"
#include "base/strings.h"

namespace footplate::runner {

namespace {

using Kind = SnapshotFile::Kind;

constexpr std::string_view format = "footplate-snapshot-1\n";

char kindLetter(Kind kind) {
  return kind == Kind::link ? 'l' : kind == Kind::executable ? 'x' : 'f';
}

std::string escaped(std::string_view path) {
  std::string result;
  for (const char c : path) {
    if (c == '\\')
      result += "\\\\";
    else if (c == '\n')
      result += "\\n";
    else
      result += c;
  }
  return result;
}

std::string unescaped(std::string_view path) {
  std::string result;
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (path[at] != '\\' || at + 1 == path.size()) {
      result += path[at];
    } else {
      result += path[++at] == 'n' ? '\n' : '\\';
    }
  }
  return result;
}

std::optional<SnapshotFile> readLine(std::string_view line) {
  SnapshotFile file;
  const std::size_t first = line.find(' ');
  const std::size_t second = line.find(' ', first + 1);
  if (first != 1 || second == std::string_view::npos || line.size() < second + 67) return std::nullopt;
  const char letter = line[0];
  if (letter != 'f' && letter != 'x' && letter != 'l') return std::nullopt;
  file.kind = letter == 'l' ? Kind::link : letter == 'x' ? Kind::executable : Kind::file;
  const std::string_view size = line.substr(2, second - 2);
  if (std::from_chars(size.data(), size.data() + size.size(), file.bytes).ec != std::errc())
    return std::nullopt;
  file.hash = line.substr(second + 1, 64);
  file.path = unescaped(line.substr(second + 66));
  // A manifest may come from elsewhere: nothing is laid out outside the folder.
  if (file.path.empty() || isAbsolutePath(file.path)) return std::nullopt;
  for (const std::string& name : split(file.path, '/')) {
    if (name.empty() || name == "." || name == "..") return std::nullopt;
  }
  return file;
}

}  // namespace

std::string emptyManifest() {
  return std::string(format);
}

void addToManifest(std::string& manifest, Kind kind, const store::StoredObject& content,
                   std::string_view path) {
  manifest += kindLetter(kind);
  manifest += ' ';
  manifest += std::to_string(content.bytes);
  manifest += ' ';
  manifest += content.hash;
  manifest += ' ';
  manifest += escaped(path);
  manifest += '\n';
}

std::optional<std::vector<SnapshotFile>> readManifest(std::string_view text) {
  if (!text.starts_with(format)) return std::nullopt;
  text.remove_prefix(format.size());
  std::vector<SnapshotFile> files;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::optional<SnapshotFile> file = readLine(text.substr(0, end));
    if (!file || end == std::string_view::npos) return std::nullopt;
    files.push_back(std::move(*file));
    text.remove_prefix(end + 1);
  }
  return files;
}

}  // namespace footplate::runner
