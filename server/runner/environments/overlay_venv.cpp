#include "runner/environments/overlay_venv.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "base/fs.h"
#include "base/path.h"
#include "runner/environments/environment_build.h"

namespace footplate::runner {
namespace {

bool writeText(const std::string& path, const std::string& text, unsigned mode) {
  std::FILE* file = std::fopen(path.c_str(), "we");
  bool good = file && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (file) good = std::fclose(file) == 0 && good;
  return good && ::chmod(path.c_str(), static_cast<mode_t>(mode)) == 0;
}

Result<void> linkPip(const Interpreter& python, const std::string& tools) {
  if (auto made = makeFolder(tools); !made) return made;
  const std::string site = parentPath(python.pip);
  for (const std::string& name : pipParts(python)) {
    if (::symlink((site + "/" + name).c_str(), (tools + "/" + name).c_str()) == 0) continue;
    return fail(ErrorCode::unavailable, "making " + tools + "/" + name + ": " + systemMessage(errno));
  }
  return {};
}

// Scripts of the environment start the overlay's Python, so that they see what the job installed.
void copyScripts(const std::string& from, const std::string& bin) {
  std::error_code error;
  for (const auto& file : std::filesystem::directory_iterator(from, error)) {
    std::string name = file.path().filename().string();
    if (!file.is_regular_file(error) || file.is_symlink(error) || fileExists(bin + "/" + name)) continue;
    auto text = readFile(file.path().string(), 1 << 20);
    std::string old = "#!" + from + "/python";
    if (!text || !text->starts_with(old)) {
      std::filesystem::create_symlink(file.path(), bin + "/" + name, error);
      continue;
    }
    std::size_t end = text->find('\n');
    writeText(bin + "/" + name, "#!" + bin + "/python" + text->substr(end == text->npos ? text->size() : end),
              0755);
  }
}

}  // namespace

std::vector<std::string> pipParts(const Interpreter& python) {
  if (python.pip.empty()) return {};
  std::vector<std::string> names{"pip"};
  for (const std::string& name : listFolder(parentPath(python.pip)).value_or(std::vector<std::string>())) {
    if (name.starts_with("pip-") && name.ends_with(".dist-info")) names.push_back(name);
  }
  return names;
}

Result<void> makeOverlayVenv(const PreparedEnvironment& base, const Interpreter& python,
                             const std::string& folder) {
  if (auto made = makeBareVenv(python, folder, base.systemSite); !made) return made;
  const std::string bin = folder + "/bin";
  const std::string site = sitePackages(folder, base.version);
  // addsitedir also reads the .pth files of the folder it adds, as packages installed there expect.
  std::string lines;
  if (!base.site.empty()) lines = "import site; site.addsitedir(" + ("r'" + base.site + "'") + ")\n";
  if (!python.pip.empty()) {
    // pip alone, from a folder of links that is not the overlay's: upgrading it writes into the overlay and
    // finds nothing of its own to remove.
    const std::string tools = parentPath(folder) + "/tools";
    if (auto linked = linkPip(python, tools); !linked) return linked;
    lines += tools + "\n";
    const std::string script =
        "#!" + bin + "/python\nimport sys\nfrom pip._internal.cli.main import main\nsys.exit(main())\n";
    for (const char* name : {"pip", "pip3"}) writeText(bin + "/" + name, script, 0755);
  }
  if (!lines.empty() && !writeText(site + "/_footplate.pth", lines, 0644))
    return fail(ErrorCode::unavailable, "writing " + site + ": " + systemMessage(errno));
  if (!base.bin.empty()) copyScripts(base.bin, bin);
  return {};
}

}  // namespace footplate::runner
