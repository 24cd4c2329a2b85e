#include "commands/project_index.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "commands/disk_workspace.h"
#include "support/temp_folder.h"

using namespace footplate;
using namespace footplate::commands;

namespace {

constexpr const char* component =
    "$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json\n"
    "name: train\nversion: 3\ntype: command\ncommand: echo\nenvironment: azureml:e:1\n";
constexpr const char* pipeline =
    "type: pipeline\njobs:\n  a:\n    component: ../train.yml\n  b:\n    component: azureml:train:3\n";

std::vector<std::string> pathsOf(const std::vector<const ide::FileFacts*>& files) {
  std::vector<std::string> paths;
  for (const ide::FileFacts* file : files) paths.push_back(file->path);
  return paths;
}

}  // namespace

TEST_CASE("the index knows what files define and name") {
  const test::TempFolder folder;
  const std::string train = folder.write("train.yml", component);
  const std::string use = folder.write("jobs/pipe.yml", pipeline);
  folder.write("notes.yml", "a: 1\n");
  ProjectIndex index(folder.path());
  CHECK_FALSE(index.files());
  CHECK(index.work());
  const auto files = index.files();
  CHECK(pathsOf(files->all()) == std::vector<std::string>{use, train});
  CHECK(pathsOf(files->thatName(train)) == std::vector<std::string>{use});
  CHECK(pathsOf(files->thatNameAsset("component", "train")) == std::vector<std::string>{use});
  CHECK(files->definition("component", "train", "@latest") == files->find(train));
  CHECK(files->definition("component", "train", "2") == nullptr);
  CHECK(files->find(use)->contents().symbols.size() == 3);
  CHECK_FALSE(index.work());
  CHECK(index.files() == files);
}

TEST_CASE("the index hears of files that change, come and go") {
  const test::TempFolder folder;
  const std::string train = folder.write("train.yml", component);
  ProjectIndex index(folder.path());
  index.work();
  const std::string use = folder.write("jobs/pipe.yml", pipeline);
  index.want({use});
  CHECK(index.work());
  CHECK(index.files()->find(use));
  folder.write("train.yml", std::string(component) + "description: x\n");
  folder.write("jobs/pipe.yml", "type: pipeline\njobs: {}\n");
  index.want({use, folder / "elsewhere.txt"});
  CHECK(index.work());
  CHECK(index.files()->thatName(train).empty());
  std::filesystem::remove_all(folder / "jobs");
  index.want({folder / "jobs"});
  CHECK(index.work());
  CHECK_FALSE(index.files()->find(use));
}

TEST_CASE("ignored files, folders of tools and our own store are not looked into") {
  const test::TempFolder folder;
  folder.write(".gitignore", "/out/\n*.gen.yml\n");
  for (const char* path : {"out/a.yml", "x.gen.yml", "node_modules/a.yml", ".venv/a.yml", ".git/a.yml",
                           ".footplate/runs/a.yml", ".footplate/objects/a.yml"})
    folder.write(path, component);
  ProjectIndex index(folder.path());
  index.work();
  CHECK(index.files()->all().empty());
  const std::string hidden = folder.write("y.gen.yml", component);
  index.want({hidden});
  CHECK_FALSE(index.work());
  std::filesystem::remove(folder / ".gitignore");
  index.want({folder / ".gitignore"});
  CHECK(index.work());
  CHECK(index.files()->all().size() == 3);
}

TEST_CASE("the index is bounded") {
  const test::TempFolder folder;
  for (int i = 0; i < 10; ++i) folder.write("c" + std::to_string(i) + ".yml", component);
  folder.write("deep/er/c.yml", component);
  IndexLimits few;
  few.files = 4;
  ProjectIndex index(folder.path(), few);
  index.work();
  CHECK(index.files()->all().size() == 4);
  IndexLimits flat;
  flat.depth = 1;
  ProjectIndex top(folder.path(), flat);
  top.work();
  CHECK(top.files()->all().size() == 10);
  IndexLimits small;
  small.bytesOfFile = 10;
  ProjectIndex none(folder.path(), small);
  none.work();
  CHECK(none.files()->all().empty());
}

TEST_CASE("jobs and components in JSON are known, other JSON is not parsed") {
  const test::TempFolder folder;
  const std::string train =
      folder.write("train.json",
                   "{\"name\": \"train\", \"version\": \"3\", \"type\": \"command\", \"command\": "
                   "\"echo\", \"environment\": \"azureml:e:1\"}");
  const std::string use = folder.write(
      "jobs/pipe.json", "{\"type\": \"pipeline\", \"jobs\": {\"a\": {\"component\": \"../train.json\"}}}");
  folder.write("package.json", "{\"name\": \"x\", \"version\": \"1\", \"scripts\": {\"command\": \"x\"}}");
  ProjectIndex index(folder.path());
  index.work();
  CHECK(pathsOf(index.files()->all()) == std::vector<std::string>{use, train});
  CHECK(pathsOf(index.files()->thatName(train)) == std::vector<std::string>{use});
  const std::string data = folder.write("data/new.json", "{\"values\": [1, 2]}");
  index.want({data});
  CHECK_FALSE(index.work());
  const std::string late = folder.write(
      "jobs/late.json", "{\"type\": \"pipeline\", \"jobs\": {\"a\": {\"component\": \"../train.json\"}}}");
  index.want({late});
  CHECK(index.work());
  CHECK(index.files()->find(late));
}

TEST_CASE("a folder full of JSON that is none of ours is left") {
  const test::TempFolder folder;
  for (int i = 0; i < 10; ++i) folder.write("data/" + std::to_string(i) + ".json", "{\"values\": []}");
  const std::string job =
      folder.write("jobs/job.json", "{\"command\": \"echo\", \"environment\": \"azureml:e:1\"}");
  IndexLimits few;
  few.foreignInFolder = 3;
  few.foreign = 5;
  ProjectIndex index(folder.path(), few);
  index.work();
  CHECK(pathsOf(index.files()->all()) == std::vector<std::string>{job});
  few.foreign = 2;
  ProjectIndex none(folder.path(), few);
  none.work();
  CHECK(none.files()->all().empty());
  IndexLimits small;
  small.bytesOfJsonFile = 10;
  ProjectIndex empty(folder.path(), small);
  empty.work();
  CHECK(empty.files()->all().empty());
}

TEST_CASE("it is known while an editor's index has not read the files yet") {
  const test::TempFolder folder;
  folder.write("train.yml", component);
  const DiskWorkspace workspace(folder.path(), DiskWorkspace::Indexing::whenTold);
  CHECK(workspace.isReadingFiles());
  CHECK(workspace.names("component").empty());
  workspace.index().work();
  CHECK_FALSE(workspace.isReadingFiles());
  CHECK(workspace.names("component").size() == 1);
  CHECK_FALSE(DiskWorkspace("", DiskWorkspace::Indexing::whenTold).isReadingFiles());
  CHECK_FALSE(DiskWorkspace(folder.path()).isReadingFiles());
}

TEST_CASE("names of assets come from the project's files and its own computes") {
  const test::TempFolder folder;
  folder.write("train.yml", component);
  folder.write(".footplate/compute/gpu.yml", "type: local\n");
  const DiskWorkspace workspace(folder.path());
  const auto components = workspace.names("component");
  REQUIRE(components.size() == 1);
  CHECK(components[0].name == "train");
  CHECK(components[0].version == "3");
  CHECK(components[0].detail == "train.yml");
  const auto computes = workspace.names("compute");
  REQUIRE(computes.size() == 2);
  CHECK(computes[0].name == "gpu");
  CHECK(workspace.names("environment").empty());
}
