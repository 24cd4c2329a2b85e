// From a flag in a command to where its script defines it.
#include "ide/arguments/argument_at.h"

#include <catch2/catch.hpp>
#include <map>

using namespace footplate;

namespace {

const std::string job =
    "code: src\ncommand: cd . && python train.py --lr=0.1 --far 2\nenvironment: azureml:e@latest\n";

class Files : public ide::Workspace {
 public:
  bool seesFiles() const override { return true; }
  ide::FileKind look(const std::string& path) const override {
    if (texts.count(path) != 0) return ide::FileKind::file;
    const auto inside = texts.lower_bound(path + "/");
    const bool folder = inside != texts.end() && inside->first.starts_with(path + "/");
    return folder ? ide::FileKind::folder : ide::FileKind::missing;
  }
  std::shared_ptr<const std::string> read(const std::string& path) const override {
    const auto found = texts.find(path);
    return found == texts.end() ? nullptr : std::make_shared<const std::string>(found->second);
  }

  std::map<std::string, std::string> texts{
      {"/p/src/train.py",
       "import argparse\nimport more\np = "
       "argparse.ArgumentParser()\np.add_argument('--lr')\nmore.add(p)\np.parse_args()\n"},
      {"/p/src/more.py", "def add(p):\n  p.add_argument('--far')\n"},
      {"/p/secret.py", "x"}};
};

std::string defined(const Files& files, const std::string& text, const std::string& at) {
  const auto document = ide::makeDocument("/p/job.yml", std::make_shared<const std::string>(text), 1, files);
  const auto found = ide::argumentDefinition(*document, static_cast<Offset>(text.find(at)), files);
  if (!found) return "";
  CHECK(text.substr(found->flag.begin, found->flag.size()) == at);
  return found->path + ": " + found->text->substr(found->span.begin, found->span.size());
}

}  // namespace

TEST_CASE("a flag is defined where its script adds it") {
  const Files files;
  CHECK(defined(files, job, "--lr") == "/p/src/train.py: p.add_argument('--lr')");
  CHECK(defined(files, job, "--far") == "/p/src/more.py: p.add_argument('--far')");
  CHECK(defined(files, job, "train.py").empty());
  CHECK(defined(files, job, "command").empty());
}

TEST_CASE("nothing outside the code folder is read") {
  Files files;
  files.texts["/p/secret.py"] = files.texts["/p/src/train.py"];
  CHECK(defined(files, "code: src\ncommand: python ../secret.py --lr 1\nenvironment: azureml:e@latest\n",
                "--lr")
            .empty());
  files.texts["/p/src/train.py"] = "import sys\nfrom ..secret import p\n";
  CHECK(defined(files, job, "--lr").empty());
}
