// What the parts of a migration share. Private to ide/migrate*.cpp.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ide/migrate.h"
#include "ide/v1_runconfig.h"
#include "yaml/tree.h"

namespace footplate::ide {

// A text as a YAML scalar that every reader takes for a string; a number or boolean gets quotes.
std::string yamlText(std::string_view text);
// A node as block YAML, `indent` columns in; anchors are written out.
std::string yamlBlock(yaml::Node node, std::size_t indent);

// Letters, digits, '-', '_' and '.' only: what a name of Azure ML may hold.
bool isAssetName(std::string_view name);

struct MigrationScope {
  const Document& document;
  const Workspace& workspace;
  std::string folder;  // of the new files
  std::string stem;
  std::string source;
  yaml::Node root;
  bool spark = false;
  Migration& made;

  void note(std::string text) const { made.notes.push_back(std::move(text)); }
  // An absolute path as the new files say it: ".", "./src", "../conda.yml".
  std::string shown(const std::string& path) const;
  // A path of the v1 file, absolute: from the source folder, else from its own where the file is there.
  std::string found(const std::string& path) const;
};

struct MigratedPorts {
  std::string inputs;   // lines below `inputs:`, "" for none
  std::string outputs;  // the same
  // What arguments said and what they say now, longest first.
  std::vector<std::pair<std::string, std::string>> words;
  std::vector<std::pair<std::string, std::string>> bindings;  // each port's v1 name, `${{…}}`
};
MigratedPorts migratePorts(const MigrationScope& scope);

// The lines of `environment`.
std::string migrateEnvironment(const MigrationScope& scope);
// The lines of `type: spark` below `code`.
std::string migrateSpark(const MigrationScope& scope, const std::string& arguments);

}  // namespace footplate::ide
