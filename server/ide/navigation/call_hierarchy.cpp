#include "ide/navigation/call_hierarchy.h"

#include <algorithm>
#include <utility>

#include "base/path.h"
#include "ide/bindings/scopes.h"
#include "ide/navigation/mention_parts.h"
#include "ide/navigation/usages.h"
#include "ide/project_files.h"

namespace footplate::ide {
namespace {

Runnable runnable(std::shared_ptr<const Document> document) {
  Runnable made{std::string(fileName(document->path)), {}, std::move(document)};
  const yaml::Node name = made.document->yaml().root().find("name").resolved();
  if (name.isScalar() && !name.text().empty()) {
    made.name = name.text();
    made.span = contentSpan(name);
  }
  return made;
}

bool namesFile(const Subject& subject) {
  return subject.kind == SubjectKind::file || subject.kind == SubjectKind::asset;
}

// The job or component that a subject is; null for all else.
std::shared_ptr<const Document> runnableOf(const Subject& subject, DocumentSet& documents) {
  if (!namesFile(subject)) return nullptr;
  const std::vector<Location> places = definitionsOf(subject, documents);
  auto document = places.empty() ? nullptr : documents.share(places.front().path);
  return document && hasUnits(document->kind) ? document : nullptr;
}

void add(std::vector<Call>& calls, const std::shared_ptr<const Document>& other, Span place) {
  auto known =
      std::ranges::find_if(calls, [&](const Call& call) { return call.file.document->path == other->path; });
  if (known == calls.end()) known = calls.insert(calls.end(), {runnable(other), {}});
  if (std::ranges::find(known->places, place) == known->places.end()) known->places.push_back(place);
}

class Callers {
 public:
  Callers(const Document& document, const Workspace& workspace)
      : document_(document), documents_(document, workspace) {}

  std::vector<Call> run() {
    look({SubjectKind::file, document_.path, yaml::noNode, "", ""});
    const std::string_view kind = namedKindOf(document_.kind);
    const yaml::Node name = document_.yaml().root().find("name").resolved();
    if (!kind.empty() && name.isScalar() && !name.text().empty())
      look({SubjectKind::asset, "", yaml::noNode, std::string(kind) + "/" + std::string(name.text()), ""});
    return std::move(calls_);
  }

 private:
  void look(const Subject& subject) {
    for (const Usage& usage : usagesOf(subject, documents_)) {
      const auto& other = usage.location.document;
      if (usage.defines || !other || other->path == document_.path || !hasUnits(other->kind)) continue;
      // Another version of the name may be another file.
      const Mentions& all = findMentions(*other, documents_);
      const Mention* here = all.at(usage.location.span.begin);
      const auto run = here ? runnableOf(all.subject(*here), documents_) : nullptr;
      if (run && run->path == document_.path) add(calls_, other, usage.location.span);
    }
  }

  const Document& document_;
  DocumentSet documents_;
  std::vector<Call> calls_;
};

}  // namespace

std::optional<Runnable> runnableAt(const Document& document, Offset at, const Workspace& workspace) {
  DocumentSet documents(document, workspace);
  const Mentions& all = findMentions(document, documents);
  const Mention* here = all.at(at);
  if (auto named = here ? runnableOf(all.subject(*here), documents) : nullptr)
    return runnable(std::move(named));
  if (!hasUnits(document.kind)) return std::nullopt;
  return runnable(documents.share(document.path));
}

std::vector<Call> callersOf(const Document& document, const Workspace& workspace) {
  if (!hasUnits(document.kind)) return {};
  return Callers(document, workspace).run();
}

std::vector<Call> calledBy(const Document& document, const Workspace& workspace) {
  if (!hasUnits(document.kind)) return {};
  DocumentSet documents(document, workspace);
  const Mentions& all = findMentions(document, documents);
  std::vector<Call> calls;
  for (const Mention& mention : all.mentions) {
    if (mention.defines) continue;
    const auto other = runnableOf(all.subject(mention), documents);
    if (other && other->path != document.path) add(calls, other, mention.span);
  }
  return calls;
}

}  // namespace footplate::ide
