#include "ide/navigation/definition.h"

#include "base/path.h"
#include "ide/arguments/argument_at.h"
#include "ide/navigation/mention_parts.h"
#include "ide/project_files.h"

namespace footplate::ide {
namespace {

using yaml::Node;

// The whole anchor, or the name without quotes.
Span namedSpan(const Subject& subject, Node node) {
  return subject.kind == SubjectKind::anchor ? node.anchorSpan() : contentSpan(node);
}

std::vector<Location> assetDefinitions(const Subject& subject, DocumentSet& documents) {
  const auto files = documents.workspace().projectFiles();
  const std::size_t slash = subject.name.find('/');
  if (slash == std::string::npos) return {};
  const std::string_view all = subject.name;
  const std::string_view kind = all.substr(0, slash);
  const std::string_view wanted = all.substr(slash + 1);
  // The file people edit before a registered copy of it.
  const FileFacts* file = files ? files->definition(kind, wanted, subject.version) : nullptr;
  std::string path = file ? file->path : documents.workspace().assetFile(kind, wanted, subject.version);
  // A version that nobody has: what the project has of the name is still the best to look at.
  if (path.empty() && files) file = files->definition(kind, wanted, "");
  if (file) path = file->path;
  if (path.empty()) return {};
  auto document = documents.share(path);
  if (!document) return {};
  const Node name = document->yaml().root().find("name");
  const Span span = name.isScalar() ? contentSpan(name) : Span();
  return {{path, span, std::move(document), nullptr}};
}

// No editor opens a folder; of a code folder, the scripts that the document starts from it are meant.
std::vector<Location> scriptsIn(const std::string& folder, const Mentions& all) {
  std::vector<Location> scripts;
  for (const Subject& subject : all.subjects) {
    if (subject.kind == SubjectKind::file && subject.path != folder && isInside(subject.path, folder))
      scripts.push_back({subject.path, {}, nullptr, nullptr});
  }
  return scripts;
}

std::vector<Location> scriptsOrDefinitions(const Mentions& all, const Mention& here, DocumentSet& documents) {
  const Subject& subject = all.subject(here);
  const bool isFolder = subject.kind == SubjectKind::file && documents.workspace().isFolder(subject.path);
  return isFolder ? scriptsIn(subject.path, all) : definitionsOf(subject, documents);
}

}  // namespace

std::vector<Location> definitionsOf(const Subject& subject, DocumentSet& documents) {
  if (subject.kind == SubjectKind::asset) return assetDefinitions(subject, documents);
  if (subject.kind == SubjectKind::file) {
    return {{subject.path, {}, nullptr, nullptr}};
  }
  auto document = documents.share(subject.path);
  if (!document) return {};
  const Span span = namedSpan(subject, document->yaml().node(subject.node));
  return {{subject.path, span, std::move(document), nullptr}};
}

Destination definition(const Document& document, Offset at, const Workspace& workspace) {
  DocumentSet documents(document, workspace);
  const Mentions& all = findMentions(document, documents);
  const Mention* here = all.at(at);
  if (here) return {here->reach, scriptsOrDefinitions(all, *here, documents)};
  const auto argument = argumentDefinition(document, at, workspace);
  if (!argument) return {};
  return {argument->flag, {{argument->path, argument->span, nullptr, argument->text}}};
}

}  // namespace footplate::ide
