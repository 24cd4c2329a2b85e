// One version of one document with all that is read from its text: immutable, shared between threads.
//
//   auto document = makeDocument("/p/job.yml", text, 3, workspace);
//   std::vector<schema::Issue> issues = diagnostics(*document, workspace);
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "ide/workspace.h"
#include "schema/schema.h"
#include "yaml/tree.h"

namespace footplate::ide {

class Findings;

struct Document {
  std::string path;  // absolute; "" for a buffer that has no file
  std::int64_t version = 0;
  std::shared_ptr<const std::string> text;
  std::shared_ptr<const yaml::Tree> tree;
  // Kind name ("commandJob", "environment", ...), "" when the document is none of ours.
  std::string kind;
  // What the document is judged by: the user's schema if one is asked for, else the kind's; null for other
  // YAML.
  std::shared_ptr<const schema::Schema> schema;
  // Where a user's schema was asked for (absolute path or URI), "" for none. It may not have been loadable.
  std::string schemaLocation;
  // A file of several documents may ask for one each: by root. The first one's is also above.
  struct Part {
    yaml::NodeId root = yaml::noNode;
    std::shared_ptr<const schema::Schema> schema;
    std::string schemaLocation;
  };
  std::vector<Part> parts;             // empty where all have the schema above
  std::shared_ptr<Findings> findings;  // never null

  bool hasUserSchema() const { return !schemaLocation.empty() || !parts.empty(); }
  // What the document around a node is judged by; null for none.
  const schema::Schema* schemaOf(yaml::Node node) const;
  // False for a file of patterns, whose tree says nothing: only checkIgnoreFile() reads it.
  bool isYaml() const { return kind != "amlignore"; }
  const yaml::Tree& yaml() const { return *tree; }
  // Folder that relative paths in the document start from, "" where there is no file.
  std::string folder() const;
};

// Reads a text; never fails. `path` is absolute or "". `earlier` is a version before, if there is one: what
// did not change since is neither read nor judged again.
std::shared_ptr<const Document> makeDocument(std::string path, std::shared_ptr<const std::string> text,
                                             std::int64_t version, const Workspace& workspace,
                                             const Document* earlier = nullptr);

// The schema that a `# yaml-language-server: $schema=LOCATION` line before one of the documents, or else the
// settings, ask for; as an absolute path or a URI, "" for none, "none" for none whatever the settings say.
std::string wantedSchema(const yaml::Tree& tree, std::size_t document, const std::string& path,
                         const Settings& settings);

// Whether a glob of the settings means this path ("*.yml", "jobs/**/*.yml", "/abs/path.yml", "{a,b}.yml").
bool matchesGlob(std::string_view pattern, std::string_view path);

}  // namespace footplate::ide
