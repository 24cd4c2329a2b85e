#include "lsp/parsed_text.h"

namespace footplate::lsp {

const std::shared_ptr<const ide::Document>& ParsedText::share(const ide::Workspace& workspace) const {
  std::call_once(parsedOnce_, [&] { document_ = ide::makeDocument(path_, text_, version_, workspace); });
  return document_;
}

const ide::ProjectFiles::Facts& ParsedText::facts(const ide::Workspace& workspace) const {
  std::call_once(factsOnce_, [&] {
    const ide::Document& own = document(workspace);
    if (!own.kind.empty()) facts_ = std::make_shared<const ide::FileFacts>(ide::fileFacts(own));
  });
  return facts_;
}

}  // namespace footplate::lsp
