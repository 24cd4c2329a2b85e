// What is read from a text beside its tree: the schema that is wanted, the kind, repairs, references.
#include "ide/document.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "ide/completion/completion.h"
#include "ide/curated.h"
#include "ide/diagnostics.h"
#include "ide/hover/hover.h"
#include "ide/quickfixes/quick_fix.h"
#include "ide/references.h"

using namespace footplate;

namespace {

std::string wanted(const std::string& text, const std::string& path, const ide::Settings& settings = {}) {
  return ide::wantedSchema(*yaml::parse(std::make_shared<const std::string>(text)), 0, path, settings);
}

std::shared_ptr<const ide::Document> documentOf(const std::string& text) {
  const ide::Workspace nothing;
  return ide::makeDocument("/p/job.yml", std::make_shared<const std::string>(text), 1, nothing);
}

}  // namespace

TEST_CASE("globs mean names, paths and alternatives") {
  CHECK(ide::matchesGlob("*.yml", "/p/a/job.yml"));
  CHECK_FALSE(ide::matchesGlob("*.yml", "/p/a/job.yaml"));
  CHECK(ide::matchesGlob("jobs/**/*.yml", "/p/jobs/a/b/job.yml"));
  CHECK(ide::matchesGlob("jobs/**/*.yml", "/p/jobs/job.yml"));
  CHECK_FALSE(ide::matchesGlob("jobs/*.yml", "/p/jobs/a/job.yml"));
  CHECK(ide::matchesGlob("/p/{job,run}.yml", "/p/run.yml"));
  CHECK(ide::matchesGlob("file:///p/job.yml", "/p/job.yml"));
  CHECK(ide::matchesGlob("j?b.yml", "/p/job.yml"));
  CHECK_FALSE(ide::matchesGlob("", "/p/job.yml"));
}

TEST_CASE("a hostile glob ends in time") {
  const std::string stars = "**/a*a*a*a*a*a*a*a*b";
  CHECK_FALSE(ide::matchesGlob(stars, "/" + std::string(2000, 'a')));
}

TEST_CASE("the modeline comes before the settings") {
  ide::Settings settings;
  settings.schemas.push_back({"*.yml", "other.json", "/p"});
  CHECK(wanted("# yaml-language-server: $schema=./s.json\na: 1\n", "/p/job.yml", settings) == "/p/s.json");
  CHECK(wanted("a: 1\n", "/p/job.yml", settings) == "/p/other.json");
  CHECK(wanted("a: 1\n", "/p/job.txt", settings).empty());
  CHECK(wanted("# yaml-language-server: $schema=file:///x/s.json\n", "") == "/x/s.json");
  CHECK(wanted("# yaml-language-server: $schema=https://e.invalid/s.json\n", "") ==
        "https://e.invalid/s.json");
}

TEST_CASE("an address of Azure ML in the modeline is one of our own schemas") {
  const auto document = documentOf(
      "# yaml-language-server: $schema=https://azuremlschemas.azureedge.net/latest/commandJob.schema.json\n");
  CHECK(document->kind == "commandJob");
  CHECK(document->schema != nullptr);
  CHECK_FALSE(document->hasUserSchema());
}

TEST_CASE("versions are compared as people count") {
  CHECK(ide::isHigherVersion("10", "9"));
  CHECK_FALSE(ide::isHigherVersion("9", "10"));
  CHECK(ide::isHigherVersion("1.10.0", "1.9.3"));
  CHECK(ide::isHigherVersion("1.0.1", "1.0"));
  CHECK(ide::isHigherVersion("2024.05.01", "2024.4.30"));
  CHECK(ide::isHigherVersion("1", "dev"));
  CHECK(ide::isHigherVersion("1", ""));
  CHECK_FALSE(ide::isHigherVersion("007", "7"));
}

TEST_CASE("references tell paths, assets and addresses apart") {
  using Form = ide::Reference::Form;
  CHECK(ide::readReference("./src", false).form == Form::path);
  CHECK(ide::readReference("file:./env.yml", false).name == "./env.yml");
  CHECK(ide::readReference("azureml:torch:3", false).version == "3");
  CHECK(ide::readReference("azureml:torch@latest", false).version == "@latest");
  CHECK(ide::readReference("cpu", true).form == Form::asset);
  for (const char* text : {"https://e.invalid/x", "azureml://datastores/d/paths/p",
                           "azureml:/subscriptions/1/x", "${{inputs.x}}", "git+https://e.invalid/x", ""}) {
    INFO(text);
    CHECK(ide::readReference(text, false).form == Form::none);
  }
}

TEST_CASE("a curated environment is found by its registry path and by its older names") {
  const ide::CuratedEnvironment* one =
      ide::findCurated("azureml://registries/azureml/environments/sklearn-1.5/labels/latest");
  REQUIRE(one != nullptr);
  CHECK(one->name == "sklearn-1.5");
  CHECK(ide::findCurated("azureml:AzureML-sklearn-1.5-ubuntu20.04-py38-cpu@latest") == one);
  CHECK(ide::findCurated("azureml:mine:1") == nullptr);
  CHECK(ide::findCurated("azureml:sklearn-1.5/versions/3") == one);
  CHECK(ide::findCurated(
            "azureml:/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/"
            "workspaces/w/environments/sklearn-1.5/versions/3") == one);
  CHECK(ide::findCurated("azureml://registries/mine/environments/sklearn-1.5/versions/3") == nullptr);
  CHECK(ide::findCurated(one->reference()) == one);
}

TEST_CASE("repairs are those of issues that touch the range, edits in order and inside the text") {
  const auto document = documentOf("abcdef");
  std::vector<schema::Issue> issues{
      {{0, 2}, Severity::error, "a.b", "m", {{"good", {{{4, 5}, "x"}, {{0, 1}, "y"}}}}},
      {{0, 2}, Severity::error, "a.b", "m", {{"overlapping", {{{0, 3}, "x"}, {{2, 4}, "y"}}}}},
      {{0, 2}, Severity::error, "a.b", "m", {{"outside", {{{5, 9}, "x"}}}}},
      {{4, 6}, Severity::error, "a.b", "m", {{"elsewhere", {{{4, 5}, "x"}}}}}};
  const auto fixes = ide::quickFixes(*document, issues, {1, 1});
  REQUIRE(fixes.size() == 1);
  CHECK(fixes[0].title == "good");
  CHECK(fixes[0].preferred);
  CHECK(fixes[0].edits[0].newText == "y");
}

TEST_CASE("features answer at every place of a broken text") {
  const std::string text =
      "$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json\n"
      "command: [a, {b: \"c\n  - ${{inputs.\n\tx: &a *a\ninputs: {? : ,, }\n--- - \n";
  const ide::Workspace nothing;
  const auto document = documentOf(text);
  ide::diagnostics(*document, nothing);
  for (Offset at = 0; at <= text.size() + 1; ++at) {
    for (const auto& item : ide::completion(*document, at, nothing)) {
      CHECK(item.replace.begin <= at);
      CHECK(at <= item.replace.end);
    }
    ide::hover(*document, at, nothing);
  }
}

TEST_CASE("what begins like the typed word is offered before what only holds its letters") {
  const auto offered = [](const std::string& before, const std::string& after) {
    const ide::Workspace nothing;
    const auto document = documentOf(
        "$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json\n" + before + after);
    const auto at = static_cast<Offset>(document->text->size() - after.size());
    auto items = ide::completion(*document, at, nothing);
    std::ranges::stable_sort(items, {}, &ide::CompletionItem::sortText);
    std::vector<std::string> labels;
    for (const auto& item : items) labels.push_back(item.label);
    labels.resize(std::min<std::size_t>(labels.size(), 3));
    return labels;
  };
  using Labels = std::vector<std::string>;
  CHECK(offered("", "\n") ==
        Labels{"command", "environment", "type"});  // required ones, then the schema's order
  CHECK(offered("DES", "\n").front() == "description");
  CHECK(offered("com", "\n") == Labels{"command", "compute", "component"});
  CHECK(offered("command: echo ${{inputs.d", "}}\ninputs: {ad: 1, da: 2}\n") ==
        Labels{"inputs.da", "inputs.ad"});
}
