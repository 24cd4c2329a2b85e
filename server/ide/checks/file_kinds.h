// What a file or folder that a document names has to be, beside being there: a component, a job, a conda
// list, a table, or just one of the two.
//
//   FileKindCheck check({document, workspace, issues});
//   check.run(found, "/p/train.yml", FileKind::file);
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "ide/checks/rule_parts.h"
#include "ide/reference_walk.h"

namespace footplate::ide {

class FileKindCheck {
 public:
  explicit FileKindCheck(const RuleScope& scope) : scope_(scope) {}

  // `path` is where the name leads, `kind` what is there: not missing.
  void run(const FoundReference& found, const std::string& path, FileKind kind);

 private:
  void component(const FoundReference& found, const std::string& path);
  void job(const FoundReference& found, const std::string& path);
  void condaFile(const FoundReference& found, const std::string& path);
  const Document* file(const std::string& path);

  RuleScope scope_;
  // The steps of a pipeline name the same files again and again: each is asked for once.
  std::unordered_map<std::string, std::shared_ptr<const Document>> files_;
};

}  // namespace footplate::ide
