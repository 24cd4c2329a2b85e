// Paths in the order in which an editor shows them.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "base/strings.h"
#include "ide/completion/completion.h"
#include "ide/document.h"
#include "ide/project_files.h"

using namespace footplate;

namespace {

class Folder : public ide::Workspace {
 public:
  bool seesFiles() const override { return true; }
  std::vector<ide::FolderEntry> list(const std::string& folder) const override {
    if (folder != "/p/src") return {};
    return {{"a.csv", false}, {"lib", true}, {"train.py", false}, {"b.yaml", false}, {"conda.yml", false}};
  }
};

// A project whose YAML files are known.
class Project : public ide::Workspace {
 public:
  bool seesFiles() const override { return true; }
  const std::string& root() const override { return root_; }
  std::vector<ide::FolderEntry> list(const std::string& folder) const override {
    std::vector<ide::FolderEntry> entries;
    if (folder != root_) return entries;
    for (const auto& [name, text] : texts_) entries.push_back({name, false});
    entries.push_back({"parts", true});
    return entries;
  }
  std::shared_ptr<const ide::ProjectFiles> projectFiles() const override {
    ide::ProjectFiles::Map files;
    for (const auto& [name, text] : texts_) {
      const auto document =
          ide::makeDocument(root_ + "/" + name, std::make_shared<const std::string>(text), 1, *this);
      if (!document->kind.empty()) files[document->path] = ide::fileFacts(*document);
    }
    return std::make_shared<const ide::ProjectFiles>(std::move(files));
  }

 private:
  const std::string root_ = "/p";
  const std::map<std::string, std::string> texts_{
      {"a_job.yml",
       "$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json\ncommand: x\n"},
      {"b_packages.yml", "channels: [conda-forge]\ndependencies: [python=3.11]\n"},
      {"c_component.yml",
       "$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json\nname: c\n"},
      {"d_other.yml", "services: {}\n"},
      {"env.yml", "name: e\nimage: ubuntu\n"},
      {"read.md", ""}};
};

// Folders with scripts, some of them further down.
class Scripts : public ide::Workspace {
 public:
  bool seesFiles() const override { return true; }
  std::vector<ide::FolderEntry> list(const std::string& folder) const override {
    if (folder == "/p")
      return {{"a.md", false}, {"all", true}, {"data", true}, {"prep", true}, {"src", true}};
    if (folder == "/p/all") return {{"old", true}, {"prep", true}, {"util", true}};
    return {};
  }
  ide::FileKind look(const std::string& path) const override {
    const bool isThere = isOneOf(path, {"/p/prep/prep.py", "/p/src/train.py", "/p/src/tools/__main__.py",
                                        "/p/all/prep/prep.py", "/p/src/util/deep/run.py", "/opt/train.py"});
    return isThere ? ide::FileKind::file : ide::FileKind::missing;
  }
};

// The labels at "|" of a file of /p.
std::string shown(const std::string& name, std::string text, const ide::Workspace& folder = Folder()) {
  const std::size_t at = text.find('|');
  text.erase(at, 1);
  const auto document = ide::makeDocument("/p/" + name, std::make_shared<const std::string>(text), 1, folder);
  std::vector<ide::CompletionItem> items = ide::completion(*document, static_cast<Offset>(at), folder);
  std::ranges::stable_sort(items, {}, [](const ide::CompletionItem& item) { return item.sortText; });
  std::vector<std::string> labels;
  for (const ide::CompletionItem& item : items) labels.push_back(item.label);
  return join(labels, " ");
}

}  // namespace

TEST_CASE("files that fit a place come first, then folders") {
  CHECK(shown("a.runconfig", "script: src/|\nenvironment: {}\n") == "train.py lib/ a.csv b.yaml conda.yml");
  CHECK(shown("e.yml", "name: e\nimage: ubuntu\nconda_file: src/|\n") ==
        "b.yaml conda.yml lib/ a.csv train.py");
  CHECK(shown("MLTable", "paths:\n  - file: src/|\n") == "lib/ a.csv b.yaml conda.yml train.py");
}

TEST_CASE("of YAML files those come first that hold what is meant, and a file is not meant in itself") {
  const Project project;
  CHECK(shown("env.yml", "name: e\nimage: ubuntu\nconda_file: |\n", project) ==
        "b_packages.yml parts/ a_job.yml c_component.yml d_other.yml read.md");
  CHECK(shown("pipe.yml", "type: pipeline\njobs:\n  a:\n    component: |\n", project) ==
        "c_component.yml parts/ a_job.yml b_packages.yml d_other.yml env.yml read.md");
  CHECK(shown("nightly.yml", "name: n\ntrigger: {type: cron}\ncreate_job: |\n", project) ==
        "a_job.yml parts/ b_packages.yml c_component.yml d_other.yml env.yml read.md");
}

TEST_CASE("an input of type uri_file is a file") {
  const std::string job = "command: x\nenvironment: azureml:e:1\ninputs:\n  a:\n";
  CHECK(shown("j.yml", job + "    type: uri_file\n    path: src/|\n") ==
        "a.csv b.yaml conda.yml train.py lib/");
  CHECK(shown("j.yml", job + "    path: src/|\n") == "lib/ a.csv b.yaml conda.yml train.py");
}

TEST_CASE("the folder with the script that the command beside it starts is the first for code") {
  const Scripts folder;
  const std::string src = "src/ all/ data/ prep/ a.md";
  const std::string none = "all/ data/ prep/ src/ a.md";
  const auto job = [&](const std::string& command) {
    return shown("j.yml", "type: command\ncommand: " + command + "\ncode: |\n", folder);
  };
  CHECK(job("python train.py --lr 1") == src);
  CHECK(job("pip install -r r.txt && torchrun --nproc_per_node 2 train.py") == src);
  CHECK(job("python -m tools.train") == none);
  CHECK(job("python -m tools") == src);
  CHECK(job("cd tools && python __main__.py") == src);
  CHECK(job("python prep.py && python train.py") == "prep/ src/ all/ data/ a.md");
  CHECK(job("python util/deep/run.py") == src);
  CHECK(job("python ../src/train.py") == none);
  CHECK(job("python /opt/train.py") == none);
  CHECK(job("python ${{inputs.script}}") == none);
  CHECK(shown("j.yml", "type: command\ncode: all/|\ncommand: python prep.py\n", folder) ==
        "prep/ old/ util/");
}

TEST_CASE("so it is in steps, components and trials, and with scripts under a key of their own") {
  const Scripts folder;
  const std::string src = "src/ all/ data/ prep/ a.md";
  CHECK(shown("p.yml",
              "type: pipeline\njobs:\n  a:\n    command: python prep.py\n  b:\n    code: |\n"
              "    command: >-\n      python train.py\n      --lr 1\n",
              folder) == src);
  CHECK(shown("p.yml",
              "type: pipeline\njobs:\n  a:\n    type: command\n    component: "
              "{type: command, command: python train.py, code: |}\n",
              folder) == src);
  CHECK(shown("c.yml",
              "$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json\n"
              "command: python train.py\ncode: |\n",
              folder) == src);
  CHECK(shown("s.yml", "type: sweep\ntrial:\n  command: python train.py\n  code: |\n", folder) == src);
  CHECK(shown("s.yml", "type: spark\nentry: {file: train.py}\ncode: |\n", folder) == src);
  CHECK(shown("s.yml", "type: parallel\ntask:\n  entry_script: train.py\n  code: |\n", folder) == src);
}

TEST_CASE("files with requirements come before other text, then folders") {
  class Requirements : public Folder {
    std::vector<ide::FolderEntry> list(const std::string& /*folder*/) const override {
      return {{"a.txt", false}, {"constraints.txt", false}, {"lib", true}, {"requirements.txt", false}};
    }
  };
  const std::string list = "dependencies:\n  - pip\n  - pip:\n    - ";
  CHECK(shown("conda.yml", list + "-r |\n", Requirements()) == "requirements.txt a.txt constraints.txt lib/");
  CHECK(shown("conda.yml", list + "-c |\n", Requirements()) == "constraints.txt a.txt requirements.txt lib/");
}
