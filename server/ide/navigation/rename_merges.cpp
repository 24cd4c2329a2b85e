#include "ide/navigation/rename_merges.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "ide/bindings/scopes.h"
#include "schema/expressions.h"

namespace footplate::ide {
namespace {

using yaml::Entry;
using yaml::Node;

constexpr std::size_t mostSources = 64;  // of one mapping, with those that its sources merge

// The mappings that this one merges, and those that they merge.
std::vector<Node> sourcesOf(Node mapping) {
  std::vector<Node> found;
  const auto add = [&](Node value) {
    const Node source = value.resolved();
    if (source.isMapping() && found.size() < mostSources && std::ranges::find(found, source) == found.end())
      found.push_back(source);
  };
  const auto addAll = [&](Node one) {
    for (const Entry entry : one.entries()) {
      if (entry.key.text() != "<<") continue;
      add(entry.value);
      for (const Node item : entry.value.resolved().items()) add(item);
    }
  };
  addAll(mapping);
  for (std::size_t i = 0; i < found.size(); ++i) addAll(Node(found[i]));
  return found;
}

std::string_view groupOf(SubjectKind kind) {
  if (kind == SubjectKind::input) return "inputs";
  return kind == SubjectKind::output ? "outputs" : "search_space";
}

// As it is written there, without what is merged.
Node ownValue(Node mapping, std::string_view key) {
  for (const Entry entry : mapping.entries()) {
    if (entry.key.text() == key) return entry.value.resolved();
  }
  return {};
}

class MergeCheck {
 public:
  MergeCheck(const Subject& subject, const std::string& newName, const Document& document,
             DocumentSet& documents)
      : subject_(subject),
        newName_(newName),
        tree_(document.yaml()),
        scopes_(document, documents.workspace()) {}

  Result<void> run(const std::vector<Span>& usages) {
    const std::string_view group = groupOf(subject_.kind);
    for (yaml::NodeId id = 0; id < tree_.nodeCount(); ++id) {
      const Node mapping = tree_.node(id);
      if (!mapping.isMapping() || !ownValue(mapping, "<<")) continue;
      const std::vector<Node> sources = sourcesOf(mapping);
      if (meetsNewName(mapping, sources, usages)) {
        return fail(ErrorCode::usage, "'" + std::string(mapping.entryKey().text()) + "' has '" + newName_ +
                                          "' already, by '<<'; choose another name");
      }
      if (subject_.kind == SubjectKind::node) continue;
      for (const Node source : sources) {
        const bool touched = std::ranges::any_of(usages, [&](Span usage) {
          return source.span().contains(usage.begin) || mapping.span().contains(usage.begin);
        });
        if (!touched) continue;
        const bool givesAnew = static_cast<bool>(ownValue(ownValue(mapping, group), subject_.name));
        if (givesAnew && isReadBelow(source, group)) return refuse(mapping);
        const bool isGroup = mapping.entryKey() && mapping.entryKey().text() == group;
        if (isGroup && ownValue(source, subject_.name) && isOfOtherComponent(mapping))
          return refuse(mapping.parent());
      }
    }
    return {};
  }

 private:
  // Whether the mapping, with what it merges, has the old name and the new one.
  bool meetsNewName(Node mapping, const std::vector<Node>& sources, const std::vector<Span>& usages) const {
    const auto isMember = [&](Node node) {
      return node == mapping || std::ranges::find(sources, node) != sources.end();
    };
    const bool isTaken = ownValue(mapping, newName_) || std::ranges::any_of(sources, [&](Node one) {
                           return static_cast<bool>(ownValue(one, newName_));
                         });
    return isTaken && std::ranges::any_of(usages, [&](Span usage) {
             const Node key = tree_.nodeAt(usage.begin);
             return key.isKey() && isMember(key.parent());
           });
  }

  Result<void> refuse(Node step) const {
    return fail(ErrorCode::usage, "'" + std::string(step.entryKey().text()) +
                                      "' merges by '<<' what names this, and has '" + subject_.name +
                                      "' of its own; rename it by hand");
  }

  // Whether a text below the node names the port.
  bool isReadBelow(Node node, std::string_view group) const {
    const Span span = node.span();
    for (yaml::NodeId id = node.id(); id < tree_.nodeCount(); ++id) {
      const Node scalar = tree_.node(id);
      if (!scalar.isScalar() || !span.contains(scalar.span().begin)) continue;
      const std::string name = std::string(group) + "." + subject_.name;
      for (const schema::Expression& expression : schema::findExpressions(scalar)) {
        const std::string dotted = expression.dotted();
        if (dotted == name || dotted.starts_with(name + ".")) return true;
      }
    }
    return false;
  }

  // The step of these inputs runs a component that takes the name for another one.
  bool isOfOtherComponent(Node ports) {
    const Unit* step = scopes_.unitAt(ports);
    if (step == nullptr || !step->reference.isScalar()) return false;
    const Unit* component = scopes_.component(*step);
    if (component == nullptr) return true;
    const Port* port =
        (subject_.kind == SubjectKind::output ? component->outputs : component->inputs).find(subject_.name);
    return port == nullptr || port->key.id() != subject_.node || component->document->path != subject_.path;
  }

  const Subject& subject_;
  const std::string& newName_;
  const yaml::Tree& tree_;
  Scopes scopes_;
};

}  // namespace

Result<void> checkMerges(const Subject& subject, const std::string& newName, const std::vector<Usage>& usages,
                         DocumentSet& documents) {
  if (subject.kind == SubjectKind::anchor) return {};
  for (std::size_t i = 0; i < usages.size();) {
    const auto& document = usages[i].location.document;
    std::vector<Span> places;
    for (; i < usages.size() && usages[i].location.document == document; ++i)
      places.push_back(usages[i].location.span);
    if (document->text->find("<<") == std::string::npos) continue;
    if (auto can = MergeCheck(subject, newName, *document, documents).run(places); !can) return can;
  }
  return {};
}

Result<void> checkShared(const std::vector<Usage>& usages, DocumentSet& documents) {
  for (const Usage& usage : usages) {
    const Document& document = *usage.location.document;
    const Span span = usage.location.span;
    const Mentions& all = findMentions(document, documents);
    const auto here = std::ranges::equal_range(all.mentions, span.begin, {},
                                               [](const Mention& mention) { return mention.span.begin; });
    const auto sharing = std::ranges::count_if(here, [&](const Mention& one) { return one.span == span; });
    if (sharing < 2) continue;
    const std::uint32_t line = document.yaml().lines().lineOf(span.begin) + 1;
    return fail(ErrorCode::usage,
                "'" + document.text->substr(span.begin, span.size()) + "' in line " + std::to_string(line) +
                    " of " + (document.path.empty() ? "this document" : document.path) +
                    " is taken over by '<<' or '*' and names something else too; rename it by hand");
  }
  return {};
}

}  // namespace footplate::ide
