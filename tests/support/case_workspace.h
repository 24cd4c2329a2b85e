// The world as the directives of a case of tests/features describe it.
#pragma once

#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.h"
#include "base/path.h"
#include "base/strings.h"
#include "ide/own_files.h"
#include "ide/project_files.h"
#include "ide/severity.h"
#include "ide/workspace.h"
#include "schema/user_schemas.h"
#include "support/feature_case.h"

namespace footplate::test {

inline const std::string featuresFolder = FOOTPLATE_SOURCE "/tests/features";
inline const std::string project = "/project";

class CaseWorkspace : public ide::Workspace {
 public:
  explicit CaseWorkspace(const FeatureCase& one) {
    settings_.otherYaml = one.has("other-yaml");
    settings_.customTags = one.directive("tag");
    for (const std::string& rule : one.directive("severity")) addSeverity(rule);
    for (const std::string& name : one.directive("schema")) {
      settings_.schemas.push_back({"*", featuresFolder + "/schemas/" + name + ".json", ""});
    }
    for (const std::string& path : one.directive("file")) add(joinPath(project, path), ide::FileKind::file);
    for (const std::string& path : one.directive("folder"))
      add(joinPath(project, path), ide::FileKind::folder);
    for (const FileContent& content : one.contents) {
      const std::string path = joinPath(project, content.path);
      add(path, ide::FileKind::file);
      texts_[path] = std::make_shared<const std::string>(content.text);
    }
    for (const std::string& line : one.directive("name")) addName(line);
  }

  const ide::Settings& settings() const override { return settings_; }
  const std::string& root() const override { return project; }
  bool seesFiles() const override { return !files_.empty(); }

  ide::FileKind look(const std::string& path) const override {
    auto found = files_.find(path);
    return found == files_.end() ? ide::FileKind::missing : found->second;
  }

  std::vector<ide::FolderEntry> list(const std::string& folder) const override {
    std::vector<ide::FolderEntry> entries;
    for (const auto& [path, kind] : files_) {
      if (parentPath(path) == folder) entries.push_back({fileName(path), kind == ide::FileKind::folder});
    }
    return entries;
  }

  std::shared_ptr<const std::string> read(const std::string& path) const override {
    auto found = texts_.find(path);
    return found == texts_.end() ? nullptr : found->second;
  }

  std::shared_ptr<const ide::ProjectFiles> projectFiles() const override {
    ide::ProjectFiles::Map files;
    for (const auto& [path, text] : texts_) {
      if (fileExtension(path) == ".runconfig" || !ide::mayBeOwn(path, *text)) continue;
      const auto document = ide::makeDocument(path, text, 0, *this);
      files[path] = ide::fileFacts(*document);
    }
    return std::make_shared<const ide::ProjectFiles>(std::move(files));
  }

  std::shared_ptr<const schema::Schema> userSchema(const std::string& location) const override {
    return schemas_.get(location, [this](const std::string& at) -> std::shared_ptr<const std::string> {
      if (auto text = read(at)) return text;
      auto text = readFile(at);
      return text ? std::make_shared<const std::string>(std::move(*text)) : nullptr;
    });
  }
  std::string schemaProblem(const std::string& location) const override { return schemas_.problem(location); }

  // The document itself is one of the project's files, too.
  void addText(const std::string& path, const std::string& text) {
    texts_[path] = std::make_shared<const std::string>(text);
    if (!files_.empty()) files_[path] = ide::FileKind::file;
  }

  std::vector<ide::AssetName> names(std::string_view kind) const override {
    auto found = names_.find(std::string(kind));
    return found == names_.end() ? std::vector<ide::AssetName>() : found->second;
  }

  std::string assetFile(std::string_view kind, std::string_view name,
                        std::string_view version) const override {
    const auto files = projectFiles();
    const ide::FileFacts* file = files->definition(kind, name, version);
    return file == nullptr ? std::string() : file->path;
  }

 private:
  mutable schema::UserSchemas schemas_;

  void add(const std::string& path, ide::FileKind kind) {
    files_[path] = kind;
    for (std::string folder = parentPath(path); folder.size() >= project.size();
         folder = parentPath(folder)) {
      files_[folder] = ide::FileKind::folder;
    }
  }

  void addSeverity(const std::string& line) {
    const std::size_t blank = line.find(' ');
    REQUIRE(blank != std::string::npos);
    const auto rule = ide::readSeverityRule(line.substr(0, blank), line.substr(blank + 1));
    REQUIRE(rule);
    settings_.severities.push_back(*rule);
  }

  void addName(const std::string& line) {
    const std::size_t blank = line.find(' ');
    REQUIRE(blank != std::string::npos);
    const std::vector<std::string> parts = split(line.substr(blank + 1), ':');
    names_[line.substr(0, blank)].push_back({parts[0], parts.size() > 1 ? parts[1] : "", "test"});
  }

  ide::Settings settings_;
  std::map<std::string, ide::FileKind> files_;
  std::map<std::string, std::shared_ptr<const std::string>> texts_;
  std::map<std::string, std::vector<ide::AssetName>> names_;
};

}  // namespace footplate::test
