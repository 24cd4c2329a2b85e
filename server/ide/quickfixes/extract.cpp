// What is defined in place, moved to a file of its own beside the document.
#include "base/path.h"
#include "base/strings.h"
#include "ide/json_style.h"
#include "ide/quickfixes/fixes.h"
#include "ide/quickfixes/places.h"

namespace footplate::ide {
namespace {

using yaml::Node;

constexpr std::string_view schemaFolder = "https://azuremlschemas.azureedge.net/latest/";

struct Extraction {
  std::string title;          // "move the environment", to be followed by the file's name
  std::string stem;           // of the file's name
  std::string schemaName;     // of its `$schema`, "" for none
  std::string reference;      // before the file's name in the document: "file:"
  bool named = true;          // the content wants a name
  bool component = false;     // whose names are stricter, and which has a version
  std::string moreHead = {};  // lines before the content
};

// The mapping under `key` that the cursor is in, or on the key of.
Node mappingUnder(const ActionScope& scope, std::string_view key) {
  Node node = scope.document.yaml().nodeAt(scope.range.begin);
  if (node.isKey()) node = node.entryValue();
  for (; node; node = node.parent()) {
    if (node.isMapping() && node.entryKey().text() == key && node.tag().empty()) return node;
  }
  return {};
}

// The step of a pipeline that a mapping belongs to: its name, "" outside of one.
std::string stepOf(Node node) {
  for (; node; node = node.parent()) {
    const Node steps = node.parent();
    if (node.entryKey() && steps.entryKey().text() == "jobs") return std::string(node.entryKey().text());
  }
  return {};
}

struct Between {
  std::string comment;  // behind the colon, "" for none
  std::string lines;    // comments on lines of their own, as the file's first lines
};

Between between(const Document& document, Span gap) {
  Between found;
  const std::vector<std::string> lines = split(textOf(document, gap), '\n');
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view words = trim(lines[i]);
    if (words.empty()) continue;
    if (i == 0) {
      found.comment = words;
    } else {
      found.lines += std::string(words) + "\n";
    }
  }
  return found;
}

std::string headOf(const Extraction& what, Node mapping, const std::string& file) {
  std::string head;
  if (!mapping.find("$schema") && !what.schemaName.empty())
    head += "$schema: " + std::string(schemaFolder) + what.schemaName + ".schema.json\n";
  const std::string name = what.component ? componentName(file) : fileStem(file);
  if (what.named && !mapping.find("name")) head += "name: " + name + "\n";
  if (what.component && !mapping.find("version")) head += "version: 1\n";
  return head + what.moreHead;
}

// Whether "<<" takes in what an anchor names, which a file's name cannot be.
bool isMergedIn(Node mapping) {
  if (mapping.anchor().empty()) return false;
  const yaml::Tree& tree = *mapping.tree();
  for (yaml::NodeId id = 0; id < tree.nodeCount(); ++id) {
    const Node alias = tree.node(id);
    if (!alias.isAlias() || alias.resolved() != mapping) continue;
    const Node value = alias.entryKey() ? alias : alias.parent();
    if (value.entryKey().text() == "<<") return true;
  }
  return false;
}

// The anchor before a mapping, which then names the file; "" where it has none.
std::string anchorBefore(Node mapping) {
  return mapping.anchor().empty() ? "" : "&" + std::string(mapping.anchor()) + " ";
}

void extract(const ActionScope& scope, Node mapping, const Extraction& what, std::vector<CodeAction>& found) {
  if (!scope.createsFiles || scope.document.path.empty() || isRetired(scope)) return;
  if (isBroken(scope.document)) return;
  const std::string content = asFileContent(scope.document, mapping);
  const std::string file = freeFileName(scope, what.stem);
  const std::string& text = *scope.document.text;
  const std::size_t colon = text.find(':', mapping.entryKey().span().end);
  const Offset begin = startWithProperties(mapping);
  if (content.empty() || file.empty() || colon >= begin || isMergedIn(mapping)) return;
  Span replaced{static_cast<Offset>(colon + 1), mapping.span().end};
  while (replaced.end > replaced.begin && (text[replaced.end - 1] == '\n' || text[replaced.end - 1] == '\r'))
    --replaced.end;
  if (begin < mapping.span().begin && !trim(textOf(scope.document, {replaced.begin, begin})).empty()) return;
  const Offset after = mapping.anchor().empty() ? replaced.begin : mapping.anchorSpan().end;
  const Between gap = between(scope.document, {after, mapping.span().begin});
  const std::string name = what.reference + file;
  const std::string reference = isInJson(mapping.parent()) ? '"' + name + '"' : name;
  CodeAction action;
  action.title = what.title + " to '" + file + "'";
  action.edits = {
      {replaced, " " + anchorBefore(mapping) + reference + (gap.comment.empty() ? "" : " ") + gap.comment}};
  std::string made = headOf(what, mapping, file) + gap.lines + content;
  if (text.find("\r\n") != std::string::npos) made = replaceAll(std::move(made), "\n", "\r\n");
  action.newFiles.push_back({joinPath(scope.document.folder(), file), std::move(made)});
  found.push_back(std::move(action));
}

std::string_view componentSchema(std::string_view type) {
  if (type == "command") return "commandComponent";
  if (type == "pipeline") return "pipelineComponent";
  if (type == "spark") return "sparkComponent";
  if (type == "parallel") return "parallelComponent";
  return {};
}

// What a sweep step of a pipeline tries: a command component, unless it takes what only its place gives it.
void extractTrial(const ActionScope& scope, Node trial, std::vector<CodeAction>& found) {
  const std::string step = stepOf(trial);
  const std::string_view text = textOf(scope.document, trial.span());
  const bool asksItsPlace = text.find("search_space.") != std::string_view::npos ||
                            (text.find("inputs.") != std::string_view::npos && !trial.find("inputs"));
  if (step.empty() || !trial.find("command") || asksItsPlace) return;
  Extraction what{"move the trial", step, "commandComponent", "./", true, true};
  if (!trial.find("type")) what.moreHead = "type: command\n";
  extract(scope, trial, what, found);
}

bool isOurs(const Document& document) {
  return !document.kind.empty() && !document.hasUserSchema() && !document.kind.starts_with("v1") &&
         document.kind != "footplateConfig";
}

}  // namespace

void extractEnvironment(const ActionScope& scope, std::vector<CodeAction>& found) {
  if (!isOurs(scope.document)) return;
  if (const Node conda = mappingUnder(scope, "conda_file")) {
    extract(scope, conda, {"move the conda packages", "conda", "", "", false}, found);
  }
  const Node environment = mappingUnder(scope, "environment");
  if (!environment || scope.document.kind == "environment") return;
  const std::string step = stepOf(environment);
  const std::string stem = step.empty() ? "environment" : step + "-environment";
  extract(scope, environment, {"move the environment", stem, "environment", "file:"}, found);
}

void extractComponent(const ActionScope& scope, std::vector<CodeAction>& found) {
  if (!isOurs(scope.document)) return;
  if (const Node trial = mappingUnder(scope, "trial")) return extractTrial(scope, trial, found);
  const Node component = mappingUnder(scope, "component");
  const std::string step = stepOf(component);
  if (!component || step.empty()) return;
  std::string type = toLower(component.find("type").text());
  const bool untyped = type.empty();
  if (untyped) type = toLower(component.parent().find("type").text());
  if (type.empty() && component.find("command")) type = "command";
  if (type == "automl") return;  // its step takes no component
  Extraction what{"move the component", step, std::string(componentSchema(type)), "./", true, true};
  if (untyped && !type.empty()) what.moreHead = "type: " + type + "\n";
  extract(scope, component, what, found);
}

}  // namespace footplate::ide
