// What the parts of a migration share. Private to ide/migration/.
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ide/migration/migrate.h"
#include "ide/v1_runconfig.h"
#include "yaml/tree.h"

namespace footplate::ide {

inline constexpr const char* usualImage = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:latest";

// A text as a YAML scalar that every reader takes for a string; a number or boolean gets quotes.
std::string yamlText(std::string_view text);
// A scalar in a spelling of its own type: 3, 0.1, true, 'text'.
std::string yamlScalar(yaml::Node node);
// A node as block YAML, `indent` columns in; anchors are written out.
std::string yamlBlock(yaml::Node node, std::size_t indent);
// Each line moved `columns` to the right.
std::string indented(const std::string& lines, std::size_t columns);
// "$schema: …" of a kind, as the first line of a file.
std::string schemaHead(std::string_view kind);

// Letters, digits, '-', '_' and '.' only: what a name of Azure ML may hold.
bool isAssetName(std::string_view name);
// A name that inputs and outputs may have.
std::string portName(std::string_view name);
// One argument as the shell reads it; bindings stay as they are.
std::string shellWord(const std::string& word);

// One v1 document on its way to v2: where its paths are, and what of it has been read.
struct MigrationScope {
  const Document& document;
  const Workspace& workspace;
  std::string folder;  // of the new files
  std::string stem;
  std::string source;  // the folder that paths of the document start from
  yaml::Node root;
  Migration& made;
  std::string about = {};  // stands before each note: "step 'train': "
  std::shared_ptr<std::set<yaml::NodeId>> seen = std::make_shared<std::set<yaml::NodeId>>();

  void note(std::string text) const;
  // As v1Find(); the key counts as read.
  yaml::Node find(yaml::Node mapping, std::string_view key) const;
  std::string text(yaml::Node mapping, std::string_view key) const;  // of a scalar, else ""
  std::string word(yaml::Node mapping, std::string_view key) const;  // the same in lower case
  // Counts as read: an entry, or a value with all that is below it.
  void read(yaml::Entry entry) const { seen->insert(entry.key.id()); }
  void readWhole(yaml::Node value) const;
  void readWhole(yaml::Node mapping, std::string_view key) const { readWhole(find(mapping, key)); }
  // A note for each key that nobody has asked for.
  void noteUnread(yaml::Node mapping, const std::string& path = "") const;

  // An absolute path as the new files say it: ".", "./src", "../conda.yml".
  std::string shown(const std::string& path) const;
  // A path of the v1 file, absolute: from the source folder, else from the document's where the file is
  // there.
  std::string found(const std::string& path) const;
  // `key: path` as a line; as a comment where no such file is.
  std::string pathLine(const std::string& key, const std::string& path) const;
  // One more file, unless there is one with that name and text already.
  void addFile(const std::string& name, const std::string& text) const;
};

// Paths of another machine as they may be meant here: "D:\\x\\y" and "x\\y" with slashes.
std::string withSlashes(std::string path);

struct MigratedPorts {
  std::string inputs;   // lines below `inputs:`, "" for none
  std::string outputs;  // the same
  // What arguments said and what they say now, longest first.
  std::vector<std::pair<std::string, std::string>> words;
  // Each port: its v1 name, `${{…}}`, and the variable that a script may read it from.
  struct Binding {
    std::string name;
    std::string expression;
    std::string variable;
    std::string port;  // v2's name
    std::string type;
    bool output = false;
  };
  std::vector<Binding> bindings;
  // Folders of the node that v1 was told to use: what said so, and the folder.
  std::vector<std::pair<std::string, std::string>> folders;
  // Of `words` those that stood in what was bound.
  std::shared_ptr<std::set<std::string>> met = std::make_shared<std::set<std::string>>();

  // A word of the arguments with the bindings in place.
  std::string bound(std::string word) const;
};
MigratedPorts migratePorts(const MigrationScope& scope, bool spark);
std::string datastorePath(const std::string& datastore, std::string path);

// What the parts of a run configuration say, as lines of a file.
class RunWriter {
 public:
  explicit RunWriter(const MigrationScope& scope);

  bool isSpark() const { return spark_; }
  const MigratedPorts& ports() const { return ports_; }
  std::string head() const;  // display name, description and tags
  std::string environment() const;
  // `arguments` in place of those of the file.
  std::string command() const;
  std::string arguments() const;
  // The environment variables as lines, once for each prefix of their names.
  std::string variables(std::initializer_list<std::string_view> prefixes) const;
  std::string computeName() const;  // "" where none is named
  std::string compute() const;      // the line, with notes
  // And queue settings; those of serverless compute only where nothing else is named (`placed`).
  std::string resources(bool placed = false) const;
  std::string distribution() const;
  std::string limits() const;
  std::int64_t timeout() const;  // seconds, 0 for none
  // `type: spark` below `code`: entry, arguments, configuration and where it runs.
  std::string spark(const std::string& script, const std::string& arguments) const;
  std::string sparkPlace(const std::string& compute) const;
  // Ports that the command names nowhere are handed over as the variables v1 gives: `NAME="${{…}}" command`.
  std::string withVariables(const std::string& command) const;
  // Notes on all of the document that was not asked for.
  void noteTheRest() const;

 private:
  std::string tags() const;
  void noteFolders() const;
  bool ownCluster() const;
  std::string dockerResources() const;
  std::int64_t nodeCount() const;
  std::string count(const char* section, const char* key) const;

  const MigrationScope& scope_;
  yaml::Node root_;
  bool spark_ = false;
  MigratedPorts ports_;
};

// The lines of `environment`.
std::string migrateEnvironment(const MigrationScope& scope);
std::string sparkConfiguration(const MigrationScope& scope);

// One document each, as files of the migration in the scope; the text of the first file.
std::string migrateRun(const MigrationScope& scope);
std::string migrateSweep(const MigrationScope& scope);
std::string migratePipeline(const MigrationScope& scope);
std::string migrateSchedule(const MigrationScope& scope);

// Another document of the project as a scope of its own, its notes with `about` before them.
std::optional<MigrationScope> scopeOf(const MigrationScope& scope,
                                      const std::shared_ptr<const Document>& other, const std::string& about);

}  // namespace footplate::ide
