#include "ide/bindings/binding_uses.h"

#include <catch2/catch.hpp>
#include <map>

using namespace footplate;
using ide::BindingUse;

namespace {

class Files : public ide::Workspace {
 public:
  explicit Files(std::map<std::string, std::string> files) : files_(std::move(files)) {}
  std::shared_ptr<const std::string> read(const std::string& path) const override {
    const auto found = files_.find(path);
    return found == files_.end() ? nullptr : std::make_shared<const std::string>(found->second);
  }

 private:
  std::map<std::string, std::string> files_;
};

const std::string component =
    R"($schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json
name: train
inputs:
  data: {type: uri_folder}
  lr: {type: number, default: 0.1}
outputs:
  model: {type: mlflow_model}
command: train ${{inputs.data}} ${{inputs.lr}} ${{outputs.model}}
)";

const std::string pipeline = R"($schema: https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json
type: pipeline
inputs:
  rate: 0.5
  group.size: 3
jobs:
  train:
    component: ./train.yml
    inputs:
      data: {path: azureml:d@latest}
      lr: ${{parent.inputs.rate}}
  score:
    inputs:
      model: ${{parent.jobs.train.outputs.model}}
      size: ${{parent.inputs.group.size}}
    command: score ${{inputs.model}} ${{inputs.none}}
)";

std::shared_ptr<const ide::Document> document(const std::string& path, const std::string& text,
                                              const ide::Workspace& workspace) {
  return ide::makeDocument(path, std::make_shared<const std::string>(text), 1, workspace);
}

// "lr -> /p/train.yml:lr", one a line; "=" before a definition itself.
std::string shown(const ide::Document& document, const std::vector<BindingUse>& uses) {
  std::string all;
  for (const BindingUse& use : uses) {
    all +=
        std::string(use.isDefinition ? "=" : "") + document.text->substr(use.span.begin, use.span.size()) +
        " " + use.definition.path() + ":" +
        std::to_string(use.definition.document->yaml().lines().lineOf(use.definition.key.span().begin) + 1) +
        "\n";
  }
  return all;
}

}  // namespace

TEST_CASE("every name of a pipeline leads to its definition, in a component's file too") {
  const Files files({{"/p/train.yml", component}});
  const auto job = document("/p/pipeline.yml", pipeline, files);
  CHECK(shown(*job, bindingUses(*job, files)) ==
        "=rate /p/pipeline.yml:4\n"
        "=group.size /p/pipeline.yml:5\n"
        "=train /p/pipeline.yml:7\n"
        "data /p/train.yml:4\n"
        "lr /p/train.yml:5\n"
        "rate /p/pipeline.yml:4\n"
        "=score /p/pipeline.yml:12\n"
        "=model /p/pipeline.yml:14\n"
        "train /p/pipeline.yml:7\n"
        "model /p/train.yml:7\n"
        "=size /p/pipeline.yml:15\n"
        "group.size /p/pipeline.yml:5\n"
        "model /p/pipeline.yml:14\n");
}

TEST_CASE("the name at a place is the one the cursor touches, and equal definitions are one name") {
  const Files files({{"/p/train.yml", component}});
  const auto job = document("/p/pipeline.yml", pipeline, files);
  const auto file = document("/p/train.yml", component, files);
  const auto at = [&](const ide::Document& where, const std::string& words, std::size_t in) {
    const auto place = static_cast<Offset>(where.text->find(words) + in);
    std::optional<BindingUse> found;
    for (BindingUse& use : bindingUses(where, files)) {
      if (use.span.touches(place)) found = std::move(use);
    }
    return found;
  };
  const auto key = at(*job, "lr: ${{", 0);
  const auto declared = at(*file, "lr: {type", 1);
  REQUIRE(key);
  REQUIRE(declared);
  CHECK(declared->isDefinition);
  CHECK(key->definition == declared->definition);
  CHECK(key->definition == at(*file, "inputs.lr", 7)->definition);
  CHECK_FALSE(at(*job, "inputs.none", 8));
  CHECK_FALSE(at(*job, "command: score", 2));
}

TEST_CASE("documents that name each other are no trouble") {
  const std::string loop =
      "$schema: https://azuremlschemas.azureedge.net/latest/pipelineComponent.schema.json\n"
      "type: pipeline\ninputs: {a: {type: string}}\njobs:\n"
      "  again: {type: pipeline, component: ./loop.yml, inputs: {a: '${{parent.inputs.a}}'}}\n";
  const Files files({{"/p/loop.yml", loop}});
  const auto job = document("/p/loop.yml", loop, files);
  const auto uses = bindingUses(*job, files);
  REQUIRE(uses.size() == 4);
  CHECK(uses[2].definition == uses[0].definition);
  CHECK(uses[3].definition == uses[0].definition);
}
