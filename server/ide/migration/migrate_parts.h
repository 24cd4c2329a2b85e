// What the parts of a migration share. Private to ide/migration/.
#pragma once

#include <cstdint>
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
#include "yaml/scalar.h"
#include "yaml/tree.h"

namespace footplate::ide {

inline constexpr const char* usualImage = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:latest";

// A text as a YAML scalar that every reader takes for a string; a number or boolean gets quotes.
std::string yamlText(std::string_view text);
// What a scalar is by the rules of PyYAML, but 1e-3 is the number that is meant.
yaml::ScalarType scalarType(yaml::Node node);
// A number as PyYAML takes it for one: 1e-3 -> 1.0e-3.
std::string numberText(std::string_view text);
// The type of a literal input: for what v1 calls a type ("int", "bool"), "" for nothing; for a value.
std::string literalType(std::string_view said);
std::string literalType(yaml::Node value);
// Whether a text is a literal of the type, with or without quotes.
bool isOfType(std::string_view text, const std::string& type);
// Of a scalar that is one, also where it is saved as 60.0 or stands in quotes.
std::optional<std::int64_t> wholeNumber(yaml::Node node);
// The same of a truth value: "true" in quotes is one.
std::optional<bool> truth(yaml::Node node);
// A scalar in a spelling of its own type: 3, 0.1, true, 'text'.
std::string yamlScalar(yaml::Node node);
// A node as block YAML, `indent` columns in; anchors are written out.
std::string yamlBlock(yaml::Node node, std::size_t indent);
// The entries of a mapping; where it has "<<", those that it merges in follow its own. A key that is an alias
// stands as what it names.
std::vector<yaml::Entry> mergedEntries(yaml::Node mapping);
// Each line moved `columns` to the right.
std::string indented(const std::string& lines, std::size_t columns);
// "$schema: …" of a kind, as the first line of a file.
std::string schemaHead(std::string_view kind);

// Letters, digits, '-', '_' and '.' only: what a name of Azure ML may hold.
bool isAssetName(std::string_view name);
// A name that inputs and outputs may have.
std::string portName(std::string_view name);
// The name, or the first of name_2, name_3 … that is not taken.
std::string freeName(const std::string& name, const auto& isTaken) {
  std::string made = name;
  for (int number = 2; isTaken(made); ++number) made = name + "_" + std::to_string(number);
  return made;
}
// "run-2.yml" for the second "run.yml".
std::string nameBeside(const std::string& name, std::size_t number);
// An amount of memory as v2 takes it: "2GB" -> "2g", "1.5g" -> "1536m"; `usual` is the unit of a bare number.
// "" where it is none.
std::string sizeWord(std::string_view text, char usual);

// One argument as the shell reads it; bindings stay as they are.
std::string shellWord(const std::string& word);
// A word of a command line.
struct ShellPiece {
  std::string text;  // quotes and backslashes taken out
  std::size_t begin = 0;
  std::size_t end = 0;
  bool isPlain = true;  // no ';', '|', '>' … of the shell in it
  bool beginsLine = false;
};
std::vector<ShellPiece> shellPieces(std::string_view line);
bool holdsSeveralCommands(std::string_view line);
// Which of the words stay when these flags go with their values.
std::vector<bool> keptWithout(const std::vector<ShellPiece>& pieces, const std::vector<std::string>& flags);
std::string lineWithout(const std::string& line, const std::vector<std::string>& flags);
// A command that has the variables (`NAME="value"`); a written one may hold several programs, and each gets
// them.
std::string behindVariables(const std::vector<std::string>& variables, const std::string& command,
                            bool isWritten);

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
  // As v1Find(), in the mappings that "<<" merges in, too; the key counts as read.
  yaml::Node find(yaml::Node mapping, std::string_view key) const;
  std::string text(yaml::Node mapping, std::string_view key) const;  // of a scalar, else ""
  std::string word(yaml::Node mapping, std::string_view key) const;  // the same in lower case
  // A whole number; a note where something else is written.
  std::optional<std::int64_t> count(yaml::Node mapping, std::string_view key) const;
  // Counts as read: an entry, or a value with all that is below it.
  void read(yaml::Entry entry) const { seen->insert(entry.key.id()); }
  void readWhole(yaml::Node value) const;
  void readWhole(yaml::Node mapping, std::string_view key) const { readWhole(find(mapping, key)); }
  // A note where a value that was looked for keys has none and says something else.
  void noteNoMapping(yaml::Node value, const std::string& key) const;
  // A note where a way of v1 to bring data (`field`, in lower case) is none that it has.
  void noteMode(const std::string& field, const std::string& mode) const;
  // As mergedEntries(), of what stands under `key`, with a note where it is no mapping.
  std::vector<yaml::Entry> entries(yaml::Node value, const std::string& key) const;
  // The value of an environment variable, "" for nothing; without one, and a note, where it is no text.
  std::optional<std::string> variable(yaml::Entry entry, const std::string& group) const;
  // A note for each key that nobody has asked for.
  void noteUnread(yaml::Node mapping, const std::string& path = "") const;

  // An absolute path as the new files say it: ".", "./src", "../conda.yml".
  std::string shown(const std::string& path) const;
  // A path of the v1 file, absolute: from the source folder, else from the document's where the file is
  // there.
  std::string found(const std::string& path) const;
  // `key: path` as a line; as a comment where no such file is.
  std::string pathLine(const std::string& key, const std::string& path) const;
  // One more file, unless there is one with that text already. Its name: another one where a file that says
  // something else has this.
  std::string addFile(const std::string& name, const std::string& text) const;
};

// Paths of another machine as they may be meant here: "D:\\x\\y" and "x\\y" with slashes.
std::string withSlashes(std::string path);

struct MigratedPorts {
  // Each port: its v1 name, `${{…}}`, and the variable that a script may read it from.
  struct Binding {
    std::string name;
    std::string expression;
    std::string variable;
    std::string port;  // v2's name
    std::string type;
    bool output = false;
  };
  // What arguments said and what they say now.
  struct Word {
    enum class Kind { text, variable, folder };
    std::string said;
    std::string says;
    Kind kind = Kind::text;
  };
  // What the arguments named.
  struct Met {
    std::set<std::string> words;
    std::set<std::string> guessed;  // of them those that may mean something else
  };

  std::string inputs;       // lines below `inputs:`, "" for none
  std::string outputs;      // the same
  std::vector<Word> words;  // longest first
  std::vector<Binding> bindings;
  // Folders of the node that v1 was told to use: what said so, and the folder.
  std::vector<std::pair<std::string, std::string>> folders;
  std::shared_ptr<Met> met = std::make_shared<Met>();

  // `$NAME` and `${NAME}` of a port's variable.
  void addVariable(const std::string& variable, const std::string& expression);
  void sortWords();
  // A word of the arguments, or a line of them, with the bindings in place.
  std::string bound(std::string word) const;
};
// The ports of a run. A step's own (`taken`) go before those of its run configuration, as they did in v1.
MigratedPorts migratePorts(const MigrationScope& scope, bool spark,
                           const std::vector<MigratedPorts::Binding>& taken);
// A folder of a node as it is looked for: no "./" before it and no '/' behind.
std::string bareFolder(std::string_view folder);
std::string datastorePath(const std::string& datastore, std::string path);
// The path of an output: "{run-id}" and "{output-name}", which v1 fills in, as v2 says them.
std::string outputPath(const std::string& datastore, const std::string& path);
// The name of a dataset: v1 let it have blanks.
std::string datasetName(const MigrationScope& scope, const std::string& key, const std::string& name);
// "azureml:name:2", the newest where no version is said.
std::string assetReference(const std::string& name, const std::string& version);
// "uri_file" for what a path into a datastore names with an extension, else "uri_folder".
std::string typeOfPath(const std::string& path);

// What the parts of a run configuration say, as lines of a file.
class RunWriter {
 public:
  explicit RunWriter(const MigrationScope& scope, const std::vector<MigratedPorts::Binding>& taken = {});

  bool isSpark() const { return spark_; }
  const MigratedPorts& ports() const { return ports_; }
  std::string head() const;  // display name, description and tags
  std::string environment() const;
  // Without the flags that somebody else sets, and their values.
  std::string command(const std::vector<std::string>& without = {}) const;
  std::string arguments(const std::vector<std::string>& without = {}) const;
  // Whether `command` says what to run, and not `script`.
  bool hasCommand() const;
  bool runsInR(const std::string& script) const;
  // The environment variables as lines, once for each prefix of their names; `given`: the names that stand
  // there already.
  std::string variables(std::initializer_list<std::string_view> prefixes,
                        const std::set<std::string>& given = {}) const;
  std::string computeName() const;  // "" where none is named
  std::string compute() const;      // the line, with notes
  std::string identity() const;     // the lines of who the run is, "" where it is the compute
  // And queue settings; those of serverless compute only where nothing else is named (`placed`). `nodes`:
  // what a step says, 0 for nothing.
  std::string resources(bool placed = false, std::int64_t nodes = 0) const;
  std::string distribution() const;
  std::string limits() const;
  std::int64_t timeout() const;  // seconds, 0 for none
  // `type: spark` below `code`: entry, arguments, configuration and where it runs.
  std::string spark(const std::string& script, const std::string& arguments) const;
  std::string sparkPlace(const std::string& compute) const;
  // Ports that the command names nowhere are handed over as the variables v1 gives: `NAME="${{…}}"`.
  std::vector<std::string> variablesFor(const std::string& command) const;
  // Notes on all of the document that was not asked for.
  void noteTheRest() const;

 private:
  std::string tags() const;
  // The items of a list that are texts; a note where others are among them.
  std::vector<yaml::Node> textsOf(const std::string& key) const;
  void noteFolders() const;
  bool ownCluster() const;
  // TensorFlow with parameter servers.
  bool hasServers() const;
  std::optional<std::int64_t> workers() const;
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
// The lines of `conf`, and the names in it.
struct SparkConfiguration {
  std::string lines;
  std::set<std::string> names;
};
SparkConfiguration sparkConfiguration(const MigrationScope& scope);

// One document each, as files of the migration in the scope; the text of the first file.
std::string migrateRun(const MigrationScope& scope);
std::string migrateSweep(const MigrationScope& scope);
std::string migratePipeline(const MigrationScope& scope);
std::string migrateSchedule(const MigrationScope& scope);

// Another document of the project as a scope of its own, its notes with `about` before them.
std::optional<MigrationScope> scopeOf(const MigrationScope& scope,
                                      const std::shared_ptr<const Document>& other, const std::string& about);

}  // namespace footplate::ide
