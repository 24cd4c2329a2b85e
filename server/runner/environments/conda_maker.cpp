#include "runner/environments/conda_maker.h"

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "base/mask.h"
#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "os/process.h"
#include "runner/environments/requirements.h"

namespace footplate::runner {
namespace {

namespace files = std::filesystem;
using nlohmann::json;
using Made = tl::expected<void, BuildFailure>;

constexpr std::int64_t createTimeoutMs = 7'200'000;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::string kindOf(const std::string& path) {
  const std::string name = fileName(path);
  return name.starts_with("micromamba") ? "micromamba" : name.starts_with("mamba") ? "mamba" : "conda";
}

tl::unexpected<BuildFailure> failure(Error error, bool passing = false) {
  return tl::unexpected<BuildFailure>(BuildFailure{std::move(error), passing});
}

std::vector<std::string> createCommand(const CondaTool& tool, const std::string& prefix,
                                       const std::string& cache) {
  std::vector<std::string> argv{tool.path, "create", "--yes", "--prefix", prefix};
  if (tool.name == "micromamba") argv.insert(argv.end(), {"--root-prefix", cache + "/micromamba"});
  return argv;
}

bool names(const EnvironmentSpec& spec, std::string_view package) {
  for (const std::string& dependency : spec.dependencies) {
    if (parseCondaEntry(dependency).name == package) return true;
  }
  return false;
}

// From the first line that speaks of an error to the end: solvers draw what stands in the way as a tree
// below.
std::string reasonIn(const std::string& output) {
  constexpr std::size_t longest = 900;
  const std::size_t error = toLower(output).find("error");
  const std::size_t begin = error == output.npos ? output.npos : output.rfind('\n', error) + 1;
  if (begin == output.npos) return lastWords(output);
  std::string reason;
  for (const std::string& line : split(std::string_view(output).substr(begin), '\n')) {
    if (!trim(line).empty()) reason += (reason.empty() ? "" : "; ") + std::string(trim(line));
  }
  return maskSecrets(reason.size() > longest ? reason.substr(0, longest) + " …" : reason);
}

Made create(std::vector<std::string> argv, const std::string& prefix, BuildLog& log,
            const CancelToken& stop) {
  if (auto cleared = removeTree(prefix); !cleared) return failure(cleared.error());
  os::SpawnOptions options;
  options.argv = std::move(argv);
  options.folder = parentPath(prefix);
  auto done = log.run(options, createTimeoutMs, stop);
  if (!done) return failure(done.error(), done.error().code == ErrorCode::canceled);
  if (done->status.ok()) return {};
  return failure({ErrorCode::unavailable, "making the environment by " + fileName(options.argv.front()) +
                                              ": " + reasonIn(done->output)},
                 isPassing(done->output));
}

// conda-meta/*.json of the prefix as an explicit list, with the packages beside it that the tool has kept.
Result<void> keep(const std::string& prefix, const std::string& folder) {
  if (auto made = makeFolder(folder); !made) return made;
  std::string list = "@EXPLICIT\n";
  for (const std::string& name : listFolder(prefix + "/conda-meta").value_or(std::vector<std::string>())) {
    if (!name.ends_with(".json")) continue;
    const json record = json::parse(readFile(prefix + "/conda-meta/" + name).value_or(""), nullptr, false);
    if (!record.is_object() || !record.contains("url")) continue;
    const auto word = [&](const char* key) {
      const auto found = record.find(key);
      return found != record.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    list += word("url") + (word("md5").empty() ? "" : "#" + word("md5")) + "\n";
    const std::string package = word("package_tarball_full_path");
    std::error_code error;
    if (fileExists(package)) files::copy_file(package, folder + "/" + fileName(word("url")), error);
  }
  return writeFileAtomic(folder + "/explicit.txt", list);
}

}  // namespace

std::optional<CondaTool> findConda() {
  if (variable("FOOTPLATE_CONDA") == "off") return std::nullopt;
  if (const std::string named = variable("MAMBA_EXE"); fileExists(named))
    return CondaTool{named, kindOf(named)};
  for (const char* name : {"micromamba", "mamba", "conda"}) {
    if (std::string path = os::findProgram(name); !path.empty()) return CondaTool{std::move(path), name};
  }
  if (const std::string named = variable("CONDA_EXE"); fileExists(named))
    return CondaTool{named, kindOf(named)};
  return std::nullopt;
}

Made makeConda(const CondaTool& tool, const EnvironmentSpec& spec, const std::string& prefix,
               const std::string& entry, const std::string& cache, BuildLog& log, const CancelToken& stop) {
  std::vector<std::string> argv = createCommand(tool, prefix, cache);
  if (!spec.channels.empty()) argv.emplace_back("--override-channels");
  for (const std::string& channel : spec.channels) argv.insert(argv.end(), {"--channel", channel});
  argv.insert(argv.end(), spec.dependencies.begin(), spec.dependencies.end());
  if (!names(spec, "python")) argv.emplace_back("python");
  if (!spec.pip.empty() && !names(spec, "pip")) argv.emplace_back("pip");
  if (Made made = create(std::move(argv), prefix, log, stop); !made) return made;
  if (auto kept = keep(prefix, entry + "/conda"); !kept) return failure(kept.error());
  return {};
}

Made restoreConda(const CondaTool& tool, const std::string& entry, const std::string& prefix,
                  const std::string& cache, BuildLog& log, const CancelToken& stop) {
  const auto list = readFile(entry + "/conda/explicit.txt");
  if (!list) return failure(list.error());
  std::string local = "@EXPLICIT\n";
  bool offline = true;
  for (const std::string& line : split(*list, '\n')) {
    if (line.empty() || line.front() == '@') continue;
    const std::size_t hash = line.find('#');
    const std::string kept = entry + "/conda/" + fileName(line.substr(0, hash));
    const bool here = fileExists(kept);
    offline &= here;
    local += (here ? uriFromPath(kept) : line.substr(0, hash)) +
             (hash == line.npos ? "" : line.substr(hash)) + "\n";
  }
  const std::string file = prefix + ".explicit.txt";
  if (auto written = writeFileAtomic(file, local); !written) return failure(written.error());
  std::vector<std::string> argv = createCommand(tool, prefix, cache);
  argv.insert(argv.end(), {"--file", file});
  if (offline) argv.emplace_back("--offline");
  Made made = create(std::move(argv), prefix, log, stop);
  static_cast<void>(removeTree(file));
  return made;
}

}  // namespace footplate::runner
