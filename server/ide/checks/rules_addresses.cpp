// Addresses of the service: `azureml://datastores/NAME/paths/PATH` and the like.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "ide/checks/check_names.h"
#include "ide/checks/rule_parts.h"
#include "ide/checks/scalar_places.h"
#include "schema/placeholder.h"
#include "schema/slip.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using yaml::Node;

constexpr std::string_view scheme = "azureml://";
constexpr std::string_view code = "rule.address";

struct Word {
  std::string_view right;
  std::string_view single;  // which is written for it as easily
};
constexpr std::array<Word, 5> owners{{{"datastores", "datastore"},
                                      {"registries", "registry"},
                                      {"jobs", "job"},
                                      {"subscriptions", "subscription"},
                                      {"locations", "location"}}};
constexpr std::array<Word, 4> assetTypes{
    {{"environments", "environment"}, {"components", "component"}, {"models", "model"}, {"data", "datas"}}};
constexpr std::array<Word, 2> editions{{{"versions", "version"}, {"labels", "label"}}};
constexpr std::array<Word, 1> outputs{{{"outputs", "output"}}};
constexpr std::array<Word, 1> paths{{{"paths", "path"}}};
constexpr std::array<std::string_view, 6> webSchemes{"https", "http", "wasbs", "abfss", "wasb", "abfs"};

// A piece of an address between two slashes, and where it stands.
struct Part {
  std::string_view text;
  Span span;
  bool last = false;  // nothing comes behind it, not even a slash
};

// "azureml://jobs/x" -> jobs, x. The address ends with its line or a sign that no address has.
std::vector<Part> partsAt(std::string_view text, std::size_t begin) {
  std::vector<Part> parts;
  for (std::size_t at = begin + scheme.size(); parts.size() < 8;) {
    const std::size_t found = text.find_first_of("/ \t\r\n\"',}]", at);
    const std::size_t end = found == std::string_view::npos ? text.size() : found;
    const bool last = end == text.size() || text[end] != '/';
    parts.push_back({text.substr(at, end - at), {static_cast<Offset>(at), static_cast<Offset>(end)}, last});
    if (last) break;
    at = end + 1;
  }
  return parts;
}

// Filled in later, by the service or a template. A placeholder with blanks or slashes is cut up here.
bool isOpen(const Part& part) {
  return part.text.empty() || part.text.find_first_of("${}<>*[]") != std::string_view::npos ||
         schema::holdsPlaceholder(part.text);
}

class AddressCheck {
 public:
  explicit AddressCheck(const RuleScope& scope)
      : scope_(scope), names_(scope), text_(*scope.document.text), places_(scope.document.yaml()) {}

  void run() {
    for (std::size_t at = text_.find(scheme); at != std::string_view::npos; at = text_.find(scheme, at + 1))
      address(at);
    for (std::size_t at = text_.find("azureml:/"); at != std::string_view::npos;
         at = text_.find("azureml:/", at + 1))
      oneSlash(at);
    for (std::size_t at = text_.find("://"); at != std::string_view::npos; at = text_.find("://", at + 1))
      webScheme(at);
  }

 private:
  void address(std::size_t at) {
    const std::vector<Part> parts = partsAt(text_, at);
    const Part& owner = parts.front();
    const bool slipped = !owner.last && slip(owner, owners);
    if (slipped || parts.size() < 2) return alone(owner, at);
    if (owner.text == "datastores") return datastore(parts, at);
    if (owner.text == "jobs" && parts.size() > 2) slip(parts[2], outputs);
    if (owner.text == "registries") return registry(parts, at);
    const bool known = std::ranges::find(owners, owner.text, &Word::right) != owners.end();
    if (known || isOpen(owner) || parts[1].text != "paths" || parts[1].last) return;
    if (Issue* issue = add(owner.span, "'datastores/' is missing before the datastore's name"))
      insert(*issue, owner.span.begin, "datastores/");
  }

  // "azureml://gpu-cluster", behind a key whose value is a name.
  void alone(const Part& owner, std::size_t at) {
    const Node node = wholeText(at);
    if (!node || !owner.last || isOpen(owner) || !node.entryKey()) return;
    if (!isOneOf(node.entryKey().text(), {"compute", "default_compute", "target"})) return;
    const std::string meant = "azureml:" + std::string(owner.text);
    Issue* issue = add(node.span(), "a compute target is named as '" + meant + "', without '//'");
    if (issue != nullptr && node.isPlain())
      issue->fixes.push_back({"change to '" + meant + "'", {{node.span(), meant}}});
  }

  // datastores/NAME/paths/PATH
  void datastore(const std::vector<Part>& parts, std::size_t at) {
    const Part& name = parts[1];
    if (!isOpen(name)) {
      if (const Node node = places_.at(name.span.begin))
        names_.datastore(name.span, std::string(name.text), true);
    }
    if (parts.size() > 2 && !parts[2].last && slip(parts[2], paths)) return;
    const Node node = wholeText(at);
    const bool isPath = node && node.entryKey() && node.entryKey().text() == "path";
    // An import takes a datastore alone, and the service itself writes "ExperimentRun/".
    if (!isPath || scope_.document.kind == "dataImport" || scope_.document.kind == "schedule") return;
    if (parts.size() > 2 &&
        (isOpen(parts[2]) || isOneOf(parts[2].text, {"paths", "ExperimentRun", "LocalUpload"})))
      return;
    if (isOpen(name)) return;
    Issue* issue =
        add(name.span, parts.size() > 2 ? "'paths/' is missing behind the datastore's name"
                                        : "behind the datastore's name 'paths/' and a path are missing");
    if (issue != nullptr && parts.size() > 2) insert(*issue, parts[2].span.begin, "paths/");
  }

  // registries/REGISTRY/environments/NAME/versions/2
  void registry(const std::vector<Part>& parts, std::size_t at) {
    if (parts.size() < 4) return;
    if (slip(parts[2], assetTypes)) return;
    if (parts.size() > 5) {
      slip(parts[4], editions);
      return;
    }
    const Node node = wholeText(at);
    // A component may leave it out, and a model to watch is any of its versions.
    const bool wanted =
        parts[2].text == "environments" || (isOneOf(parts[2].text, {"data", "models"}) && node &&
                                            node.entryKey() && node.entryKey().text() == "path");
    if (!node || !wanted || parts.size() > 4 || isOpen(parts[3])) return;
    Issue* issue =
        add(parts[3].span, "'" + std::string(parts[3].text) +
                               "' has no version: '/versions/VERSION' or '/labels/latest' is missing");
    if (issue == nullptr) return;
    const std::size_t sign = parts[3].text.find_first_of("@:");
    if (sign == std::string_view::npos) return insert(*issue, parts[3].span.end, "/labels/latest");
    // "sklearn-1.5@latest" and "sklearn-1.5:12" are the short forms of names.
    const std::string edition = (parts[3].text[sign] == '@' ? "/labels/" : "/versions/") +
                                std::string(parts[3].text.substr(sign + 1));
    issue->fixes.push_back(
        {"change to '" + edition + "'",
         {{{parts[3].span.begin + static_cast<Offset>(sign), parts[3].span.end}, edition}}});
  }

  // "azureml:/datastores/…"; an id of Azure begins with one slash.
  void oneSlash(std::size_t at) {
    const std::size_t slash = at + scheme.size() - 2;
    const std::size_t word = slash + 1;
    const std::size_t end = text_.find('/', word);
    if (end == std::string_view::npos) return;
    const std::string_view owner = text_.substr(word, end - word);
    if (!isOneOf(owner, {"datastores", "registries", "jobs"}) || !wholeText(at)) return;
    Issue* issue =
        add({static_cast<Offset>(at), static_cast<Offset>(word)}, "'azureml://' is meant, with two slashes");
    if (issue != nullptr) insert(*issue, static_cast<Offset>(word), "/");
  }

  // "htps://…" behind `path`
  void webScheme(std::size_t at) {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const std::size_t before = at == 0 ? at : text_.find_last_not_of(letters, at - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    if (begin >= at) return;
    const std::string written(text_.substr(begin, at - begin));
    for (const std::string_view one : webSchemes) {
      if (equalsIgnoreCase(written, one)) return;
    }
    if (isOneOf(toLower(written),
                {"ftp", "s3", "adl", "file", "azureml", "runs", "hdfs", "git", "dbfs", "nfs", "smb", "gs"}))
      return;
    const Node node = wholeText(begin);
    if (!node || !node.entryKey() || node.entryKey().text() != "path") return;
    for (const std::string_view one : webSchemes) {
      if (!schema::isSlipOf(written, one)) continue;
      change({static_cast<Offset>(begin), static_cast<Offset>(at)}, written, std::string(one));
      return;
    }
  }

  // The scalar that begins with what stands at this place.
  Node wholeText(std::size_t at) {
    const Node node = places_.at(static_cast<Offset>(at));
    if (!node) return {};
    const std::size_t begin = node.span().begin + (node.isPlain() ? 0U : 1U);
    return begin == at ? node : Node();
  }

  template <std::size_t count>
  bool slip(const Part& part, const std::array<Word, count>& words) {
    const std::string written(part.text);
    if (isOpen(part)) return false;
    for (const Word& word : words) {
      if (equalsIgnoreCase(written, word.right)) return false;
    }
    for (const Word& word : words) {
      if (written == word.single || schema::isSlipOf(written, word.right))
        return change(part.span, written, std::string(word.right));
    }
    return false;
  }

  bool change(Span span, const std::string& written, const std::string& right) {
    Issue* issue =
        add(span, "'" + written + "' means nothing in this address, did you mean '" + right + "'?");
    if (issue != nullptr) issue->fixes.push_back({"change to '" + right + "'", {{span, right}}});
    return issue != nullptr;
  }

  // Null within a comment.
  Issue* add(Span span, std::string message) {
    if (!places_.at(span.begin)) return nullptr;
    return &scope_.add(span, Severity::warning, std::string(code), std::move(message));
  }

  static void insert(Issue& issue, Offset place, const std::string& words) {
    issue.fixes.push_back({"add '" + words + "'", {{{place, place}, words}}});
  }

  const RuleScope& scope_;
  NameCheck names_;
  std::string_view text_;
  ScalarPlaces places_;
};

}  // namespace

void checkAddresses(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  const RuleScope scope{document, workspace, issues};
  AddressCheck(scope).run();
}

}  // namespace footplate::ide
