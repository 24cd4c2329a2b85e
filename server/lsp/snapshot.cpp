#include "lsp/snapshot.h"

namespace footplate::lsp {

const ide::Document& ParsedText::document(const ide::Workspace& workspace) const {
  std::call_once(once_, [&] { document_ = ide::makeDocument(path_, text_, version_, workspace); });
  return *document_;
}

}  // namespace footplate::lsp
