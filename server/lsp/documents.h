// The open documents: their newest texts, changed by the client's edits. Owning thread only.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/text.h"
#include "lsp/snapshot.h"
#include "protocol/generated/lsp_types.h"

namespace footplate::lsp {

struct OpenDocument {
  std::string uri;
  std::string path;  // "" when it has no file
  std::string root;  // of its project, "" when it has no file
  std::shared_ptr<const ParsedText> parsed;
};

class Documents {
 public:
  // Opening an open document again takes the new text.
  OpenDocument& open(const protocol::TextDocumentItem& item, std::string root);
  void close(const std::string& uri);
  // Applies the changes in order. notFound for a document that is not open.
  Result<void> change(const protocol::DidChangeTextDocumentParams& params, PositionEncoding encoding);
  // Forgets what was parsed, for all: the world changed (settings, schemas).
  void reparseAll();

  OpenDocument* find(const std::string& uri);
  std::vector<OpenDocument*> all();
  std::shared_ptr<const Buffers> buffers() const { return buffers_; }

 private:
  void remember(OpenDocument& document, std::shared_ptr<const std::string> text, std::int64_t version);

  std::map<std::string, OpenDocument> documents_;
  std::shared_ptr<const Buffers> buffers_ = std::make_shared<const Buffers>();
};

// The text with one change applied. A range past the end means the end; a reversed one is empty at its start.
std::string applyChange(const std::string& text, const protocol::TextDocumentContentChangeEvent& change,
                        PositionEncoding encoding);
// All of them in their order, each a change of what the one before made; thousands take no longer than a few.
std::string applyChanges(const std::string& text,
                         const std::vector<protocol::TextDocumentContentChangeEvent>& changes,
                         PositionEncoding encoding);

}  // namespace footplate::lsp
