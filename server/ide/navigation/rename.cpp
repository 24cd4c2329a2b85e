#include "ide/navigation/rename.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "ide/bindings/scopes.h"
#include "ide/navigation/mention_parts.h"
#include "ide/navigation/rename_merges.h"
#include "ide/navigation/usages.h"
#include "ide/place.h"

namespace footplate::ide {
namespace {

using yaml::Entry;
using yaml::Node;

bool beginsName(char c) {
  return isLetter(c) || c == '_';
}

Result<void> refuse(std::string message) {
  return fail(ErrorCode::usage, std::move(message));
}

Result<void> checkAnchorName(const std::string& name) {
  for (const char c : name) {
    const bool control = static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
    if (control || std::string_view("[]{},").find(c) != std::string_view::npos)
      return refuse("an anchor's name has no blanks and none of , [ ] { }");
  }
  // "*name:" would be read as an alias of that name with its colon.
  if (name.ends_with(':')) return refuse("an anchor's name does not end with a colon");
  return {};
}

// Plain keys that YAML 1.1 or 1.2 reads as something else than text.
bool isWordOfYaml(const std::string& name) {
  static constexpr std::string_view words[] = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"};
  return std::ranges::find(words, toLower(name)) != std::end(words);
}

Result<void> checkName(const Subject& subject, const std::string& name) {
  const bool node = subject.kind == SubjectKind::node;
  const std::string what = node ? "a step's name" : "a name";
  const bool dashes = subject.kind == SubjectKind::searchSpace;
  const bool letters = beginsName(name.front()) && std::ranges::all_of(name, [&](char c) {
                         return beginsName(c) || isDigit(c) || (c == '-' && dashes);
                       });
  if (!letters) {
    return refuse(what + " begins with a letter or '_' and has letters, digits" +
                  (dashes ? ", '_' and '-' only" : " and '_' only"));
  }
  if (node && toLower(name) != name) return refuse("a step's name is written in lower case");
  if (isWordOfYaml(name)) return refuse("'" + name + "' is no text in YAML, choose another name");
  return {};
}

bool hasKey(Node mapping, std::string_view name) {
  return std::ranges::any_of(mapping.entries(), [&](Entry entry) { return entry.key.text() == name; });
}

Result<void> checkFree(const Subject& subject, const std::string& name, const std::vector<Usage>& usages,
                       DocumentSet& documents) {
  if (subject.kind == SubjectKind::anchor) {
    const yaml::Tree& tree = documents.find(subject.path)->yaml();
    const Span whole = rootAt(tree, tree.node(subject.node).span().begin).span();
    for (yaml::NodeId id = 0; id < tree.nodeCount(); ++id) {
      const Node node = tree.node(id);
      if (node.anchor() == name && whole.touches(node.span().begin))
        return refuse("there is an anchor '" + name + "' already");
    }
    return {};
  }
  for (const Usage& usage : usages) {
    const Node key = usage.location.document->yaml().nodeAt(usage.location.span.begin);
    if (key.isKey() && hasKey(key.parent(), name)) {
      return refuse("there is '" + name + "' already in " +
                    (usage.location.path.empty() ? "this document" : usage.location.path));
    }
  }
  return {};
}

// A step whose component is out of reach keeps the names the component gave.
Result<void> checkOwned(const Subject& subject, DocumentSet& documents) {
  if (subject.kind != SubjectKind::input && subject.kind != SubjectKind::output) return {};
  const Document* document = documents.find(subject.path);
  Scopes scopes(*document, documents.workspace());
  const Unit* job = scopes.unitAt(document->yaml().node(subject.node));
  if (!job || !job->reference.isScalar() || scopes.component(*job)) return {};
  return refuse("this name belongs to the component '" + std::string(job->reference.text()) +
                "', which is not in this project");
}

// A step that runs what is out of reach, and takes its ports over from elsewhere.
Result<void> checkDefined(const Subject& subject, const std::vector<Usage>& usages) {
  const bool isDefined = std::ranges::any_of(usages, [](const Usage& usage) { return usage.defines; });
  if (isDefined) return {};
  return refuse("what defines '" + subject.name +
                "' is not in this project, or is merged where it is not seen");
}

struct Named {
  Mention mention;
  Subject subject;
};

Result<Named> namedAt(const Document& document, Offset at, DocumentSet& documents) {
  const Mentions& all = findMentions(document, documents);
  const Mention* here = all.at(at);
  if (!here) {
    return fail(ErrorCode::usage,
                "nothing here can be renamed: inputs, outputs, search-space names, steps and anchors can");
  }
  const Subject& subject = all.subject(*here);
  if (subject.kind == SubjectKind::file)
    return fail(ErrorCode::usage, "a file is not renamed here, rename it in the explorer");
  if (subject.kind == SubjectKind::asset)
    return fail(ErrorCode::usage, "an asset keeps its name: what is registered cannot be renamed");
  return Named{*here, subject};
}

}  // namespace

Result<Renameable> prepareRename(const Document& document, Offset at, const Workspace& workspace) {
  DocumentSet documents(document, workspace);
  auto named = namedAt(document, at, documents);
  if (!named) return tl::unexpected(named.error());
  const Span span = named->mention.span;
  return Renameable{span, document.text->substr(span.begin, span.size())};
}

Result<std::vector<FileEdits>> rename(const Document& document, Offset at, const std::string& newName,
                                      const Workspace& workspace) {
  DocumentSet documents(document, workspace);
  auto named = namedAt(document, at, documents);
  if (!named) return tl::unexpected(named.error());
  const Subject& subject = named->subject;
  if (newName.empty()) return fail(ErrorCode::usage, "a name is needed");
  const Span span = named->mention.span;
  if (document.text->substr(span.begin, span.size()) == newName) return std::vector<FileEdits>();
  const auto valid =
      subject.kind == SubjectKind::anchor ? checkAnchorName(newName) : checkName(subject, newName);
  if (!valid) return tl::unexpected(valid.error());
  if (const auto owned = checkOwned(subject, documents); !owned) return tl::unexpected(owned.error());
  std::vector<Usage> usages = usagesOf(subject, documents);
  if (const auto isFree = checkFree(subject, newName, usages, documents); !isFree)
    return tl::unexpected(isFree.error());
  if (const auto merges = checkMerges(subject, newName, usages, documents); !merges)
    return tl::unexpected(merges.error());
  if (const auto defined = checkDefined(subject, usages); !defined) return tl::unexpected(defined.error());
  if (const auto shared = checkShared(usages, documents); !shared) return tl::unexpected(shared.error());
  std::vector<FileEdits> edits;
  for (Usage& usage : usages) {
    if (edits.empty() || edits.back().path != usage.location.path)
      edits.push_back({usage.location.path, usage.location.document, {}});
    edits.back().places.push_back(usage.location.span);
  }
  return edits;
}

}  // namespace footplate::ide
