// What the features may know of the world outside the document: file facts, names, user schemas, settings.
//
// lsp/ and commands/ derive from Workspace (open buffers over disk, caches); ide/ itself does no I/O. The
// base class is the workspace that knows nothing, so a test overrides only what it is about. Every function
// may be called from several threads at once.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"
#include "base/severity.h"

namespace footplate::schema {
class Schema;
}

namespace footplate::ide {

struct Document;
class ProjectFiles;

// One line of `yaml.schemas`: files whose path matches `pattern` are judged by the schema at `location`.
struct SchemaMapping {
  std::string pattern;   // glob: "*", "**", "?", "{a,b}"; without a slash it means the file's name
  std::string location;  // path or URI; relative to `folder`
  std::string folder;    // folder the mapping was written for, "" for none
};

// How severe a code, or all codes of a family, shall be.
struct SeverityRule {
  std::string code;                  // "schema.enum" or "schema"
  std::optional<Severity> severity;  // nothing: not shown at all
};

// What the user set. The defaults are the product's.
struct Settings {
  std::vector<SchemaMapping> schemas;
  bool validate = true;
  bool completion = true;
  bool hover = true;
  bool format = true;
  bool inlayHints = true;
  bool codeLens = true;
  Language language = Language::english;
  // YAML syntax problems are also told for files of no known kind. Off: other YAML is left alone.
  bool otherYaml = false;
  // Objects of the user's schemas that say nothing of other keys take none
  // (`yaml.disableAdditionalProperties`).
  bool closedSchemas = false;
  // Keys of every mapping are to be in order (`yaml.keyOrdering`).
  bool keyOrdering = false;
  // Schemas at http(s) addresses are fetched, in a trusted workspace.
  bool fetchSchemas = false;
  // The Python for jobs when no environment is active and the project names none (`footplate.python`).
  std::string python;
  // Tags that `yaml.customTags` allows ("!mine", "!mine sequence").
  std::vector<std::string> customTags;
  // Before those of the project; see ide/severity.h.
  std::vector<SeverityRule> severities;
};

enum class FileKind { missing, file, folder };

struct FolderEntry {
  std::string name;
  bool isFolder = false;
};

// A line of an ignore file: "*.py" in line 3 of /p/.amlignore.
struct IgnoreLine {
  std::string pattern;
  int line = 0;      // from one
  std::string file;  // absolute
};

// A thing of the project that `azureml:name:version` may mean.
struct AssetName {
  std::string name;
  std::string version;  // "" where none is said
  std::string detail;   // where it is from: "envs/train.yml", "registered"
};

class Workspace {
 public:
  Workspace() = default;
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;
  virtual ~Workspace() = default;

  virtual const Settings& settings() const;
  // Root folder of the project, where `.footplate` is; "" where none is known.
  virtual const std::string& root() const;

  // Whether files can be looked at at all; false keeps every `file.` check silent.
  virtual bool seesFiles() const { return false; }
  virtual FileKind look(const std::string& /*path*/) const { return FileKind::missing; }
  bool exists(const std::string& path) const { return look(path) != FileKind::missing; }
  bool isFolder(const std::string& path) const { return look(path) == FileKind::folder; }
  virtual std::vector<FolderEntry> list(const std::string& /*folder*/) const { return {}; }
  // The line by which what is in `code` is not sent; nothing for what is.
  virtual std::optional<IgnoreLine> leftOutBy(const std::string& /*code*/,
                                              const std::string& /*path*/) const {
    return std::nullopt;
  }
  // The text of a file, an open buffer before the disk; null when there is none or it is too large.
  virtual std::shared_ptr<const std::string> read(const std::string& /*path*/) const { return nullptr; }

  // Another file of the workspace, parsed; null when there is none or it is too large. lsp/ and commands/
  // keep the last ones used, so asking twice costs a look at the file. Settings do not count: it is judged by
  // its own kind. Documents that name each other are no trouble, for nobody follows a name here.
  virtual std::shared_ptr<const Document> document(const std::string& path) const;

  // What the project's YAML files are and name, open buffers before the disk; null where nobody has looked
  // (yet).
  virtual std::shared_ptr<const ProjectFiles> projectFiles() const { return nullptr; }

  // The user's schema at a location (absolute path or URI), compiled; null when it cannot be had (yet).
  virtual std::shared_ptr<const schema::Schema> userSchema(const std::string& /*location*/) const {
    return nullptr;
  }

  // Why the user's schema at a location cannot be had, in one sentence; "" while it can, or is on its way.
  virtual std::string schemaProblem(const std::string& /*location*/) const { return ""; }

  // Known assets of a kind: "environment", "compute", "data", "model", "component", "datastore".
  // An empty answer means nothing is known, and nothing is then said about names of that kind.
  virtual std::vector<AssetName> names(std::string_view /*kind*/) const { return {}; }

  // The YAML file that says what an asset is. `version` may be "" or "@latest": the highest. A version that
  // is registered comes before a file of the project that says the same. "" where neither has it.
  virtual std::string assetFile(std::string_view /*kind*/, std::string_view /*name*/,
                                std::string_view /*version*/) const {
    return "";
  }
};

}  // namespace footplate::ide
