// A v1 run configuration (`.runconfig`, YAML or JSON text) said in the form of v2: a command or Spark job,
// with the conda file or Dockerfile that was written inside it as files of their own.
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

}  // namespace footplate::ide
