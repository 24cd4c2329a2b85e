#include "runner/snapshots/left_out.h"

#include "base/fs.h"
#include "base/path.h"
#include "runner/snapshots/outer_ignores.h"

namespace footplate::runner {

std::optional<IgnoreRules::Verdict> ruleAgainst(const std::string& code, const std::string& path) {
  if (!path.starts_with(code + "/")) return {};
  const bool amlOnly = fileExists(code + "/.amlignore");
  const auto outer = outerIgnores(code, amlOnly);
  if (!outer) return {};
  IgnoreRules rules;
  outer->addTo(rules);
  const std::string prefix = outer->prefix.empty() ? "" : outer->prefix + "/";
  std::string folder = code;
  while (true) {
    const std::string below = folder.size() > code.size() ? folder.substr(code.size() + 1) : "";
    std::string here = prefix + below;
    if (here.ends_with('/')) here.pop_back();
    if (const std::string source = ignoreFileOf(folder, amlOnly); !source.empty()) {
      const auto text = readFile(source);
      if (!text) return {};
      rules.add(here, *text, source);
    }
    const std::size_t slash = path.find('/', folder.size() + 1);
    const std::string next = path.substr(0, slash);
    const bool isFolder = slash != std::string::npos;
    if (IgnoreRules::Verdict why = rules.verdict(prefix + next.substr(code.size() + 1), isFolder);
        why.ignored)
      return why;
    if (!isFolder) return {};
    folder = next;
  }
}

}  // namespace footplate::runner
