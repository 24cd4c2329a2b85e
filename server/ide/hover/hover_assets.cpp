#include "ide/hover/hover_assets.h"

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <vector>

#include "base/path.h"
#include "base/strings.h"
#include "ide/excerpt.h"
#include "ide/image_python.h"
#include "ide/schema_words.h"

namespace footplate::ide {
namespace {

using yaml::Node;

constexpr std::size_t mostPackages = 40;

std::string textOf(Node node) {
  const Node value = node.resolved();
  return value.isScalar() ? std::string(value.text()) : std::string();
}

// Those of conda and of pip, options of pip left out.
std::vector<std::string> packagesOf(Node conda) {
  std::vector<std::string> packages;
  const auto add = [&](Node item) {
    const std::string text = textOf(item);
    if (!text.empty() && text.front() != '-') packages.push_back(text);
  };
  for (Node item : conda.find("dependencies").resolved().items()) {
    add(item);
    for (Node ofPip : item.resolved().find("pip").resolved().items()) add(ofPip);
  }
  return packages;
}

// "3.10" of "python=3.10", which counts before what the image has.
std::string pythonOf(const std::vector<std::string>& packages, const std::string& image) {
  constexpr std::string_view name = "python";
  for (const std::string& one : packages) {
    const std::size_t version = one.find_first_not_of("=<>~ ", name.size());
    if (one.starts_with(name) && version != std::string::npos && version > name.size())
      return pythonVersion(std::string_view(one).substr(version));
  }
  return pythonOfImage(image);
}

std::string packageList(const std::vector<std::string>& packages) {
  if (packages.empty()) return {};
  std::string words = "\n\nPackages: ";
  for (std::size_t i = 0; i < packages.size() && i < mostPackages; ++i)
    words += (i == 0 ? "" : ", ") + codeSpan(packages[i]);
  return words + (packages.size() > mostPackages ? ", …" : "");
}

std::string environmentWords(const Document& asset, const Workspace& workspace) {
  const Node body = asset.yaml().root();
  const std::string image = textOf(body.find("image"));
  std::string words = image.empty() ? "" : "\n\nImage " + codeSpan(image);
  if (const Node build = body.find("build").resolved(); build.isMapping()) {
    const std::string recipe = textOf(build.find("dockerfile_path"));
    const std::string folder = textOf(build.find("path"));
    const std::string path = joinPath(folder.empty() ? "." : folder, recipe.empty() ? "Dockerfile" : recipe);
    words += "\n\nBuilt from " + codeSpan(path);
  }
  Node conda = body.find("conda_file").resolved();
  std::shared_ptr<const Document> file;
  if (conda.isScalar()) {
    file = workspace.document(joinPath(asset.folder(), conda.text()));
    conda = file ? file->yaml().root() : Node();
  }
  const std::vector<std::string> packages = packagesOf(conda);
  if (const std::string python = pythonOf(packages, image); !python.empty()) words += "\n\nPython " + python;
  return words + packageList(packages);
}

// The lines of the file that say most: no secret is among them.
std::span<const std::string_view> tellingKeys(std::string_view kind) {
  static constexpr std::array<std::string_view, 2> data{"type", "path"};
  static constexpr std::array<std::string_view, 7> compute{
      "type", "size", "tier", "min_instances", "max_instances", "host", "partition"};
  static constexpr std::array<std::string_view, 5> datastore{"type", "account_name", "container_name",
                                                             "filesystem", "file_share_name"};
  static constexpr std::array<std::string_view, 3> component{"type", "command", "environment"};
  if (kind == "data" || kind == "model") return data;
  if (kind == "compute") return compute;
  if (kind == "component") return component;
  return kind == "datastore" ? std::span<const std::string_view>(datastore)
                             : std::span<const std::string_view>();
}

std::string linesOf(const Document& asset, std::string_view kind) {
  std::string lines;
  for (const std::string_view key : tellingKeys(kind)) {
    const std::string value = textOf(asset.yaml().root().find(key));
    if (value.empty() || value.find('\n') != std::string::npos) continue;
    lines += (lines.empty() ? "" : "\n") + std::string(key) + ": " + quotedIfNeeded(value, false);
  }
  return lines.empty() ? "" : "\n\n" + fencedYaml(lines);
}

std::string fileOf(const std::string& kind, const Reference& reference, const Document& document,
                   const Workspace& workspace) {
  if (reference.form == Reference::Form::path)
    return kind == "environment" && !document.folder().empty() ? joinPath(document.folder(), reference.name)
                                                               : std::string();
  if (reference.form != Reference::Form::asset) return {};
  const std::string file = workspace.assetFile(kind, reference.name, reference.version);
  // The project's own computes are known by the names of their files.
  if (!file.empty() || kind != "compute" || workspace.root().empty()) return file;
  return joinPath(workspace.root(), ".footplate/compute/" + reference.name + ".yml");
}

}  // namespace

std::string assetWords(const std::string& kind, const Reference& reference, const Document& document,
                       const Workspace& workspace) {
  const std::string path = fileOf(kind, reference, document, workspace);
  const auto asset = path.empty() || path == document.path ? nullptr : workspace.document(path);
  if (!asset) return {};
  const std::string description = textOf(asset->yaml().root().find("description"));
  const std::string words = description.empty() ? "" : "\n\n" + markdownText(description);
  if (kind == "environment") return words + environmentWords(*asset, workspace);
  return words + linesOf(*asset, kind);
}

std::string datastoreWords(std::string_view address, const Workspace& workspace) {
  constexpr std::string_view scheme = "azureml://";
  constexpr std::string_view owner = "/datastores/";
  constexpr std::string_view paths = "/paths/";
  const std::size_t begin = address.find(owner, scheme.size() - 1);
  if (!address.starts_with(scheme) || begin == std::string_view::npos) return {};
  const std::string_view rest = address.substr(begin + owner.size());
  const std::string name(rest.substr(0, rest.find('/')));
  if (name.empty() || name.find_first_of("${}") != std::string::npos) return {};
  const std::string_view behind = rest.substr(name.size());
  std::string words = "datastore **" + markdownText(name) + "**";
  if (behind.starts_with(paths) && behind.size() > paths.size())
    words = codeSpan(std::string(behind.substr(paths.size()))) + " in the " + words;
  const std::string path = workspace.assetFile("datastore", name, "");
  const auto store = path.empty() ? nullptr : workspace.document(path);
  return store ? words + linesOf(*store, "datastore") : words;
}

}  // namespace footplate::ide
