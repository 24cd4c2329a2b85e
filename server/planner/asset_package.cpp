#include "planner/asset_package.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "ide/additional_includes.h"
#include "ide/project_files.h"
#include "ide/reference_walk.h"
#include "planner/requirements_file.h"
#include "runner/data/data_reference.h"
#include "yaml/tree.h"

namespace footplate::planner {

namespace {

using yaml::Node;

constexpr std::size_t mostFiles = 1000;  // that one asset names, and those name

std::string textAt(yaml::Node node, std::string_view key) {
  return std::string(trim(node.find(key).resolved().text()));
}

std::string inDoubleQuotes(const std::string& text) {
  return "\"" + replaceAll(replaceAll(text, "\\", "\\\\"), "\"", "\\\"") + "\"";
}

struct Change {
  Span span;
  std::string text;
};

std::string changedText(std::string text, std::vector<Change> changes) {
  std::ranges::sort(changes, [](const Change& a, const Change& b) { return a.span.begin > b.span.begin; });
  for (const Change& change : changes) text.replace(change.span.begin, change.span.size(), change.text);
  return text;
}

class Packager {
 public:
  explicit Packager(const AssetRequest& request) : request_(request) {}

  Result<AssetPackage> run() {
    const ide::Document& document = *request_.document;
    const yaml::Node body = document.yaml().root();
    store::Asset& asset = package_.asset;
    asset.kind = ide::assetKindOf(document.kind);
    if (asset.kind != "data" && asset.kind != "model" && asset.kind != "environment" &&
        asset.kind != "component") {
      return fail(ErrorCode::invalid,
                  "registering " + document.path + ": it defines no data, model, environment or component");
    }
    asset.name = textAt(body, "name");
    asset.version = textAt(body, "version");
    asset.type = toLower(textAt(body, "type"));
    asset.description = textAt(body, "description");
    asset.source = document.path;
    if (asset.name.empty())
      return fail(ErrorCode::invalid,
                  "registering " + document.path + ": it has no name; give one, or --set name=NAME");
    if (asset.kind == "data" || asset.kind == "model") return contentOf(body);
    if (asset.kind == "component" && asset.type.empty()) asset.type = "command";
    auto text = packed(document, "");
    if (!text) return fail(text.error());
    package_.text = std::move(*text);
    return std::move(package_);
  }

 private:
  // Data stays where it is; a model's files are taken along, as they are uploaded on the service.
  Result<AssetPackage> contentOf(yaml::Node body) {
    store::Asset& asset = package_.asset;
    if (asset.type.empty()) asset.type = asset.kind == "data" ? "uri_folder" : "custom_model";
    const yaml::Node path = body.find("path").resolved();
    const std::string given(trim(path.text()));
    if (given.empty()) return fail(ErrorCode::invalid, "registering " + asset.source + ": it has no path");
    package_.text = *request_.document->text;
    asset.path = runner::withoutCredentials(given).address;
    if (asset.path != given) {
      return fail(ErrorCode::invalid,
                  "registering " + asset.source +
                      ": its path holds credentials, which are not stored; leave them out");
    }
    const runner::DataReference reference = runner::readDataReference(given);
    if (reference.form != runner::DataReference::Form::path) return std::move(package_);
    asset.path = joinPath(request_.document->folder(), reference.path);
    if (!request_.workspace->exists(asset.path))
      return fail(ErrorCode::notFound,
                  "registering " + asset.source + ": " + asset.path + ": no such file or folder");
    std::string written = asset.path;
    if (asset.kind == "model") {
      written = "content/" + fileName(asset.path);
      package_.copies.push_back({asset.path, written});
    }
    package_.text = changedText(*request_.document->text, {{path.span(), inDoubleQuotes(written)}});
    return std::move(package_);
  }

  // The document's text with the paths in it leading to copies; `folder` is where it lies in the package,
  // with a slash behind, or "".
  Result<std::string> packed(const ide::Document& document, const std::string& folder) {
    std::vector<Change> changes;
    for (const ide::FoundReference& found : ide::findReferences(document)) {
      if (found.reference.form != ide::Reference::Form::path || !found.pathBelow.empty()) continue;
      const std::string path = joinPath(document.folder(), found.reference.name);
      auto name = taken(path, found.referenceKind == "component");
      if (!name) return fail(name.error());
      if (name->empty()) {
        return fail(ErrorCode::notFound, "registering " + document.path + ": it names " +
                                             found.reference.name + ", which is not there (looked for " +
                                             path + ")");
      }
      const std::string up = folder.empty() ? "" : "../";
      const std::string written = std::string(found.referenceKind == "component" ? "./" : "") + up + *name;
      changes.push_back({found.node.span(), inDoubleQuotes(written)});
    }
    const Node body = document.yaml().root();
    if (ide::assetKindOf(document.kind) == "component") {
      auto taken = takeIncludes(document, folder);
      if (!taken) return fail(taken.error());
    }
    for (const Node owner : {body, body.find("environment").resolved()}) {
      auto taken = takeRequirements(owner.find("conda_file"), document.folder(), folder);
      if (!taken) return fail(taken.error());
    }
    return changedText(*document.text, std::move(changes));
  }

  // The file that names more to put beside the code goes with the component.
  Result<void> takeIncludes(const ide::Document& document, const std::string& folder) {
    std::string text;
    for (const ide::Include& include :
         ide::additionalIncludes(Node(), document.folder(), document.path, *request_.workspace)) {
      auto name = taken(include.path, false);
      if (!name) return fail(name.error());
      if (name->empty())
        return fail(ErrorCode::notFound, "registering " + document.path + ": " + fileName(include.file) +
                                             " names " + include.path + ", which is not there");
      text += (folder.empty() ? "" : "../") + *name + "\n";
    }
    const std::string stem = folder.empty() ? "asset" : fileStem(document.path);
    if (!text.empty()) package_.texts.push_back({folder + stem + ".additional_includes", std::move(text)});
    return {};
  }

  // The name of a path within the package, "" where nothing is there.
  Result<std::string> taken(const std::string& path, bool isComponent) {
    if (const auto known = names_.find(path); known != names_.end()) return known->second;
    if (!request_.workspace->exists(path)) return std::string();
    if (names_.size() >= mostFiles)
      return fail(ErrorCode::invalid, "registering " + package_.asset.source + ": it names too many files");
    const std::string folder = "files-" + std::to_string(names_.size() + 1);
    const std::string name = folder + "/" + fileName(path);
    names_[path] = name;
    const auto document = request_.workspace->isFolder(path) ? nullptr : request_.workspace->document(path);
    const bool isYaml = document && (isComponent || document->kind == "environment");
    if (isYaml) {
      auto text = packed(*document, folder + "/");
      if (!text) return fail(text.error());
      package_.texts.push_back({name, std::move(*text)});
      return name;
    }
    package_.copies.push_back({path, name});
    if (document && document->kind == "conda") {
      auto taken = takeRequirements(document->yaml().root(), document->folder(), folder + "/");
      if (!taken) return fail(taken.error());
    }
    return name;
  }

  // The files that "-r" and "-c" of a conda definition name are read beside it, and those that they name.
  Result<void> takeRequirements(Node conda, const std::string& from, const std::string& folder) {
    for (const Node item : conda.resolved().find("dependencies").resolved().items()) {
      for (const Node line : item.resolved().find("pip").resolved().items()) {
        if (auto taken = takeIncluded(line.resolved().text(), from, {from, folder}); !taken) return taken;
      }
    }
    return {};
  }

  struct Beside {
    std::string top;     // the folder of the conda definition
    std::string folder;  // its place in the package, with a slash behind, or ""
  };

  Result<void> takeIncluded(std::string_view line, const std::string& from, const Beside& beside) {
    const std::string named = includedFile(line);
    if (named.empty() || isAbsolutePath(named)) return {};
    const std::string path = joinPath(from, named);
    const std::string doing = "registering " + package_.asset.source + ": its packages are read from ";
    const auto text = request_.workspace->read(path);
    if (!text) return fail(ErrorCode::notFound, doing + path + ", which is not there");
    if (!isInside(path, beside.top)) {
      return fail(ErrorCode::invalid,
                  doing + path + ", which lies outside the conda file's folder; move it beside that");
    }
    const std::string name = beside.folder + relativePath(path, beside.top);
    if (included_.size() >= mostFiles || !included_.insert(name).second) return {};
    package_.copies.push_back({path, name});
    for (const std::string& further : split(*text, '\n')) {
      if (auto taken = takeIncluded(further, parentPath(path), beside); !taken) return taken;
    }
    return {};
  }

  const AssetRequest& request_;
  AssetPackage package_;
  std::map<std::string, std::string> names_;  // what was taken already, by path
  std::set<std::string> included_;            // requirement files that were taken, by name in the package
};

}  // namespace

Result<AssetPackage> packageAsset(const AssetRequest& request) {
  return Packager(request).run();
}

}  // namespace footplate::planner
