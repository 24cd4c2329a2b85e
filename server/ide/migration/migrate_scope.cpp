// What of a v1 document has been read on its way to v2, and where its paths lead.
#include <algorithm>
#include <string_view>

#include "base/mask.h"
#include "base/path.h"
#include "base/strings.h"
#include "ide/migration/migrate_parts.h"
#include "ide/v1_runconfig.h"
#include "schema/entries.h"
#include "yaml/scalar.h"

namespace footplate::ide {
namespace {

using yaml::Node;

constexpr std::size_t deepest = 32;

// Whether a value says nothing that could be lost. `silent`: mappings that were found to, or are being looked
// at.
bool saysNothing(Node value, std::set<yaml::NodeId>& silent, std::size_t depth = 0) {
  if (value.isSequence()) return value.size() == 0;
  if (value.isMapping()) {
    if (depth > deepest) return false;
    if (!silent.insert(value.id()).second) return true;
    return std::ranges::all_of(value.entries(), [&](const yaml::Entry& entry) {
      return saysNothing(entry.value.resolved(), silent, depth + 1);
    });
  }
  return !value.isScalar() || trim(value.text()).empty() || yaml::typeOf(value) == yaml::ScalarType::null_;
}

void readBelow(std::set<yaml::NodeId>& seen, Node value, std::size_t depth) {
  value = value.resolved();
  if (!value || depth > deepest || !seen.insert(value.id()).second) return;
  for (yaml::Entry entry : value.entries()) {
    seen.insert(entry.key.id());
    readBelow(seen, entry.value, depth + 1);
  }
  for (const Node item : value.items()) readBelow(seen, item, depth + 1);
}

class Unread {
 public:
  Unread(const MigrationScope& scope) : scope_(scope) {}

  void walk(Node value, const std::string& path, std::size_t depth) {
    value = value.resolved();
    if (depth > deepest || !visited_.insert(value.id()).second) return;
    for (yaml::Entry entry : value.entries()) {
      const Node key = entry.key.resolved();
      if (!key.isScalar() || schema::isMergeKey(key)) continue;
      const std::string name = path + (path.empty() ? "" : ".") + std::string(key.text());
      const Node below = entry.value.resolved();
      std::set<yaml::NodeId> silent;
      if (saysNothing(below, silent)) continue;
      if ((isRead(key) || isMergedElsewhere(entry.value)) && !isUnreadList(below)) {
        walk(below, name, depth + 1);
      } else {
        scope_.note("'" + name + "' has no counterpart: it is left out");
      }
    }
    for (const Node item : value.items()) walk(item, path, depth + 1);
  }

 private:
  bool isRead(Node key) const { return scope_.seen->contains(key.id()); }

  // A list where one text is asked for.
  bool isUnreadList(Node value) const { return value.isSequence() && !scope_.seen->contains(value.id()); }

  // Whether keys of it were read where an alias merges it in.
  bool isMergedElsewhere(Node value) const {
    return !value.anchor().empty() &&
           std::ranges::any_of(value.entries(), [&](const yaml::Entry& entry) { return isRead(entry.key); });
  }

  const MigrationScope& scope_;
  std::set<yaml::NodeId> visited_;
};

}  // namespace

std::vector<yaml::Entry> mergedEntries(Node mapping) {
  std::vector<yaml::Entry> all;
  const std::vector<Node> layers = v1Layers(mapping);
  std::set<std::string_view> names;
  for (const Node layer : layers) {
    for (yaml::Entry entry : layer.entries()) {
      if (schema::isMergeKey(entry.key)) continue;
      if (entry.key.isAlias()) entry.key = entry.key.resolved();
      const bool isNew = names.insert(entry.key.text()).second;
      if (isNew || layers.size() == 1) all.push_back(entry);
    }
  }
  return all;
}

void MigrationScope::note(std::string text) const {
  std::string whole = maskSecrets(about + text);
  if (std::ranges::find(made.notes, whole) == made.notes.end()) made.notes.push_back(std::move(whole));
}

Node MigrationScope::find(Node mapping, std::string_view key) const {
  std::optional<Node> found;
  for (const Node layer : v1Layers(mapping)) {
    for (yaml::Entry entry : layer.entries()) {
      if (!entry.key.isScalar() || !equalsIgnoreCase(entry.key.text(), key)) continue;
      seen->insert(entry.key.id());
      if (!found) found = entry.value.resolved();
    }
  }
  const bool nothing = !found || found->isNull() || yaml::typeOf(*found) == yaml::ScalarType::null_;
  return nothing ? Node() : *found;
}

void MigrationScope::noteNoMapping(Node value, const std::string& key) const {
  std::set<yaml::NodeId> silent;
  if (!value || value.isMapping() || saysNothing(value, silent)) return;
  note("'" + key + "' is no mapping: it is left out");
  readWhole(value);
}

void MigrationScope::noteMode(const std::string& field, const std::string& mode) const {
  if (!isOneOf(mode, {"", "mount", "download", "upload", "direct", "hdfs"}))
    note("'" + field + ": " + mode + "' has no counterpart: it is left out");
}

std::vector<yaml::Entry> MigrationScope::entries(Node value, const std::string& key) const {
  noteNoMapping(value, key);
  return mergedEntries(value);
}

std::optional<std::string> MigrationScope::variable(yaml::Entry entry, const std::string& group) const {
  const Node value = entry.value.resolved();
  if (value.isMapping() || value.isSequence()) {
    note("'" + group + "." + std::string(entry.key.text()) + "' has no counterpart: it is left out");
    return std::nullopt;
  }
  return yaml::typeOf(value) == yaml::ScalarType::null_ ? "" : std::string(value.text());
}

std::string MigrationScope::text(Node mapping, std::string_view key) const {
  const Node value = find(mapping, key);
  return value.isScalar() ? std::string(trim(value.text())) : std::string();
}

std::string MigrationScope::word(Node mapping, std::string_view key) const {
  return toLower(text(mapping, key));
}

std::optional<std::int64_t> MigrationScope::count(Node mapping, std::string_view key) const {
  const auto number = wholeNumber(find(mapping, key));
  if (const std::string said = text(mapping, key); !number && !said.empty())
    note("'" + std::string(key) + ": " + said + "' is no whole number: it is left out");
  return number;
}

void MigrationScope::readWhole(Node value) const {
  if (value) readBelow(*seen, value, 0);
}

void MigrationScope::noteUnread(Node mapping, const std::string& path) const {
  Unread(*this).walk(mapping, path, 0);
}

std::string MigrationScope::shown(const std::string& path) const {
  const std::string relative = relativePath(path, folder);
  if (relative.empty() || relative == ".") return ".";
  return relative.starts_with("..") ? relative : "./" + relative;
}

std::string MigrationScope::found(const std::string& path) const {
  const std::string usual = joinPath(source, path);
  if (!workspace.seesFiles() || workspace.exists(usual)) return usual;
  for (const std::string& base : {document.folder(), sourceFolderOf(document)}) {
    const std::string other = joinPath(base, path);
    if (workspace.exists(other)) return other;
  }
  const std::string above = v1Path(document, workspace, path);
  return workspace.exists(above) ? above : usual;
}

std::string MigrationScope::pathLine(const std::string& key, const std::string& path) const {
  const bool missing = workspace.seesFiles() && !workspace.exists(path);
  return (missing ? "# " : "") + key + ": " + yamlText(shown(path)) + "\n";
}

std::string MigrationScope::addFile(const std::string& name, const std::string& text) const {
  for (std::size_t number = 1;; ++number) {
    std::string taken = nameBeside(name, number);
    // Some disks take "Run.yml" and "run.yml" for one file.
    const auto same = std::ranges::find_if(
        made.files, [&](const MigratedFile& file) { return equalsIgnoreCase(file.name, taken); });
    if (same != made.files.end() && (same->text != text || same->name != taken)) continue;
    if (same == made.files.end()) made.files.push_back({taken, text});
    return taken;
  }
}

std::optional<MigrationScope> scopeOf(const MigrationScope& scope,
                                      const std::shared_ptr<const Document>& other,
                                      const std::string& about) {
  if (!other || !other->yaml().root().isMapping()) return std::nullopt;
  return MigrationScope{*other,
                        scope.workspace,
                        scope.folder,
                        fileStem(other->path),
                        sourceFolderOf(*other, scope.workspace),
                        other->yaml().root(),
                        scope.made,
                        about};
}

}  // namespace footplate::ide
