// Files of Azure ML v1 (YAML or JSON text) said in the form of v2: a run configuration as a command or Spark
// job, a HyperDrive configuration as a sweep job, a pipeline as a pipeline job, a schedule as a schedule.
// What was written inside them and has to be a file (conda packages, a Dockerfile, a component) becomes one.
//
// Pure; any thread. Nothing is written: whoever asks puts the files into the folder their paths are for.
//
//   Migration made = migrate(document, workspace, "/p", "train");
//   made.files[0].name;   // "train.yml"
//   made.notes;           // what v2 has no place for, and what was guessed
#pragma once

#include <string>
#include <vector>

#include "ide/document.h"

namespace footplate::ide {

struct MigratedFile {
  std::string name;
  std::string text;
};

struct Migration {
  std::vector<MigratedFile> files;  // the job first
  std::vector<std::string> notes;   // one sentence each
};

// Whether the document is one that migrate() reads.
bool isMigratable(const Document& document);

// `stem` names the files; paths in them start from `folder`.
Migration migrate(const Document& document, const Workspace& workspace, const std::string& folder,
                  const std::string& stem);

// The stem for files in `folder`: that of the document, "train-v2" where "train.yml" is the document itself.
std::string migratedStem(const Document& document, const std::string& folder);

// The notes as comments that stand before a file: one line each, "" for none.
std::string notesAsComments(const Migration& made, const std::string& from, Language language);

}  // namespace footplate::ide
