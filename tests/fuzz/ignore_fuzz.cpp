// Any bytes are ignore files: no crash, no endless loop, a path below an ignored folder is ignored, rules
// that are taken away again leave no trace, and globs match as the plain recursive reading of them does.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "runner/snapshots/ignore_rules.h"

namespace {

using namespace footplate::runner;

void require(bool holds) {
  if (!holds) std::abort();
}

// What gitignore(5) says, tried out in every way there is. Without bracket expressions.
class Plainly {
 public:
  Plainly(std::string_view glob, std::string_view text) : glob_(glob), text_(text) {}

  bool matches(std::size_t g, std::size_t t) {
    const auto [known, isNew] = known_.try_emplace({g, t}, false);
    if (isNew) known->second = decide(g, t);
    return known->second;
  }

 private:
  bool decide(std::size_t g, std::size_t t) {
    if (g == glob_.size()) return t == text_.size();
    if (glob_[g] == '*') return stars(g, t);
    if (t == text_.size()) return false;
    if (glob_[g] == '?') return text_[t] != '/' && matches(g + 1, t + 1);
    if (glob_[g] == '\\' && ++g == glob_.size()) return false;
    return glob_[g] == text_[t] && matches(g + 1, t + 1);
  }

  bool stars(std::size_t g, std::size_t t) {
    std::size_t end = g;
    while (end < glob_.size() && glob_[end] == '*') ++end;
    const std::string_view rest = glob_.substr(end);
    const bool folders = end - g > 1 && (g == 0 || glob_[g - 1] == '/') &&
                         (rest.empty() || rest[0] == '/' || rest.starts_with("\\/"));
    if (folders && rest.starts_with('/') && matches(end + 1, t)) return true;
    for (std::size_t to = t;; ++to) {
      if (matches(end, to)) return true;
      if (to == text_.size() || (!folders && text_[to] == '/')) return false;
    }
  }

  std::string_view glob_;
  std::string_view text_;
  std::map<std::pair<std::size_t, std::size_t>, bool> known_;
};

void compare(std::string_view glob, std::string_view text) {
  if (glob.size() > 64 || text.size() > 64 || glob.find('[') != std::string_view::npos) return;
  // As git does it: plain text at the beginning is compared by itself.
  const std::size_t plain = std::min(glob.find_first_of("*?\\"), glob.size());
  const bool wanted = text.starts_with(glob.substr(0, plain)) &&
                      Plainly(glob.substr(plain), text.substr(plain)).matches(0, 0);
  require(matchGlob(glob, text) == wanted);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Zero bytes part the root's file, a nested one, and a path.
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::array<std::string_view, 3> parts;
  for (std::string_view& part : parts) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const auto [root, nested, path] = parts;
  compare(root, path);

  IgnoreRules rules;
  rules.add("", root);
  const bool before = rules.ignoredWithParents(path, false);
  const std::size_t depth = rules.size();
  rules.add("a", nested);
  for (const std::string& asked : {std::string(path), "a/" + std::string(path)}) {
    (void)rules.ignored(asked, true);
    if (rules.ignoredWithParents(asked, true)) require(rules.ignoredWithParents(asked + "/below", false));
  }
  rules.shrink(depth);
  require(rules.ignoredWithParents(path, false) == before);
  return 0;
}
