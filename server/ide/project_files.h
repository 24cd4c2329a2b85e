// What the files of a project are, what they name and what they define: facts without the trees.
//
// fileFacts() is pure; commands/ and lsp/ read the files, keep the facts and put those of open buffers over
// them. A ProjectFiles is immutable and may be read from any thread.
//
//   if (auto files = workspace.projectFiles())
//     for (const FileFacts* file : files->thatName("/p/train/component.yml")) use(file->path);
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "ide/document.h"

namespace footplate::ide {

// A job, an asset or a node of a pipeline, for the search over the workspace.
struct FileSymbol {
  std::string name;
  std::string container;  // the pipeline of a node, "" for the file itself
  std::string kind;       // "commandJob", "environment", ..., "node"
  Span span;              // of the name in the text the facts were made of
  Range range;            // the same in UTF-16; another encoding needs the text
  bool operator==(const FileSymbol&) const = default;
};

// What a search over the project looks at.
struct FileContents {
  std::vector<std::string> paths;   // absolute paths the file names, whether they exist or not; sorted
  std::vector<std::string> assets;  // "environment/sklearn": assets the file names; sorted
  std::vector<FileSymbol> symbols;
  bool operator==(const FileContents&) const = default;
};

class FileFacts {
 public:
  std::string path;
  std::string kind;     // of the document, "" for none of ours
  std::string name;     // what the file says of itself, "" where it does not
  std::string version;  // as written, "" where none is

  const FileContents& contents() const;
  bool names(const std::string& path) const;
  bool operator==(const FileFacts& other) const;

 private:
  friend std::shared_ptr<const FileFacts> lazyFileFacts(std::shared_ptr<const Document> document);

  mutable std::once_flag read_;
  mutable std::shared_ptr<const Document> document_;  // until its contents are read
  mutable FileContents contents_;
};

std::shared_ptr<const FileFacts> fileFacts(const Document& document);
// The same, with the contents read when they are first asked for: an open document changes with every key.
std::shared_ptr<const FileFacts> lazyFileFacts(std::shared_ptr<const Document> document);

// The kind of asset that a document of this kind defines ("environment", "component", "compute", ...), ""
// for none.
std::string_view assetKindOf(std::string_view documentKind);
// The same, and "job": a schedule names jobs, though they are no assets.
std::string_view namedKindOf(std::string_view documentKind);

class ProjectFiles {
 public:
  using Facts = std::shared_ptr<const FileFacts>;
  using Map = std::map<std::string, Facts>;  // by path

  ProjectFiles() = default;
  explicit ProjectFiles(Map files);
  // `over` takes the place of what `base` says of the same files; a null entry hides the file.
  ProjectFiles(std::shared_ptr<const ProjectFiles> base, Map over);

  const FileFacts* find(const std::string& path) const;
  std::vector<const FileFacts*> all() const;
  // Files that name a path, or an asset.
  std::vector<const FileFacts*> thatName(const std::string& path) const;
  std::vector<const FileFacts*> thatNameAsset(std::string_view kind, std::string_view name) const;
  // Files that define assets of a kind, by path.
  std::vector<const FileFacts*> defining(std::string_view kind) const;
  // The file that defines what `azureml:name:version` means: of this version where one is said, the highest
  // for "" and "@latest"; null when there is none.
  const FileFacts* definition(std::string_view kind, std::string_view name, std::string_view version) const;
  const Map& own() const { return files_; }

 private:
  std::shared_ptr<const ProjectFiles> base_;
  Map files_;
  std::map<std::string, std::vector<const FileFacts*>, std::less<>> definitions_;  // of files_, by asset kind
};

}  // namespace footplate::ide
