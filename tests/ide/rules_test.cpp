// What the annotated documents cannot say about the rules: other schemas, aliases, and the curated names.
#include "ide/checks/rules.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "ide/curated.h"
#include "ide/diagnostics.h"

using namespace footplate;

namespace {

std::vector<std::string> codesOf(const std::string& path, const std::string& text) {
  const ide::Workspace workspace;
  const auto document = ide::makeDocument(path, std::make_shared<const std::string>(text), 1, workspace);
  std::vector<std::string> codes;
  for (const schema::Issue& issue : ide::diagnostics(*document, workspace)) codes.push_back(issue.code);
  return codes;
}

const std::string jobHead =
    "$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json\n"
    "environment: azureml:torch:1\n";

}  // namespace

TEST_CASE("inputs behind an alias and a merge key are inputs") {
  CHECK(codesOf("/p/job.yml", jobHead + "command: run ${{inputs.a}} ${{inputs.b}}\n"
                                        "tags: &base {a: \"1\"}\n"
                                        "inputs:\n  <<: *base\n  b: 2\n")
            .empty());
}

TEST_CASE("an unclosed binding is told once") {
  CHECK(codesOf("/p/job.yml", jobHead + "command: run ${{inputs.a\ninputs: {a: 1}\n") ==
        std::vector<std::string>{"binding.unclosed"});
}

TEST_CASE("of more inputs than are read none is said to be unknown") {
  std::string text = jobHead + "command: run ${{inputs.last}} ${{inputs.n1}}\ninputs:\n";
  for (int i = 0; i < 20'000; ++i) text += "  n" + std::to_string(i) + ": 1\n";
  text += "  last: 1\n";
  const std::vector<std::string> codes = codesOf("/p/job.yml", text);
  CHECK(std::ranges::count(codes, "binding.unknown") == 0);
}

TEST_CASE("a script that cannot be read in time is told") {
  class OneScript : public ide::Workspace {
   public:
    bool seesFiles() const override { return true; }
    ide::FileKind look(const std::string& path) const override {
      if (path == "/p/src") return ide::FileKind::folder;
      return path == "/p/src/train.py" ? ide::FileKind::file : ide::FileKind::missing;
    }
    std::shared_ptr<const std::string> read(const std::string& path) const override {
      return path == "/p/src/train.py" ? script : nullptr;
    }
    std::shared_ptr<const std::string> script =
        std::make_shared<const std::string>("import argparse\nrows = [" + std::string(50'000, '1') + "]\n");
  };
  const OneScript workspace;
  const auto text = std::make_shared<const std::string>(
      jobHead + "code: src\ncommand: python train.py --lr 1 && python train.py --lr 2\n");
  const auto document = ide::makeDocument("/p/job.yml", text, 1, workspace);
  const auto issues = ide::diagnostics(*document, workspace);
  REQUIRE(issues.size() == 1);
  CHECK(issues.front().code == "args.unread");
  CHECK(issues.front().severity == Severity::hint);
  CHECK(text->substr(issues.front().span.begin, issues.front().span.size()) == "train.py");
}

TEST_CASE("a message about a secret does not repeat it") {
  const ide::Workspace workspace;
  const auto text = std::make_shared<const std::string>(
      jobHead + "command: run\nenvironment_variables:\n  DB_PASSWORD: hunter22\n");
  const auto document = ide::makeDocument("/p/job.yml", text, 1, workspace);
  const auto issues = ide::diagnostics(*document, workspace);
  REQUIRE(issues.size() == 1);
  CHECK(issues.front().code == "rule.secret");
  CHECK(issues.front().message.find("hunter22") == std::string::npos);
}

TEST_CASE("curated names that public jobs use stand for packages or are refused by name") {
  const std::string registry = "azureml://registries/azureml/environments/";
  for (const std::string name :
       {"sklearn-1.5/labels/latest", "sklearn-1.1-ubuntu20.04-py38-cpu/versions/3",
        "acpt-pytorch-2.8-cuda12.6/labels/latest", "tensorflow-2.16-cuda12/labels/latest",
        "responsibleai-tabular/versions/12", "python-sdk-v2/labels/latest", "acft-hf-nlp-gpu/labels/latest",
        "mlflow-py312-inference/labels/latest", "minimal-py311-inference/versions/4",
        "xgboost-1.7/labels/latest", "automl-gpu/labels/latest", "model-evaluation/labels/latest"}) {
    INFO(name);
    CHECK(ide::findCurated(registry + name) != nullptr);
  }
  for (const std::string name :
       {"AzureML-sklearn-0.24-ubuntu18.04-py37-cpu:5", "AzureML-sklearn-1.0-ubuntu20.04-py38-cpu@latest",
        "AzureML-Minimal:1", "AzureML-tensorflow-2.4-ubuntu18.04-py37-cuda11-gpu:1",
        "AzureML-PyTorch-1.5-CPU:1", "AzureML-lightgbm-3.3@latest", "AzureML-tensorflow-2.16-cuda12@latest",
        "AzureML-acpt-pytorch-2.8-cuda12.6@latest"}) {
    INFO(name);
    CHECK(ide::findCurated("azureml:" + name) != nullptr);
  }
  const auto* tensorflow = ide::findCurated("azureml:AzureML-tensorflow-2.16-cuda12@latest");
  REQUIRE(tensorflow != nullptr);
  CHECK(tensorflow->name == "tensorflow-2.16");
}

TEST_CASE("in a long document a tab becomes the spaces that the line below asks for") {
  struct Example {
    const char* broken;
    const char* spaces;
  };
  const Example example =
      GENERATE(Example{"  rate:\n\ttype: number\n    min: 0\n", "    "},
               Example{"  rate:\n    type: number\n\tmin: 0\n  data: {type: uri_file}\n", "  "},
               Example{"\trate:\n    type: number\n", "  "},
               Example{"  rate:\n    type: string\n    enum:\n\t- a\n    - b\n", "    "});
  std::string text =
      "$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json\ninputs:\n";
  for (int i = 0; i < 900; ++i) text += "  input_" + std::to_string(i) + ": {type: number}\n";
  const ide::Workspace workspace;
  const auto whole = std::make_shared<const std::string>(text + example.broken);
  const auto document = ide::makeDocument("/p/train.yml", whole, 1, workspace);
  std::string found = "no repair";
  for (const schema::Issue& issue : ide::diagnostics(*document, workspace)) {
    if (issue.code == "yaml.tab-indentation") found = issue.fixes.at(0).edits.at(0).newText;
  }
  CHECK(found == example.spaces);
}
