#include "ide/document.h"

#include <utility>

#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "schema/kind.h"
#include "schema/schema_set.h"

namespace footplate::ide {
namespace {

// A location as the features use it: URIs of files become paths, relative ones start from `folder`.
std::string resolveLocation(std::string_view location, const std::string& folder) {
  const std::string scheme = uriScheme(location);
  if (scheme == "file") {
    Result<std::string> path = pathFromUri(location);
    return path ? *path : std::string();
  }
  if (!scheme.empty() || location.empty()) return std::string(location);
  return folder.empty() ? std::string(location) : joinPath(folder, location);
}

// The value of "$schema=" in a modeline comment, "" where the line is none.
std::string_view modelineSchema(std::string_view line) {
  line = trim(line.substr(1));
  constexpr std::string_view server = "yaml-language-server:";
  constexpr std::string_view key = "$schema=";
  if (line.substr(0, server.size()) != server) return {};
  line = trim(line.substr(server.size()));
  const std::size_t at = line.find(key);
  if (at == std::string_view::npos) return {};
  line = line.substr(at + key.size());
  return line.substr(0, line.find_first_of(" \t"));
}

std::string modeline(std::string_view text) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  while (!text.empty()) {
    const std::size_t end = text.find_first_of("\r\n");
    const std::string_view line = trim(text.substr(0, end));
    if (!line.empty() && line.front() == '#') {
      const std::string_view location = modelineSchema(line);
      if (!location.empty()) return std::string(location);
    } else if (!line.empty() && line != "---" && line.front() != '%') {
      return {};
    }
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return {};
}

// Alternatives of "{a,b}" where the pattern has a closed brace; the pattern itself where it has none.
std::vector<std::string> expandBraces(std::string_view pattern) {
  const std::size_t open = pattern.find('{');
  const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
  if (close == std::string_view::npos) return {std::string(pattern)};
  std::vector<std::string> all;
  for (const std::string& choice : split(pattern.substr(open + 1, close - open - 1), ',')) {
    std::string head(pattern.substr(0, open));
    for (std::string& one : expandBraces(head + choice + std::string(pattern.substr(close + 1)))) {
      all.push_back(std::move(one));
      if (all.size() > 64) return all;
    }
  }
  return all;
}

// "*" stays within a name, "**" does not. Backtracks to the last star of each kind only, so it is linear
// enough.
bool globMatches(std::string_view pattern, std::string_view path, unsigned depth = 0) {
  if (depth > 16) return false;
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t starPattern = std::string_view::npos;
  std::size_t starText = 0;
  while (t < path.size()) {
    if (pattern.substr(p, 2) == "**") {
      std::string_view rest = pattern.substr(p + 2);
      if (!rest.empty() && rest.front() == '/') {
        rest.remove_prefix(1);
        if (globMatches(rest, path.substr(t), depth + 1)) return true;
      }
      for (std::size_t i = t; i <= path.size(); ++i) {
        if (globMatches(pattern.substr(p + 2), path.substr(i), depth + 1)) return true;
      }
      return false;
    }
    if (p < pattern.size() && pattern[p] == '*') {
      starPattern = p++;
      starText = t;
    } else if (p < pattern.size() && (pattern[p] == path[t] || (pattern[p] == '?' && path[t] != '/'))) {
      ++p;
      ++t;
    } else if (starPattern != std::string_view::npos && path[starText] != '/') {
      p = starPattern + 1;
      t = ++starText;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

bool matchesMapping(const SchemaMapping& mapping, const std::string& path) {
  if (!mapping.folder.empty() && !isAbsolutePath(mapping.pattern) && isInside(path, mapping.folder)) {
    if (matchesGlob(mapping.pattern, relativePath(path, mapping.folder))) return true;
  }
  return matchesGlob(mapping.pattern, path);
}

}  // namespace

bool matchesGlob(std::string_view pattern, std::string_view path) {
  bool negated = false;
  if (!pattern.empty() && pattern.front() == '!') {
    negated = true;
    pattern.remove_prefix(1);
  }
  if (uriScheme(pattern) == "file") {
    Result<std::string> plain = pathFromUri(pattern);
    return plain && *plain == path;
  }
  for (const std::string& one : expandBraces(pattern)) {
    const bool named = one.find('/') == std::string::npos;
    const bool hit = named ? globMatches(one, fileName(path))
                           : globMatches(one, path) || (one.front() != '/' && globMatches("**/" + one, path));
    if (hit) return !negated;
  }
  return false;
}

std::string wantedSchema(std::string_view text, const std::string& path, const Settings& settings) {
  const std::string folder = path.empty() ? std::string() : parentPath(path);
  const std::string line = modeline(text);
  if (!line.empty()) return resolveLocation(line, folder);
  if (path.empty()) return {};
  for (const SchemaMapping& mapping : settings.schemas) {
    if (matchesMapping(mapping, path)) return resolveLocation(mapping.location, mapping.folder);
  }
  return {};
}

std::string Document::folder() const {
  return path.empty() ? std::string() : parentPath(path);
}

std::shared_ptr<const Document> makeDocument(std::string path, std::shared_ptr<const std::string> text,
                                             std::int64_t version, const Workspace& workspace) {
  auto document = std::make_shared<Document>();
  document->path = std::move(path);
  document->version = version;
  document->text = text;
  document->tree = yaml::parse(std::move(text));
  document->kind = schema::detectKind(document->path, *document->tree);
  document->schemaLocation = wantedSchema(*document->text, document->path, workspace.settings());
  if (document->hasUserSchema()) document->schema = workspace.userSchema(document->schemaLocation);
  return document;
}

}  // namespace footplate::ide
