#include "runner/environments/environment_definition.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>
#include <vector>

#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/strings.h"
#include "runner/environments/requirements.h"

namespace footplate::runner {
namespace {

namespace files = std::filesystem;

constexpr std::size_t mostFiles = 20'000;

bool isSkipped(const std::string& name) {
  return name == ".git" || name == "__pycache__" || name == ".footplate" || name == ".venv" ||
         name.ends_with(".pyc") || name.ends_with(".egg-info");
}

void listBelow(const files::path& folder, std::vector<std::string>& out) {
  std::error_code error;
  for (files::recursive_directory_iterator at(folder, error), end; at != end; at.increment(error)) {
    if (error || out.size() == mostFiles) return;
    if (isSkipped(at->path().filename().string())) {
      at.disable_recursion_pending();
    } else if (at->is_regular_file(error)) {
      out.push_back(at->path().string());
    }
  }
}

// Sorted and once each; options keep their order, before the packages.
std::string requirementsText(const std::vector<std::string>& lines) {
  std::vector<std::string> options;
  std::set<std::string> packages;
  for (const std::string& line : lines) {
    std::string text = canonicalRequirement(line);
    const std::string path = localPathOf(line);
    if (!path.empty()) text = "local " + fileName(path) + " " + contentHash(path);
    if (text.empty()) continue;
    if (text.starts_with('-')) {
      if (std::ranges::find(options, text) == options.end()) options.push_back(text);
    } else {
      packages.insert(text);
    }
  }
  std::string text;
  for (const auto& option : options) text += option + "\n";
  for (const auto& package : packages) text += package + "\n";
  return text;
}

// "https://conda.anaconda.org/conda-forge/" and "conda-forge" are one channel.
std::string canonicalChannel(std::string_view channel) {
  channel = trim(channel);
  while (channel.ends_with('/')) channel.remove_suffix(1);
  constexpr std::string_view home = "https://conda.anaconda.org/";
  return std::string(channel.starts_with(home) ? channel.substr(home.size()) : channel);
}

std::string channelsText(const std::vector<std::string>& channels) {
  std::vector<std::string> once;
  for (const std::string& channel : channels) {
    const std::string name = canonicalChannel(channel);
    if (std::ranges::find(once, name) == once.end()) once.push_back(name);
  }
  return join(once, "\n");
}

// For conda itself builds and channels of a package count, and names that pip takes for one do not.
std::string condaText(const std::vector<std::string>& dependencies) {
  std::set<std::string> lines;
  for (const std::string& dependency : dependencies) {
    // "numpy >=1.2, <2" and "numpy>=1.2,<2"; the blank of "numpy 1.2 py38_0" is a '=' there.
    std::string text;
    for (const std::string& word : split(toLower(trim(dependency)), ' ')) {
      const bool apart = !text.empty() && !word.empty() &&
                         std::isalnum(static_cast<unsigned char>(text.back())) &&
                         std::isalnum(static_cast<unsigned char>(word.front()));
      text += (apart ? "=" : "") + word;
    }
    lines.insert(text);
  }
  return join({lines.begin(), lines.end()}, "\n");
}

}  // namespace

std::string contentHash(const std::string& path) {
  if (!folderExists(path)) return sha256OfFile(path).value_or("missing");
  std::vector<std::string> found;
  listBelow(path, found);
  std::ranges::sort(found);
  Sha256 hash;
  for (const std::string& file : found) {
    hash.add(file.substr(path.size()));
    hash.add(std::string_view("\0", 1));
    hash.add(sha256OfFile(file).value_or("unreadable"));
  }
  return hash.finish();
}

std::string dockerSteps(std::string_view dockerfile) {
  const bool hasDocument = dockerfile.find("<<") != std::string_view::npos;  // its lines are data
  std::string steps;
  bool continued = false;
  for (const std::string& line : split(dockerfile, '\n')) {
    std::string_view text = hasDocument ? std::string_view(line) : trim(line);
    while (text.ends_with('\r')) text.remove_suffix(1);
    if (!hasDocument && (text.empty() || text.front() == '#')) continue;
    const bool more = text.ends_with('\\');
    std::string step(more && !hasDocument ? trim(text.substr(0, text.size() - 1)) : text);
    if (!continued && !hasDocument) {
      const std::size_t word = std::min(step.find(' '), step.size());
      std::transform(step.begin(), step.begin() + static_cast<std::ptrdiff_t>(word), step.begin(),
                     [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    }
    steps += step + (more && !hasDocument ? " " : "\n");
    continued = more;
  }
  return steps;
}

std::string definitionText(const EnvironmentSpec& spec, const std::string& maker) {
  const Requirements requirements = requirementsOf(spec);
  const bool byConda = maker == "conda";
  std::vector<std::string> lines = requirements.lines;
  if (byConda) {
    lines = spec.pip;
    lines.insert(lines.end(), spec.packages.begin(), spec.packages.end());
  }
  std::string text = "image " + std::string(trim(spec.image)) + "\npython " + requirements.python + "\n";
  const auto part = [&](const char* title, const std::string& body) {
    if (!body.empty()) text += std::string(title) + ":\n" + body + (body.ends_with('\n') ? "" : "\n");
  };
  part("docker", dockerSteps(spec.dockerfile));
  if (!spec.buildContext.empty()) part("context", contentHash(spec.buildContext));
  if (byConda) part("conda", condaText(spec.dependencies));
  part("packages", requirementsText(lines));
  part("constraints", requirementsText(requirements.constraints));
  part("channels", channelsText(spec.channels));
  if (requirements.firstFit && !byConda) text += "first fit\n";
  if (spec.strict) text += "strict\n";
  return text;
}

}  // namespace footplate::runner
