// Repairs that take a look around to be made, so that they are made when somebody asks and not at every key
// that is typed. Each chooses for the author (which of two keys goes, what a new input is), and so none is
// made unasked: what may be, is a Fix of its issue. Private to ide/quickfixes/.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ide/quickfixes/code_action.h"
#include "yaml/tree.h"

namespace footplate::ide {

// An issue, and the node where it is told.
struct RepairPlace {
  const ActionScope& scope;
  const schema::Issue& issue;
  yaml::Node node;

  const Document& document() const { return scope.document; }
};

// repairs.cpp has the table: which of them looks at which code.
using FindRepairs = void (*)(const RepairPlace& place, std::vector<CodeAction>& found);

void repairDuplicateKey(const RepairPlace& place, std::vector<CodeAction>& found);
void repairUnknownKey(const RepairPlace& place, std::vector<CodeAction>& found);
void repairDeprecatedKey(const RepairPlace& place, std::vector<CodeAction>& found);
void repairUselessKey(const RepairPlace& place, std::vector<CodeAction>& found);
void repairOutputVersion(const RepairPlace& place, std::vector<CodeAction>& found);
void repairEnvironmentSource(const RepairPlace& place, std::vector<CodeAction>& found);
void repairEarlyTermination(const RepairPlace& place, std::vector<CodeAction>& found);
void repairSparkConf(const RepairPlace& place, std::vector<CodeAction>& found);

void repairGridSize(const RepairPlace& place, std::vector<CodeAction>& found);
void repairLimits(const RepairPlace& place, std::vector<CodeAction>& found);
void repairEnds(const RepairPlace& place, std::vector<CodeAction>& found);
void repairDistribution(const RepairPlace& place, std::vector<CodeAction>& found);
void repairSchedule(const RepairPlace& place, std::vector<CodeAction>& found);
void repairContinuation(const RepairPlace& place, std::vector<CodeAction>& found);

void repairPipLists(const RepairPlace& place, std::vector<CodeAction>& found);
void repairDuplicatePackage(const RepairPlace& place, std::vector<CodeAction>& found);
void repairMissingPip(const RepairPlace& place, std::vector<CodeAction>& found);
void repairImagePython(const RepairPlace& place, std::vector<CodeAction>& found);

void repairUnusedPort(const RepairPlace& place, std::vector<CodeAction>& found);
void repairUnknownPort(const RepairPlace& place, std::vector<CodeAction>& found);
void repairUnknownBinding(const RepairPlace& place, std::vector<CodeAction>& found);
void repairBindingType(const RepairPlace& place, std::vector<CodeAction>& found);
void repairOptionalBlock(const RepairPlace& place, std::vector<CodeAction>& found);
void repairStepName(const RepairPlace& place, std::vector<CodeAction>& found);

void repairIgnoredFile(const RepairPlace& place, std::vector<CodeAction>& found);
void repairMissingFile(const RepairPlace& place, std::vector<CodeAction>& found);

// Adds an action; not one whose edits could not be made.
void offer(std::vector<CodeAction>& found, std::string title, std::vector<schema::Edit> edits);
void offer(std::vector<CodeAction>& found, std::string title, std::optional<schema::Edit> edit);

}  // namespace footplate::ide
