// What the editor offers to do at a place: repairs of issues, extractions, rewritings.
//
// One fix is one file in ide/quickfixes/, listed in its table. Pure; any thread.
//
//   for (const CodeAction& action : codeActions({document, workspace, issues, range}, {"quickfix"}))
//     offer(action.title, action.edits);
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ide/document.h"
#include "ide/quickfixes/edits.h"
#include "schema/issue.h"

namespace footplate::ide {

inline constexpr std::string_view quickFixKind = "quickfix";
inline constexpr std::string_view extractKind = "refactor.extract";
inline constexpr std::string_view rewriteKind = "refactor.rewrite";
inline constexpr std::string_view fixAllKind = "source.fixAll.footplate";

struct NewFile {
  std::string path;
  std::string text;
};

// What is put behind the last line of another file that is there.
struct MoreLines {
  std::string path;
  std::string text;
};

struct CodeAction {
  std::string title;
  std::string_view kind;
  std::vector<schema::Edit>
      edits;  // of this document; ordered, not overlapping; may be none when files are made
  std::vector<NewFile> newFiles;        // made before the edits, where no file is yet
  std::vector<MoreLines> moreLines;     // of other files
  std::vector<schema::Issue> repaired;  // what it puts right; empty for a mere rewriting
  bool preferred = false;               // the one repair there is
  bool deferred = false;                // only announced: asked for by its kind and title it has its edits
};

struct ActionScope {
  const Document& document;
  const Workspace& workspace;
  const std::vector<schema::Issue>& issues;  // as diagnostics() gave them
  Span range;                                // the cursor or the selection
  bool createsFiles = true;                  // whether the editor can make files
  bool automatic = false;                    // not asked for: what only rewrites is left out
  bool defers = false;                       // what costs something to make is only announced
};

// All that can be done in the scope. `only` holds kinds asked for ("refactor" means all below it too); when
// it is empty everything is given but what has to be asked for ("source").
std::vector<CodeAction> codeActions(const ActionScope& scope, const std::vector<std::string>& only);

}  // namespace footplate::ide
