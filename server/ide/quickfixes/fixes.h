// The table of fixes: one function each, in the file of its name. Private to ide/code_action.cpp and here.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "ide/quickfixes/code_action.h"

namespace footplate::ide {

// Adds what it can do; kind, order of the edits and their line ends are seen to by codeActions().
using FindFix = void (*)(const ActionScope& scope, std::vector<CodeAction>& found);

struct FixRow {
  std::string_view kind;
  FindFix find;
  bool isCostly = false;  // its edits are long, or take more than a look at the place to make
};

std::span<const FixRow> fixTable();

void fixIssues(const ActionScope& scope, std::vector<CodeAction>& found);
void repairByChoice(const ActionScope& scope, std::vector<CodeAction>& found);
void addMissingKeys(const ActionScope& scope, std::vector<CodeAction>& found);
void pinVersion(const ActionScope& scope, std::vector<CodeAction>& found);
void removeUnusedAnchor(const ActionScope& scope, std::vector<CodeAction>& found);
void ignoreHere(const ActionScope& scope, std::vector<CodeAction>& found);
void migrateToV2(const ActionScope& scope, std::vector<CodeAction>& found);
void extractEnvironment(const ActionScope& scope, std::vector<CodeAction>& found);
void extractComponent(const ActionScope& scope, std::vector<CodeAction>& found);
void extractStep(const ActionScope& scope, std::vector<CodeAction>& found);
void writeComponent(const ActionScope& scope, std::vector<CodeAction>& found);
void addSchemaLine(const ActionScope& scope, std::vector<CodeAction>& found);
void writeCanonically(const ActionScope& scope, std::vector<CodeAction>& found);
void changeStyle(const ActionScope& scope, std::vector<CodeAction>& found);
void changeQuotes(const ActionScope& scope, std::vector<CodeAction>& found);
void fixAll(const ActionScope& scope, std::vector<CodeAction>& found);

}  // namespace footplate::ide
