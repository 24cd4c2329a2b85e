#include "runner/data/input_files.h"

#include "base/fs.h"
#include "base/mask.h"
#include "base/path.h"
#include "base/uri.h"
#include "runner/data/data_reference.h"
#include "store/store_folder.h"

namespace footplate::runner {
namespace {

using Form = DataReference::Form;

std::string helpingLine(const std::string& reference) {
  return ".footplate/config.yml: mirrors: {\"" + maskSecrets(reference) + "\": PATH}";
}

bool isGlob(const std::string& path) {
  return path.find_first_of("*?") != std::string::npos;
}

// The folder part of a path before its first pattern.
std::string fixedPart(const std::string& path) {
  const std::size_t wild = path.find_first_of("*?");
  return wild == std::string::npos ? path : parentPath(path.substr(0, wild) + "x");
}

std::string datastoreFolder(const std::string& name, const std::string& root, const LocalSettings& settings) {
  const auto mapped = settings.datastores.find(name);
  return mapped != settings.datastores.end() ? mapped->second
                                             : joinPath(root, ".footplate/datastores/" + name);
}

// `below` joined to `folder`, or "" where it leads out of it.
std::string within(const std::string& folder, const std::string& below) {
  const std::string path = normalizePath(folder + "/" + below);
  return isInside(path, folder) ? path : std::string();
}

std::string jobOutputFolder(const DataReference& reference, const std::string& root) {
  const std::string run = store::storeFolder(root).path + "/runs/" + reference.name;
  if (reference.name.find('/') != std::string::npos || reference.name.starts_with('.')) return {};
  const bool isRun = reference.version == "artifacts" || reference.version == "default";
  return within(isRun ? run : run + "/named-outputs/" + reference.version, reference.path);
}

Error missing(const PlanInput& input, const DataReference& reference, const std::string& path) {
  const std::string what = "input " + input.name + ": ";
  switch (reference.form) {
    case Form::datastore:
      return {ErrorCode::notFound, what + maskSecrets(input.value) + " lies in the datastore '" +
                                       reference.name +
                                       "' of a workspace, which this machine does not read; put it at " +
                                       path + ", or add to " + helpingLine(input.value)};
    case Form::jobOutput:
      return {ErrorCode::notFound, what + "the run " + reference.name + " has no output '" +
                                       reference.version + "' here (looked for " + path + ")"};
    default:
      return {ErrorCode::notFound, what + path + ": no such file or folder"};
  }
}

}  // namespace

std::string mirrorOf(const std::string& reference, const LocalSettings& settings) {
  std::string best;
  std::size_t length = 0;
  for (const auto& [prefix, path] : settings.mirrors) {
    if (prefix.size() < length || prefix.empty() || !reference.starts_with(prefix)) continue;
    std::string rest = reference.substr(prefix.size());
    // A whole name is meant: …/iris.csv is no prefix of …/iris.csv.gz.
    const bool whole = rest.empty() || prefix.ends_with('/') || rest[0] == '/' || rest[0] == '?' ||
                       rest[0] == '#' || prefix.ends_with(':');
    if (!whole) continue;
    rest.resize(std::min(rest.find_first_of("?#"), rest.size()));
    while (rest.starts_with('/')) rest.erase(0, 1);
    best = rest.empty() ? path : joinPath(path, rest);
    length = prefix.size();
  }
  return best;
}

std::string localPlace(const std::string& reference, const std::string& root, const LocalSettings& settings) {
  if (std::string mirror = mirrorOf(reference, settings); !mirror.empty()) return mirror;
  const DataReference read = readDataReference(reference);
  switch (read.form) {
    case Form::path:
      return read.path.empty() ? std::string() : joinPath(root, read.path);
    case Form::datastore:
      return within(datastoreFolder(read.name, root, settings), read.path);
    case Form::jobOutput:
      return jobOutputFolder(read, root);
    default:
      return {};
  }
}

Result<void> checkInput(const PlanInput& input, const std::string& root, const LocalSettings& settings) {
  if (input.isLiteral() || input.mode == "direct") return {};
  const std::string what = "input " + input.name + ": ";
  const DataReference reference = readDataReference(input.value);
  const std::string path = localPlace(input.value, root, settings);
  if (!path.empty()) {
    const std::string place = fixedPart(path);
    const bool isFolder = folderExists(place);
    if (!isFolder && !fileExists(place)) return fail(missing(input, reference, path));
    if (input.type == "uri_file" && isFolder && !isGlob(path))
      return fail(ErrorCode::invalid, what + path + " is a folder, its type says uri_file; write uri_folder");
    return {};
  }
  switch (reference.form) {
    case Form::web:
      return {};
    case Form::datastore:
    case Form::jobOutput:
    case Form::path:
      return fail(ErrorCode::invalid, what + maskSecrets(input.value) + " leads out of the folder it names");
    case Form::registry:
    case Form::asset:
      return fail(ErrorCode::notFound, what + input.value +
                                           " is not on this machine; copy it here and add to " +
                                           helpingLine(input.value));
    case Form::other:
      break;
  }
  return fail(ErrorCode::unsupported,
              what + maskSecrets(input.value) +
                  " is an address this machine does not read; copy the data and add to " +
                  helpingLine(input.value));
}

}  // namespace footplate::runner
