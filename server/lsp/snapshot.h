// One version of one open document with the world around it: what a request is answered from, on any thread.
//
// The text is parsed when first asked for, once for all who share the version; the owning thread never
// parses.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "base/text.h"
#include "ide/document.h"
#include "lsp/client.h"
#include "lsp/convert.h"
#include "lsp/editor_workspace.h"

namespace footplate::lsp {

// A text that is parsed at first use.
class ParsedText {
 public:
  ParsedText(std::string path, std::shared_ptr<const std::string> text, std::int64_t version)
      : path_(std::move(path)), text_(std::move(text)), version_(version) {}

  const std::shared_ptr<const std::string>& text() const { return text_; }
  std::int64_t version() const { return version_; }
  const ide::Document& document(const ide::Workspace& workspace) const;

 private:
  std::string path_;
  std::shared_ptr<const std::string> text_;
  std::int64_t version_;
  mutable std::once_flag once_;
  mutable std::shared_ptr<const ide::Document> document_;
};

struct Snapshot {
  std::string uri;
  std::shared_ptr<const ParsedText> parsed;
  std::shared_ptr<const EditorWorkspace> workspace;
  std::shared_ptr<const Client> client;

  const ide::Document& document() const { return parsed->document(*workspace); }
  Places places() const { return {document(), client->encoding, client->language}; }
};

}  // namespace footplate::lsp
