// `conda.`: what conda and pip would stumble over in a list of packages.
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/path.h"
#include "base/strings.h"
#include "ide/checks/pip_options.h"
#include "ide/checks/rule_parts.h"
#include "ide/item_dash.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using yaml::Node;

bool isNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '.';
}

// "numpy" of "numpy==1.2", "conda-forge::numpy >=1", "numpy[extra]"; "" for options and addresses.
// As it is written; pip takes it in other forms, too.
std::string_view writtenName(std::string_view requirement) {
  std::string_view text = trim(requirement);
  if (const std::size_t channel = text.find("::"); channel != std::string_view::npos)
    text.remove_prefix(channel + 2);
  if (text.empty() || text.front() == '-' || text.find("://") != std::string_view::npos) return {};
  const auto end = std::ranges::find_if_not(text, isNameCharacter);
  if (end != text.end() && (*end == ':' || *end == '/' || *end == '\\')) return {};
  return {text.begin(), end};
}

std::string packageName(std::string_view requirement) {
  return replaceAll(toLower(writtenName(requirement)), "_", "-");
}

// Place of the first option behind a pip requirement: of "--hash=…" in "numpy==1.2 --hash=…". npos: none.
std::size_t optionBehind(std::string_view text) {
  if (text.starts_with('-')) return std::string_view::npos;
  const std::size_t blank = text.find(" -");
  return blank == std::string_view::npos ? blank : blank + 1;
}

// Place of a lone "=" in a pip requirement: after the name and its extras, before markers. npos: none.
std::size_t loneEquals(std::string_view text) {
  if (packageName(text).empty() || text.find("://") != std::string_view::npos) return std::string_view::npos;
  const std::string_view clause = text.substr(0, std::min(text.find_first_of(";@#"), optionBehind(text)));
  for (std::size_t at = clause.find('='); at != std::string_view::npos; at = clause.find('=', at + 1)) {
    const bool first = at == 0 || std::string_view("=<>!~").find(clause[at - 1]) == std::string_view::npos;
    const bool last = at + 1 == clause.size() || clause[at + 1] != '=';
    if (first && last) return at;
  }
  return std::string_view::npos;
}

// A comparison that neither conda nor pip knows, and the one that is meant.
struct WrongOperator {
  std::size_t at;
  std::size_t length;
  std::string meant;
  bool isSure;  // false where another one may be meant as well
};

// What is meant by a run of comparing signs; "" where it is right, or nobody knows.
std::string meantOperator(std::string_view signs) {
  constexpr std::string_view right[] = {"=", "==", "===", "<", "<=", ">", ">=", "!=", "~="};
  if (std::ranges::find(right, signs) != std::end(right)) return {};
  for (const char first : std::string_view("~!")) {
    if (signs == std::string(1, first) || signs == std::string("=") + first)
      return std::string(1, first) + "=";
  }
  const bool less = signs.find('<') != std::string_view::npos;
  const bool more = signs.find('>') != std::string_view::npos;
  if (less == more || signs.find('=') == std::string_view::npos) return {};
  return less ? "<=" : ">=";
}

// The '!' of "x264=1!161.3030": a version may begin with an epoch.
bool isEpochEnd(std::string_view clause, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && isDigit(clause[begin - 1])) --begin;
  return begin > 0 && begin < at &&
         std::string_view("=<>~ ,('\"").find(clause[begin - 1]) != std::string_view::npos;
}

// "=>", "==<" or a "~" alone before a version.
std::optional<WrongOperator> wrongOperator(std::string_view text) {
  constexpr std::string_view comparing = "=<>!~";
  const std::string_view clause = text.substr(0, std::min(text.find_first_of(";@#"), optionBehind(text)));
  std::size_t at = clause.find_first_of(comparing);
  while (at != std::string_view::npos) {
    const std::size_t end = std::min(clause.find_first_not_of(comparing, at), clause.size());
    const std::string_view signs = clause.substr(at, end - at);
    const bool hasVersion = end < clause.size() && (clause[end] == ' ' || isDigit(clause[end]));
    const bool isEpoch = signs == "!" && isEpochEnd(clause, at);
    if (std::string meant = meantOperator(signs);
        !isEpoch && !meant.empty() && (signs.size() > 1 || hasVersion))
      return WrongOperator{at, signs.size(), std::move(meant), signs.size() <= 2};
    at = clause.find_first_of(comparing, end);
  }
  return std::nullopt;
}

// Place of the blanks in "numpy 1.26.4", which conda reads and pip does not. npos: none.
std::size_t blankBeforeVersion(std::string_view text) {
  if (packageName(text).empty()) return std::string_view::npos;
  const std::size_t extras = text.find('[');
  const std::size_t name = std::min(text.find_first_of(" \t"), text.size());
  const std::size_t end = extras < name ? text.find(']', extras) : name - 1;
  const std::size_t blank = end == std::string_view::npos ? end : end + 1;
  const std::size_t version =
      blank < text.size() ? text.find_first_not_of(" \t", blank) : std::string_view::npos;
  // Behind a sign, as in "numpy== 1.26", pip takes blanks.
  const bool behindName =
      end < text.size() && std::string_view("=<>~!").find(text[end]) == std::string_view::npos;
  const bool isVersion =
      behindName && version != std::string_view::npos && version > blank && isDigit(text[version]);
  return isVersion ? blank : std::string_view::npos;
}

class CondaCheck {
 public:
  explicit CondaCheck(const RuleScope& scope) : scope_(scope) {}

  void run(Node definition) {
    const Node list = definition.find("dependencies").resolved();
    for (Node item : list.items()) {
      const Node value = item.resolved();
      if (value.isScalar() && !checkFolded(item)) checkCondaPackage(item, value);
      if (value.isMapping() && !checkColon(item, "=")) checkPipBlock(item, value);
    }
    if (pipBlock_ && !hasPip_) addMissingPip(pipBlock_);
    tellUnpinned();
  }

 private:
  void checkCondaPackage(Node item, Node value) {
    const std::string name = packageName(value.text());
    if (name.empty()) return;
    if (name == "pip") hasPip_ = true;
    checkOperator(item, value.text());
    noteOnce(condaNames_, name, item.span(), "conda");
    if (name != "pip") noteUnpinned(item, value.text());
  }

  void checkPipBlock(Node item, Node mapping) {
    const Node list = mapping.find("pip");
    if (!list) return;
    if (pipBlock_) {
      scope_.add(keySpan(list), Severity::warning, "conda.two-pip-lists",
                 "a second 'pip' list: conda takes one only, put all pip packages into the first");
    } else {
      pipBlock_ = item;
    }
    for (Node requirement : list.resolved().items()) checkRequirement(requirement);
  }

  void checkRequirement(Node item) {
    const Node value = item.resolved();
    if (value.isMapping()) checkColon(item, "==");
    if (!value.isScalar() || checkFolded(item)) return;
    const std::string_view text = value.text();
    if (checkIncludedFile(item, text)) return;
    if (checkOperator(item, text)) return;
    checkPin(item, text);
    checkOption(item, text);
    // The same package under markers is no duplicate: each line is for another Python.
    const std::string name = text.find(';') == std::string_view::npos ? packageName(text) : std::string();
    if (!name.empty()) noteOnce(pipNames_, name, item.span(), "pip");
    noteUnpinned(item, text.substr(0, text.find(';')));
  }

  static void changeTo(Node item, const std::string& wanted, Issue& issue, bool isChoice = false) {
    if (item.isScalar() && item.isPlain())
      issue.fixes.push_back({"change to '" + wanted + "'", {{item.span(), wanted}}, isChoice});
  }

  // A version behind a single '=' or a blank.
  void checkPin(Node item, std::string_view text) const {
    if (const std::size_t at = loneEquals(text); at != std::string_view::npos) {
      Issue& issue = scope_.add(item.span(), Severity::error, "conda.pip-equals",
                                "pip wants '==' before a version, a single '=' is conda's way");
      // conda's third part names a build, and pip has none: "numpy=1.21=py38_0".
      const std::string_view rest = text.substr(at + 1);
      const std::size_t build = std::min(rest.find('='), rest.size());
      const std::size_t behind = std::min(rest.find_first_of(" ;@#", build), rest.size());
      changeTo(item,
               std::string(text.substr(0, at)) + "==" + std::string(rest.substr(0, build)) +
                   std::string(rest.substr(behind)),
               issue);
    } else if (const std::size_t blank = blankBeforeVersion(text); blank != std::string_view::npos) {
      Issue& issue = scope_.add(item.span(), Severity::error, "conda.pip-equals",
                                "pip wants '==' before a version, a blank is conda's way");
      changeTo(item, std::string(text.substr(0, blank)) + "==" + std::string(trim(text.substr(blank))),
               issue);
    }
  }

  // "- python: 3.11", which is a mapping: told in place of what the schema says of it.
  bool checkColon(Node item, const std::string& pin) {
    const Node mapping = item.resolved();
    if (mapping.size() != 1) return false;
    const yaml::Entry entry = *mapping.entries().begin();
    const std::string version(entry.value.resolved().text());
    const bool isPackage = entry.key.isScalar() && !packageName(entry.key.text()).empty() &&
                           entry.key.text() != "pip" && entry.value.isScalar() && !version.empty() &&
                           isDigit(version.front());
    if (!isPackage) return false;
    std::erase_if(scope_.issues, [&](const Issue& issue) {
      return issue.code.starts_with("schema.") && item.span().contains(issue.span.begin);
    });
    const std::string wanted = std::string(entry.key.text()) + pin + version;
    Issue& issue = scope_.add(item.span(), Severity::error, "conda.operator",
                              "':' compares nothing, '" + pin + "' is meant");
    if (item.isMapping() && !item.flow())
      issue.fixes.push_back({"change to '" + wanted + "'", {{item.span(), wanted}}});
    return true;
  }

  // Items that stand deeper than the one above are text of it: "-r a.txt - numpy==1.2".
  bool checkFolded(Node item) const {
    const LineIndex& lines = scope_.document.yaml().lines();
    const Span span = item.span();
    if (!item.isPlain() || item.parent().flow()) return false;
    std::vector<schema::Edit> edits;
    const std::optional<Dash> dash = dashBeside(item);
    for (std::uint32_t at = lines.lineOf(span.begin) + 1; at <= lines.lineOf(span.end); ++at) {
      const Span line = lines.line(*scope_.document.text, at);
      const std::string_view words = std::string_view(*scope_.document.text).substr(line.begin, line.size());
      const std::size_t indent = std::min(words.find_first_not_of(' '), words.size());
      if (!words.substr(indent).starts_with("- ")) continue;
      edits.push_back({{line.begin, line.begin + static_cast<Offset>(indent)}, dash ? dash->indent : ""});
    }
    if (edits.empty()) return false;
    const Offset end = lines.line(*scope_.document.text, lines.lineOf(span.begin)).end;
    Issue& issue = scope_.add({span.begin, end}, Severity::error, "conda.folded-items",
                              "the items below are text of this one, for they stand deeper than its '-'");
    // "- pip" lacks its colon, and they are pip's.
    const std::string_view first = trim(item.text().substr(0, item.text().find(' ')));
    if (dash && first != "pip") issue.fixes.push_back({"put them in its column", std::move(edits), true});
    return true;
  }

  // pip reads an option such as --index-url behind a requirement and forgets it, and ends with an error for
  // what is no option of a list.
  void checkOption(Node item, std::string_view text) const {
    const std::size_t at = text.starts_with('-') ? 0 : optionBehind(text);
    if (at == std::string_view::npos || tellRefused(item, text.substr(at))) return;
    if (at == 0 || isOptionOfRequirement(text.substr(at))) return;
    const std::string option(text.substr(at, text.find_first_of("= ", at) - at));
    Issue& issue =
        scope_.add(item.span(), Severity::warning, "conda.pip-option",
                   "pip does not heed '" + option + "' behind a requirement: give it an item of its own");
    const std::optional<Dash> dash = dashBeside(item);
    if (!item.isScalar() || !item.isPlain() || item.parent().flow() || !dash) return;
    if (!mayStandAlone(text.substr(at))) return;
    const std::string requirement(trim(text.substr(0, at)));
    const std::string apart = std::string(text.substr(at)) + "\n" + dash->indent + "- " + requirement;
    issue.fixes.push_back({"give '" + option + "' an item of its own", {{item.span(), apart}}});
  }

  bool tellRefused(Node item, std::string_view options) const {
    const auto fault = faultOfPipOptions(options);
    if (!fault) return false;
    scope_.add(item.span(), Severity::error, "conda.pip-option",
               fault->lacksValue ? "pip wants a value behind '" + fault->option + "'"
                                 : "pip refuses '" + fault->option + "' in a list of requirements");
    return true;
  }

  // The dash of a list's item, and the blanks before it.
  struct Dash {
    Offset at;
    std::string indent;
  };

  // Nothing where it stands on another line.
  std::optional<Dash> dashBeside(Node item) const {
    const std::optional<Offset> dash = dashOf(item);
    const LineIndex& lines = scope_.document.yaml().lines();
    if (!dash || lines.lineOf(*dash) != lines.lineOf(item.span().begin)) return std::nullopt;
    return Dash{*dash, std::string(*dash - lines.lineStart(lines.lineOf(*dash)), ' ')};
  }

  // Whether a comparison is written the wrong way round.
  bool checkOperator(Node item, std::string_view text) const {
    const auto wrong = packageName(text).empty() ? std::nullopt : wrongOperator(text);
    if (!wrong) return false;
    const std::string written(text.substr(wrong->at, wrong->length));
    Issue& issue = scope_.add(item.span(), Severity::error, "conda.operator",
                              "'" + written + "' compares nothing, '" + wrong->meant + "' is meant");
    changeTo(item,
             std::string(text.substr(0, wrong->at)) + wrong->meant +
                 std::string(text.substr(wrong->at + wrong->length)),
             issue, !wrong->isSure);
    return true;
  }

  // "-r requirements.txt": the file should be there. False for everything else.
  bool checkIncludedFile(Node item, std::string_view text) {
    const std::string_view trimmed = trim(text);
    std::size_t skip = 0;
    for (std::string_view option : {"-r", "--requirement", "-c", "--constraint"}) {
      if (!trimmed.starts_with(option) || trimmed.size() == option.size()) continue;
      const bool parted = std::string_view(" =\t").find(trimmed[option.size()]) != std::string_view::npos;
      if (parted || option.size() == 2) skip = option.size() + (parted ? 1 : 0);  // "-rdev.txt" will do
    }
    if (skip == 0) return false;
    const std::string file(trim(trimmed.substr(skip)));
    const std::string folder = scope_.document.folder();
    // pip fills in variables of the machine that builds.
    const bool elsewhere = file.find("://") != std::string::npos || file.find("${") != std::string::npos;
    if (elsewhere || file.empty() || folder.empty() || !scope_.workspace.seesFiles()) return true;
    if (!scope_.workspace.exists(joinPath(folder, file))) {
      scope_.add(item.span(), Severity::error, "file.missing", "no file '" + file + "' beside this document");
    }
    return true;
  }

  void noteOnce(std::set<std::string>& names, const std::string& name, Span span,
                const std::string& what) const {
    if (names.insert(name).second) return;
    scope_.add(span, Severity::warning, "conda.duplicate",
               "'" + name + "' stands twice among the " + what + " packages");
  }

  void addMissingPip(Node item) const {
    Issue& issue = scope_.add(keySpan(item.resolved().find("pip")), Severity::hint, "conda.pip-missing",
                              "conda adds pip by itself with a warning; name 'pip' among the conda packages");
    if (item.isAlias() || item.flow() || item.parent().flow()) return;
    // The item's text starts after its dash; the new item goes before that dash, in the same column.
    const std::optional<Dash> dash = dashBeside(item);
    if (!dash) return;
    issue.fixes.push_back(
        {"add 'pip' to the conda packages", {{Span{dash->at, dash->at}, "- pip\n" + dash->indent}}});
  }

  // A name and nothing more but a channel and extras.
  void noteUnpinned(Node item, std::string_view requirement) {
    const std::string_view text = trim(requirement.substr(0, requirement.find('#')));
    const std::size_t extras = text.ends_with(']') ? text.find('[') : std::string_view::npos;
    // Conda's brackets hold a version: "matplotlib[version='>=3']".
    if (extras != std::string_view::npos && text.find('=', extras) != std::string_view::npos) return;
    const std::string_view name = trim(text.substr(0, extras));
    const bool isFile = isOneOf(fileExtension(name), {".whl", ".zip", ".gz"});  // "own-1.0-py3-none-any.whl"
    const bool bare = name.find_first_of("=<>~!@ [") == std::string_view::npos;
    if (bare && !isFile && !packageName(name).empty()) unpinned_.push_back(item);
  }

  // Each at its place, for each is pinned and silenced there; the last of a long list speaks for the rest.
  void tellUnpinned() const {
    constexpr std::size_t mostTold = 5;
    const std::size_t told = std::min(unpinned_.size(), mostTold);
    for (std::size_t i = 0; i < told; ++i) {
      const std::size_t more = i + 1 == told ? unpinned_.size() - told : 0;
      std::string who = "'" + std::string(writtenName(unpinned_[i].resolved().text())) + "'";
      if (more > 0) who += " and " + std::to_string(more) + (more == 1 ? " more package" : " more packages");
      Issue& issue =
          scope_.add(unpinned_[i].span(), Severity::hint, "conda.unpinned",
                     who + (more > 0 ? " have" : " has") + " no version: each build takes the newest");
      for (std::size_t rest = 1; rest <= more; ++rest)
        issue.names.emplace_back(unpinned_[i + rest].resolved().text());
    }
  }

  const RuleScope& scope_;
  std::vector<Node> unpinned_;
  Node pipBlock_;
  bool hasPip_ = false;
  std::set<std::string> condaNames_;
  std::set<std::string> pipNames_;
};

}  // namespace

void checkConda(Node definition, const RuleScope& scope) {
  CondaCheck(scope).run(definition);
}

void checkCondaFile(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  checkConda(document.yaml().root(), {document, workspace, issues});
}

}  // namespace footplate::ide
