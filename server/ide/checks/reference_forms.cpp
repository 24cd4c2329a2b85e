#include "ide/checks/reference_forms.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/path.h"
#include "base/strings.h"
#include "ide/checks/check_names.h"
#include "schema/placeholder.h"

namespace footplate::ide {
namespace {

using schema::Issue;
using yaml::Node;
using Form = Reference::Form;

constexpr std::string_view code = "rule.reference-form";
constexpr std::string_view prefix = "azureml:";
constexpr std::string_view filePrefix = "file:";
constexpr std::array<std::string_view, 10> modelFiles{".pkl", ".onnx", ".joblib", ".pt",  ".pth",
                                                      ".h5",  ".bin",  ".json",   ".yml", ".yaml"};

bool isModelFile(std::string_view path) {
  return std::ranges::find(modelFiles, toLower(fileExtension(path))) != modelFiles.end();
}

bool isNumber(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, isDigit);
}

class ReferenceForm {
 public:
  ReferenceForm(const FoundReference& found, const RuleScope& scope)
      : found_(found), reference_(found.reference), text_(found.node.text()), scope_(scope) {}

  bool blank() {
    add("a name is missing behind 'azureml:'").severity = Severity::error;
    return true;
  }

  bool bare() {
    if (!isOneOf(found_.referenceKind, {"data", "model", "component"})) return false;
    suggest(add("'azureml:' is missing before '" + text_ + "'"), "azureml:" + text_);
    return true;
  }

  bool asset() {
    if (reference_.name.find(' ') != std::string::npos) {
      add("the name '" + reference_.name + "' has a blank, and names have none");
      return true;
    }
    const bool versioned = isOneOf(found_.referenceKind, {"environment", "data", "model", "component"});
    if (!text_.starts_with(prefix)) return false;
    if (reference_.name.empty()) return blank();
    if (twice()) return true;
    return versioned && (missing() || doubled() || label());
  }

 private:
  // "azureml:azureml:cpu"; a version or label behind a name tells it from an asset that is called "azureml".
  bool twice() {
    if (reference_.name != "azureml" || reference_.version.empty() || reference_.version.front() == '@')
      return false;
    const std::string rest = text_.substr(prefix.size());
    const bool hasVersion = rest.find_first_of(":@", prefix.size()) != std::string::npos;
    const bool isCompute = found_.referenceKind == "compute";
    if ((!isCompute && !hasVersion) || isKnown("")) return false;
    Issue& issue = add("'azureml:' stands twice before the name");
    if (isCompute) issue.severity = Severity::error;
    suggest(issue, rest);
    return true;
  }

  bool missing() {
    const char last = text_.back();
    if (last == ':' || last == '@') {
      Issue& issue = add(last == ':' ? "a version is missing behind '" + text_ + "'"
                                     : "a label is missing behind '" + text_ + "'");
      suggest(issue, text_.substr(0, text_.size() - 1) + "@latest");
      return true;
    }
    const Node key = found_.node.entryKey();
    const bool isPath = key && key.text() == "path" && isOneOf(found_.referenceKind, {"data", "model"});
    if (!isPath || !reference_.version.empty() || reference_.name.find('/') != std::string::npos)
      return false;
    suggest(add("'" + text_ +
                "' has no version, the service wants 'azureml:NAME:VERSION' or 'azureml:NAME@latest'"),
            text_ + "@latest");
    return true;
  }

  // "X:@latest", "X:1:2", "X:1@latest"
  bool doubled() {
    const std::size_t mark = text_.find_first_of(":@", prefix.size());
    if (mark == std::string::npos) return false;
    if (text_.substr(mark, 2) == ":@") {
      suggest(add("either ':' and a version or '@' and a label stands behind the name"),
              text_.substr(0, mark) + text_.substr(mark + 1));
      return true;
    }
    if (text_.find_first_of(":@", mark + 1) == std::string::npos) return false;
    if (text_.find('/') != std::string::npos) return false;
    add("a name has one version or one label, '" + text_.substr(mark) + "' is more");
    return true;
  }

  // "X:latest", "X@1"
  bool label() {
    const std::string& version = reference_.version;
    const std::string name = "azureml:" + reference_.name;
    if (version.starts_with('@') && isNumber(std::string_view(version).substr(1))) {
      suggest(
          add("'" + version.substr(1) + "' is a version, which stands behind ':'; labels stand behind '@'"),
          name + ":" + version.substr(1));
      return true;
    }
    if (version != "latest" || isKnown(version)) return false;
    // Of components of a workspace nobody knows here how they count.
    if (found_.referenceKind == "component" && !isKnown("")) return false;
    suggest(add("'latest' is a label, which stands behind '@'; versions stand behind ':'"), name + "@latest");
    return true;
  }

  // The project has the asset; in this version, where one is given.
  bool isKnown(const std::string& version) const {
    return std::ranges::any_of(scope_.workspace.names(found_.referenceKind), [&](const AssetName& one) {
      return one.name == reference_.name && (version.empty() || one.version == version);
    });
  }

  Issue& add(std::string message) {
    return scope_.add(found_.node.span(), Severity::warning, std::string(code), std::move(message));
  }

  void suggest(Issue& issue, const std::string& now) const {
    const std::size_t at = writtenText(found_.node, scope_.document).find(text_);
    if (at == std::string_view::npos) return;  // written with escapes
    const Offset begin = found_.node.span().begin + static_cast<Offset>(at);
    const Span span{begin, begin + static_cast<Offset>(text_.size())};
    issue.fixes.push_back({"change to '" + now + "'", {{span, now}}});
  }

  const FoundReference& found_;
  const Reference& reference_;
  std::string text_;
  const RuleScope& scope_;
};

}  // namespace

bool checkReferenceForm(const FoundReference& found, bool isFile, const RuleScope& scope) {
  ReferenceForm form(found, scope);
  switch (found.reference.form) {
    case Form::blank:
      return form.blank();
    case Form::bare:
      return !isFile && form.bare();
    case Form::asset:
      return form.asset();
    default:
      return false;
  }
}

void checkDeployedModel(const RuleScope& scope) {
  if (!isOneOf(scope.document.kind, {"onlineDeployment", "batchDeployment"})) return;
  const Node model = scope.document.yaml().root().find("model");
  if (!model.isScalar()) return;
  const std::string written(model.text());
  if (written.empty() || written.starts_with(prefix) || schema::isUnfinished(written) ||
      written.find(' ') != std::string::npos || written.find("://") != std::string::npos)
    return;
  // A slip of "azureml:" is told as that.
  if (readReference(written, false).form == Form::slip) return;
  const bool isFile = written.starts_with(filePrefix);
  const std::string text = isFile ? written.substr(filePrefix.size()) : written;
  const bool isId = text.starts_with("/subscriptions/");
  const bool isPath = isFile || (!isId && (text.find('/') != std::string::npos || isModelFile(text)));
  if (text.empty()) return;
  const std::string meant =
      isPath ? "{path: " + text + "}"
      : isId ? "azureml:" + text
             : "azureml:" + text + (text.find_first_of(":@") == std::string::npos ? "@latest" : "");
  Issue& issue =
      scope.add(model.span(), Severity::warning, std::string(code),
                "a model is named as 'azureml:NAME:VERSION', one of a file as 'model: {path: FILE}'");
  if (model.isPlain()) issue.fixes.push_back({"change to '" + meant + "'", {{model.span(), meant}}});
}

}  // namespace footplate::ide
