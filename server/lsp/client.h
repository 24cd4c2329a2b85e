// What the client said it can do, at initialize.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/language.h"
#include "base/text.h"
#include "protocol/generated/lsp_types.h"

namespace footplate::lsp {

struct Client {
  std::int64_t processId = 0;  // 0: not said
  std::string name;
  PositionEncoding encoding = PositionEncoding::utf16;
  bool pullsDiagnostics = false;
  bool refreshesDiagnostics = false;
  bool snippets = false;
  bool markdown = true;         // in hovers
  bool markdownInItems = true;  // of completion
  bool hierarchicalSymbols = false;
  bool definitionLinks = false;           // LocationLink
  bool resolvesEdits = false;             // of code actions, asked for when one is chosen
  bool documentChanges = false;           // versioned edits
  bool createsFiles = false;              // as part of an edit
  bool configuration = false;             // answers workspace/configuration
  bool watchesFiles = false;              // takes the registration of didChangeWatchedFiles
  bool showsProgress = false;             // window/workDoneProgress/create
  std::size_t mostFolds = SIZE_MAX;       // more folding ranges are of no use to it
  Language language = Language::english;  // of what people read
  bool isVsCode = false;                  // our own extension's commands and those of VS Code are there

  const char* encodingName() const;
};

Client readClient(const protocol::InitializeParams& params);

}  // namespace footplate::lsp
