#include "ide/document.h"

#include <algorithm>
#include <utility>

#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "ide/findings.h"
#include "schema/kind.h"
#include "schema/schema_set.h"

namespace footplate::ide {
namespace {

// What a modeline says to have no schema at all.
constexpr std::string_view noSchema = "none";

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
  // Most are of a name alone ("tensorflow-2.*"), and are asked of every name of a document.
  if (pattern.find_first_of("/{:") == std::string_view::npos)
    return globMatches(pattern, path.substr(path.rfind('/') + 1));
  if (uriScheme(pattern) == "file") {
    Result<std::string> plain = pathFromUri(pattern);
    return plain && *plain == path;
  }
  const std::string name = fileName(path);
  for (const std::string& one : expandBraces(pattern)) {
    const bool named = one.find('/') == std::string::npos;
    if (globMatches(one, named ? std::string_view(name) : path)) return true;
    if (!named && one.front() != '/' && globMatches("**/" + one, path)) return true;
  }
  return false;
}

std::string wantedSchema(const yaml::Tree& tree, std::size_t document, const std::string& path,
                         const Settings& settings) {
  const std::string folder = path.empty() ? std::string() : parentPath(path);
  const std::string line = schema::schemaModeline(tree, document);
  if (!line.empty()) return line == noSchema ? line : resolveLocation(line, folder);
  if (path.empty()) return {};
  const auto excluded = [&](const SchemaMapping& mapping) {
    return std::any_of(settings.schemas.begin(), settings.schemas.end(), [&](const SchemaMapping& other) {
      if (other.location != mapping.location || !other.pattern.starts_with("!")) return false;
      return matchesMapping({other.pattern.substr(1), other.location, other.folder}, path);
    });
  };
  for (const SchemaMapping& mapping : settings.schemas) {
    if (matchesMapping(mapping, path) && !excluded(mapping))
      return resolveLocation(mapping.location, mapping.folder);
  }
  return {};
}

std::string Document::folder() const {
  return path.empty() ? std::string() : parentPath(path);
}

const schema::Schema* Document::schemaOf(yaml::Node node) const {
  if (parts.empty()) return schema.get();
  while (node.parent()) node = node.parent();
  for (const Part& part : parts) {
    if (part.root == node.id()) return part.schema.get();
  }
  return schema.get();
}

namespace {

// One of Azure ML's own addresses in a modeline means our schema of that kind: nothing is fetched for it.
void useKind(Document& document, const std::string& kind) {
  document.kind = kind;
  document.schema = schema::schemaOfKind(kind);
  document.schemaLocation.clear();
}

std::shared_ptr<const schema::Schema> schemaAt(const std::string& location, const Workspace& workspace) {
  if (location.empty() || location == noSchema) return nullptr;
  auto ours = schema::schemaOfKind(schema::kindOfSchemaAddress(location));
  return ours ? ours : workspace.userSchema(location);
}

// `$schema: LOCATION` as a key of other YAML. Where it leads nowhere the document stays other YAML.
void useOwnSchema(Document& document, const Workspace& workspace) {
  const yaml::Node value = document.tree->root().find("$schema");
  if (!value.isScalar() || value.text().empty()) return;
  const std::string location = resolveLocation(value.text(), document.folder());
  if (auto found = schemaAt(location, workspace)) {
    document.schema = std::move(found);
    document.schemaLocation = location;
  }
}

void useParts(Document& document, const Workspace& workspace) {
  const std::vector<yaml::NodeId>& roots = document.tree->documents();
  for (std::size_t i = 1; i < roots.size(); ++i) {
    if (schema::schemaModeline(*document.tree, i).empty()) continue;
    if (document.parts.empty())
      document.parts.push_back({roots.front(), document.schema, document.schemaLocation});
    std::string location = wantedSchema(*document.tree, i, document.path, workspace.settings());
    document.parts.push_back({roots[i], schemaAt(location, workspace), std::move(location)});
  }
}

// What was judged by the same schema holds for all that was not edited.
void carryVerdicts(Document& document, const Document& earlier) {
  if (document.schema != earlier.schema || !document.parts.empty() || !earlier.parts.empty()) return;
  document.findings->keep(earlier.findings->verdicts().carriedTo(*document.tree));
}

}  // namespace

std::shared_ptr<const Document> makeDocument(std::string path, std::shared_ptr<const std::string> text,
                                             std::int64_t version, const Workspace& workspace,
                                             const Document* earlier) {
  auto document = std::make_shared<Document>();
  document->findings = std::make_shared<Findings>();
  document->path = std::move(path);
  document->version = version;
  document->text = text;
  document->tree = earlier ? yaml::parseAgain(std::move(text), *earlier->tree) : yaml::parse(std::move(text));
  document->kind = schema::detectKind(document->path, *document->tree);
  document->schemaLocation = wantedSchema(*document->tree, 0, document->path, workspace.settings());
  const std::string named = schema::kindOfSchemaAddress(document->schemaLocation);
  if (document->schemaLocation == noSchema) {
    useKind(*document, "");
  } else if (!named.empty() && schema::schemaOfKind(named)) {
    useKind(*document, named);
  } else if (document->hasUserSchema()) {
    document->schema = workspace.userSchema(document->schemaLocation);
  } else {
    useKind(*document, document->kind);
    if (document->kind.empty()) useOwnSchema(*document, workspace);
  }
  useParts(*document, workspace);
  if (earlier) carryVerdicts(*document, *earlier);
  return document;
}

}  // namespace footplate::ide
