#include "ide/navigation/usages.h"

#include <algorithm>
#include <utility>

#include "ide/project_files.h"

namespace footplate::ide {
namespace {

class UsageSearch {
 public:
  UsageSearch(const Subject& subject, DocumentSet& documents) : subject_(subject), documents_(documents) {}

  std::vector<Usage> run() {
    look(documents_.asked().path);
    if (subject_.kind == SubjectKind::anchor) return std::move(found_);
    const auto files = documents_.workspace().projectFiles();
    if (subject_.kind == SubjectKind::asset) {
      if (files) lookForAsset(*files);
      return std::move(found_);
    }
    if (subject_.kind != SubjectKind::file) look(subject_.path);
    if (!files) return std::move(found_);
    for (const FileFacts* file : files->thatName(subject_.path)) look(file->path);
    if (subject_.kind != SubjectKind::file) lookForNamed(*files);
    return std::move(found_);
  }

 private:
  void lookForAsset(const ProjectFiles& files) {
    const std::size_t slash = subject_.name.find('/');
    const std::string_view kind = std::string_view(subject_.name).substr(0, slash);
    const std::string_view name = std::string_view(subject_.name).substr(slash + 1);
    for (const FileFacts* file : files.defining(kind)) {
      if (file->name == name) look(file->path);
    }
    for (const FileFacts* file : files.thatNameAsset(kind, name)) look(file->path);
  }

  // The component, or the job, whose input this is may be used by its name.
  void lookForNamed(const ProjectFiles& files) {
    const FileFacts* own = files.find(subject_.path);
    if (!own || own->name.empty()) return;
    const std::string_view kind = namedKindOf(own->kind);
    if (kind != "component" && kind != "job") return;
    for (const FileFacts* file : files.thatNameAsset(kind, own->name)) look(file->path);
  }

  void look(const std::string& path) {
    if (std::ranges::find(looked_, path) != looked_.end()) return;
    looked_.push_back(path);
    const auto document = documents_.share(path);
    if (!document) return;
    for (const Mention& mention : mentionsOf(subject_, *document, documents_))
      found_.push_back({{path, mention.span, document, nullptr}, mention.defines});
  }

  const Subject& subject_;
  DocumentSet& documents_;
  std::vector<std::string> looked_;
  std::vector<Usage> found_;
};

}  // namespace

std::vector<Usage> usagesOf(const Subject& subject, DocumentSet& documents) {
  return UsageSearch(subject, documents).run();
}

std::vector<Usage> usagesAt(const Document& document, Offset at, const Workspace& workspace) {
  DocumentSet documents(document, workspace);
  const Mentions& all = findMentions(document, documents);
  const Mention* here = all.at(at);
  if (!here) return {};
  return usagesOf(all.subject(*here), documents);
}

}  // namespace footplate::ide
