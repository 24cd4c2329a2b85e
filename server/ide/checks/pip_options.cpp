#include "ide/checks/pip_options.h"

#include <algorithm>
#include <array>
#include <vector>

namespace footplate::ide {
namespace {

constexpr std::array<PipOption, 29> known{
    {{"-r", true, false, "a file with further requirements"},
     {"--extra-index-url", true, false, "a further index of packages"},
     {"--index-url", true, false, "the index that packages come from"},
     {"--find-links", true, false, "a page or folder with archives of packages"},
     {"--pre", false, false, "versions before a release count, too"},
     {"--trusted-host", true, false, "a host that is asked without HTTPS, too"},
     {"-e", true, false, "a folder with a project, installed as it is"},
     {"-c", true, false, "a file with bounds of versions"},
     {"-f", true, false, "a page or folder with archives of packages"},
     {"-i", true, false, "the index that packages come from"},
     {"--requirement", true, false, "a file with further requirements"},
     {"--constraint", true, false, "a file with bounds of versions"},
     {"--editable", true, false, "a folder with a project, installed as it is"},
     {"--no-index", false, false, "no index, only what '--find-links' names"},
     {"--only-binary", true, false, "packages that are never built from source"},
     {"--no-binary", true, false, "packages that are always built from source"},
     {"--prefer-binary", false, false, "a built archive comes before newer source"},
     {"--require-hashes", false, false, "every requirement needs its hash"},
     {"--use-feature", true, false, "a feature that pip only tries so far"},
     {"--config-settings", true, true, ""},
     {"--config-setting", true, true, ""},
     {"--global-option", true, true, ""},
     {"--install-option", true, true, ""},
     {"--hash", true, true, ""},
     {"-C", true, true, ""},
     {"--always-unzip", false, false, ""},
     {"--process-dependency-links", false, false, ""},
     {"--pypi-url", true, false, ""},
     {"-Z", false, false, ""}}};

// One option as it is written, with what is known of it.
struct Written {
  std::string_view name;
  const PipOption* option = nullptr;
  bool hasValue = false;
};

// pip takes the beginning of a long name for the name, too.
const PipOption* find(std::string_view name) {
  constexpr std::size_t dashes = 2;
  const auto is = [&](const PipOption& each) { return each.name == name; };
  if (const auto same = std::ranges::find_if(known, is); same != known.end()) return &*same;
  if (!name.starts_with("--") || name.size() == dashes) return nullptr;
  const auto begins = [&](const PipOption& each) { return each.name.starts_with(name); };
  const auto longer = std::ranges::find_if(known, begins);
  return longer == known.end() ? nullptr : &*longer;
}

// The words of the options, each option with its value taken away. A comment ends them.
std::vector<Written> read(std::string_view text) {
  constexpr std::string_view blanks = " \t\n";
  std::vector<std::string_view> words;
  for (std::size_t at = text.find_first_not_of(blanks); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(blanks, at), text.size());
    if (text[at] == '#') break;
    words.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(blanks, end);
  }
  std::vector<Written> options;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (word.size() < 2 || word.front() != '-') continue;
    const bool isLong = word.starts_with("--");
    const std::size_t nameEnd = isLong ? std::min(word.find('='), word.size()) : 2;
    Written option{word.substr(0, nameEnd), find(word.substr(0, nameEnd)), nameEnd < word.size()};
    if (option.option == nullptr) option.name = word.substr(0, word.find('='));
    const bool takesNext = option.option != nullptr && option.option->hasValue && !option.hasValue;
    if (takesNext && i + 1 < words.size()) {
      option.hasValue = true;
      ++i;
    }
    options.push_back(option);
  }
  return options;
}

}  // namespace

std::span<const PipOption> pipOptions() {
  return known;
}

std::optional<PipOptionFault> faultOfPipOptions(std::string_view options) {
  for (const Written& each : read(options)) {
    if (each.option == nullptr) return PipOptionFault{std::string(each.name), false};
    if (each.option->hasValue && !each.hasValue) return PipOptionFault{std::string(each.name), true};
  }
  return std::nullopt;
}

bool isOptionOfRequirement(std::string_view options) {
  const std::vector<Written> all = read(options);
  return !all.empty() && all.front().option != nullptr && all.front().option->ofRequirement;
}

bool mayStandAlone(std::string_view options) {
  const std::vector<Written> all = read(options);
  return !all.empty() && std::ranges::all_of(all, [](const Written& each) {
    return each.option != nullptr && !each.option->ofRequirement;
  });
}

}  // namespace footplate::ide
