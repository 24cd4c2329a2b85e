#include "lsp/parsed_text.h"

namespace footplate::lsp {

ParsedText::ParsedText(std::string path, std::shared_ptr<const std::string> text, std::int64_t version,
                       const ParsedText* before)
    : path_(std::move(path)),
      text_(std::move(text)),
      version_(version),
      tree_(before ? before->newestTree() : nullptr) {}

const std::shared_ptr<const ide::Document>& ParsedText::share(const ide::Workspace& workspace) const {
  std::call_once(parsedOnce_, [&] {
    const auto earlier = newestTree();
    document_ = ide::makeDocument(path_, text_, version_, workspace, earlier.get());
    const std::lock_guard lock(treeMutex_);
    tree_ = document_->tree;
  });
  return document_;
}

std::shared_ptr<const yaml::Tree> ParsedText::newestTree() const {
  const std::lock_guard lock(treeMutex_);
  return tree_;
}

const ide::ProjectFiles::Facts& ParsedText::facts(const ide::Workspace& workspace) const {
  std::call_once(factsOnce_, [&] {
    const ide::Document& own = document(workspace);
    if (!own.kind.empty()) facts_ = std::make_shared<const ide::FileFacts>(ide::fileFacts(own));
  });
  return facts_;
}

}  // namespace footplate::lsp
