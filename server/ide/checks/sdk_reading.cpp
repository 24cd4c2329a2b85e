#include "ide/checks/sdk_reading.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "ide/checks/scalar_places.h"
#include "schema/kind.h"

namespace footplate::ide {
namespace {

constexpr int mostTold = 50;  // of one document

// A text may hold tabs, but not the line with the sign that begins it: "command: |<TAB>".
bool isText(ScalarPlaces& places, const LineIndex& lines, Offset tab) {
  const yaml::Node node = places.at(tab);
  if (!node || node.isPlain() || node.span().begin >= tab) return false;
  const bool isBlock = node.style() == yaml::Style::literal || node.style() == yaml::Style::folded;
  return !isBlock || lines.lineOf(tab) > lines.lineOf(node.span().begin);
}

// `sorted` by place.
bool isInside(const std::vector<Span>& sorted, Offset tab) {
  const auto after = std::ranges::upper_bound(sorted, tab, {}, &Span::begin);
  return after != sorted.begin() && tab < std::prev(after)->end;
}

bool isIndentation(std::string_view text, const LineIndex& lines, Offset tab) {
  const Span line = lines.line(text, lines.lineOf(tab));
  const std::size_t first = text.substr(line.begin, line.size()).find_first_not_of(" \t\r");
  return first == std::string_view::npos || tab < line.begin + first;
}

bool isTold(const yaml::Tree& tree, Offset tab) {
  return std::ranges::any_of(tree.problems(), [tab](const yaml::Problem& problem) {
    return problem.span.begin <= tab && tab < problem.span.end;
  });
}

void checkTabs(const Document& document, std::vector<schema::Issue>& issues) {
  const yaml::Tree& tree = document.yaml();
  const std::string_view text = *document.text;
  if (tree.root().flow()) return;
  int told = 0;
  ScalarPlaces places(tree);
  for (std::size_t at = text.find('\t'); at != std::string_view::npos && told < mostTold;) {
    const auto tab = static_cast<Offset>(at);
    const auto end = static_cast<Offset>(std::min(text.find_first_not_of('\t', at), text.size()));
    at = text.find('\t', end);
    if (isInside(tree.comments(), tab) || isIndentation(text, tree.lines(), tab) ||
        isText(places, tree.lines(), tab) || isTold(tree, tab))
      continue;
    ++told;
    issues.push_back({{tab, end},
                      Severity::warning,
                      "yaml.strict",
                      "azure-ai-ml cannot read a tab here; use a space",
                      {}});
    issues.back().fixes.push_back({"put a space in its place", {{{tab, end}, " "}}});
  }
}

// What "<<" can merge; what is not written yet or unknown is another check's.
bool merges(yaml::Node value) {
  if (!value || value.isNull() || value.isMapping() || value.isAlias()) return true;
  return value.isSequence() && std::ranges::all_of(value.items(), [](yaml::Node item) {
           const yaml::Node one = item.resolved();
           return !one || one.isNull() || one.isMapping() || one.isAlias();
         });
}

// "---" with nothing behind it: an empty document is one more, too.
void tellMarker(const Document& document, Offset place, std::vector<schema::Issue>& issues) {
  constexpr std::string_view marker = "\n---";
  const std::size_t at = document.text->rfind(marker, place);
  if (at == std::string::npos) return;
  const auto end = static_cast<Offset>(at + marker.size());
  const Span span{static_cast<Offset>(at + 1), end};
  if (!issues.empty() && issues.back().span == span) return;
  issues.push_back({span,
                    Severity::warning,
                    "yaml.strict",
                    "azure-ai-ml reads files of one document, and '---' begins another one",
                    {}});
}

void checkSeveral(const Document& document, std::vector<schema::Issue>& issues) {
  const std::vector<yaml::NodeId>& roots = document.yaml().documents();
  for (std::size_t i = 1; i < roots.size(); ++i) {
    const yaml::Node root = document.yaml().node(roots[i]);
    if (root.isNull()) tellMarker(document, root.span().begin, issues);
    if (!root.isMapping() || root.size() == 0) continue;
    issues.push_back({(*root.entries().begin()).key.span(),
                      Severity::warning,
                      "yaml.strict",
                      "azure-ai-ml reads files of one document; write this one to a file of its own",
                      {}});
  }
}

// Where values of a wrong type begin: that "{{VERSION}}" is a mapping is told there.
std::set<Offset> wrongValues(const std::vector<schema::Issue>& issues) {
  std::set<Offset> begins;
  for (const schema::Issue& issue : issues) {
    if (issue.code == "schema.type" || issue.code == "binding.braces") begins.insert(issue.span.begin);
  }
  return begins;
}

// PyYAML makes a dict of each mapping: lists and mappings cannot be its keys, and "<<" wants mappings.
void checkDicts(const Document& document, std::vector<schema::Issue>& issues) {
  const yaml::Tree& tree = document.yaml();
  const std::set<Offset> wrong = wrongValues(issues);
  int told = 0;
  const auto tell = [&](Span span, const char* message) {
    if (told++ < mostTold) issues.push_back({span, Severity::warning, "yaml.strict", message, {}});
  };
  for (yaml::NodeId id = 0; id < tree.nodeCount(); ++id) {
    const yaml::Node mapping = tree.node(id);
    if (!mapping.isMapping() || wrong.contains(mapping.span().begin)) continue;
    for (const yaml::Entry entry : mapping.entries()) {
      const yaml::Node key = entry.key.resolved();
      if (key.isMapping() || key.isSequence())
        tell(entry.key.span(), "azure-ai-ml cannot read a list or mapping as a key");
      if (entry.key.text() == "<<" && entry.key.isPlain() && !merges(entry.value.resolved()))
        tell(entry.value.span(), "'<<' takes a mapping, or a list of mappings");
    }
  }
}

}  // namespace

void checkSdkReading(const Document& document, std::vector<schema::Issue>& issues) {
  checkTabs(document, issues);
  checkSeveral(document, issues);
  checkDicts(document, issues);
}

bool isOfAnotherKind(const Document& document, yaml::Node root) {
  if (root.id() == document.yaml().root().id()) return false;
  const std::string kind = schema::kindOfSchemaAddress(root.find("$schema").text());
  return !kind.empty() && kind != document.kind;
}

}  // namespace footplate::ide
