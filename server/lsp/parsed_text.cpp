#include "lsp/parsed_text.h"

namespace footplate::lsp {

ParsedText::ParsedText(std::string path, std::shared_ptr<const std::string> text, std::int64_t version,
                       const ParsedText* before)
    : path_(std::move(path)),
      text_(std::move(text)),
      version_(version),
      newest_(before ? before->newest() : nullptr) {}

const std::shared_ptr<const ide::Document>& ParsedText::share(const ide::Workspace& workspace) const {
  std::call_once(parsedOnce_, [&] {
    const auto earlier = newest();
    document_ = ide::makeDocument(path_, text_, version_, workspace, earlier.get());
    const std::lock_guard lock(newestMutex_);
    newest_ = document_;
  });
  return document_;
}

std::shared_ptr<const ide::Document> ParsedText::newest() const {
  const std::lock_guard lock(newestMutex_);
  return newest_;
}

const ide::ProjectFiles::Facts& ParsedText::facts(const ide::Workspace& workspace) const {
  std::call_once(factsOnce_, [&] {
    const auto& own = share(workspace);
    if (!own->kind.empty()) facts_ = ide::lazyFileFacts(own);
  });
  return facts_;
}

}  // namespace footplate::lsp
