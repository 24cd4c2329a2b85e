// One version of one open document with the world around it: what a request is answered from, on any thread.
//
// The text is parsed when first asked for, once for all who share the version; the owning thread never
// parses.
#pragma once

#include <memory>
#include <string>

#include "ide/document.h"
#include "lsp/client.h"
#include "lsp/convert.h"
#include "lsp/editor_workspace.h"
#include "lsp/parsed_text.h"
#include "lsp/sent_tokens.h"

namespace footplate::lsp {

struct Snapshot {
  std::string uri;
  std::shared_ptr<const ParsedText> parsed;
  std::shared_ptr<const EditorWorkspace> workspace;
  std::shared_ptr<const Client> client;
  std::shared_ptr<SentTokens> sentTokens;

  const ide::Document& document() const { return parsed->document(*workspace); }
  Places places() const { return {document(), client->encoding, client->language}; }
};

}  // namespace footplate::lsp
