// What is made of pip's words when a package cannot be had.
#include "runner/environments/loosener.h"

#include <catch2/catch.hpp>

using namespace footplate;
using namespace footplate::runner;

namespace {

using Lines = std::vector<std::string>;

Loosener looseningConda(Lines dependencies, Lines pip = {}) {
  EnvironmentSpec spec;
  spec.dependencies = std::move(dependencies);
  spec.pip = std::move(pip);
  for (std::size_t at = 0; at < spec.dependencies.size(); ++at)
    spec.places[spec.dependencies[at]] = "conda.yml:" + std::to_string(at + 2);
  return Loosener(requirementsOf(spec));
}

std::string missing(const std::string& requirement, const std::string& versions) {
  return "ERROR: Could not find a version that satisfies the requirement " + requirement +
         " (from versions: " + versions + ")\n";
}

}  // namespace

TEST_CASE("a pin becomes the next version that there is") {
  Loosener loosener = looseningConda({"numpy=1.21.2"});
  REQUIRE(loosener.mend(missing("numpy==1.21.2", "1.23.2, 1.24.0")));
  CHECK(loosener.lines() == Lines{"numpy==1.23.2"});
  CHECK(loosener.substitutions().front().wanted == "==1.21.2");
}

TEST_CASE("a package without a wheel is built, before anything else is tried") {
  Loosener loosener = looseningConda({"numpy"}, {"horovod==0.19.5"});
  const std::string nothing = GENERATE("none", "");  // as old versions of pip say it
  REQUIRE(loosener.mend(missing("horovod==0.19.5", nothing)));
  CHECK(loosener.fromSource().contains("horovod"));
  CHECK(loosener.lines() == Lines{"numpy", "horovod==0.19.5"});
  CHECK_FALSE(loosener.mend(missing("horovod==0.19.5", "none")));  // pip's own package: an error
}

TEST_CASE("a package of conda's that pip does not have is left out and told by its line") {
  Loosener loosener = looseningConda({"numpy", "bioconda::bedtools=2.30"});
  const std::string output = missing("bedtools==2.30.*", "none");
  REQUIRE(loosener.mend(output));
  REQUIRE(loosener.mend(output));
  CHECK(loosener.lines() == Lines{"numpy"});
  CHECK_FALSE(loosener.fromSource().contains("bedtools"));
  REQUIRE(loosener.substitutions().size() == 1);
  const store::Substitution told = loosener.substitutions().front();
  CHECK(told.package == "bedtools");
  CHECK(told.given.empty());
  CHECK(told.reason.starts_with("conda.yml:3: "));
}

TEST_CASE("an index that has nothing at all leaves nothing out") {
  Loosener loosener = looseningConda({"numpy"});
  REQUIRE(loosener.mend(missing("numpy", "none")));
  CHECK_FALSE(loosener.mend(missing("numpy", "none")));
}

TEST_CASE("what another package needs is built too, and if that fails the other one is set free") {
  Loosener loosener = looseningConda({}, {"azureml-defaults==1.35.0"});
  const std::string output = missing("json-logging-py==0.2 (from azureml-defaults)", "none");
  REQUIRE(loosener.mend(output));
  CHECK(loosener.fromSource().contains("json-logging-py"));
  CHECK(loosener.lines() == Lines{"azureml-defaults==1.35.0"});
  REQUIRE(loosener.mend("ERROR: Failed to build one or more wheels\nFailed to build json_logging_py\n"));
  CHECK(loosener.fromSource().empty());
  REQUIRE(loosener.mend(output));
  CHECK(loosener.lines() == Lines{"azureml-defaults"});
}

TEST_CASE("who insists on what cannot be had is found along the chain") {
  Loosener loosener = looseningConda({}, {"tqdm==4.0", "azureml-defaults==1.20.0"});
  const std::string output = missing(
      "azureml-dataprep-rslex<1.6.0a,>=1.5.0dev0 (from azureml-dataprep<2.8.0a->"
      "azureml-dataset-runtime[fuse]~=1.20.0->azureml-defaults==1.20.0->-r a.txt)",
      "1.19.1, 2.10.0");
  REQUIRE(loosener.mend(output));  // its source may be there
  CHECK(loosener.fromSource().contains("azureml-dataprep-rslex"));
  REQUIRE(loosener.mend(output));
  CHECK(loosener.lines() == Lines{"tqdm==4.0", "azureml-defaults"});
}

TEST_CASE("what nobody asked for with a version is built, and at last the pins are given up") {
  Loosener loosener = looseningConda({}, {"inference-schema", "tqdm==4.0"});
  const std::string output = missing("wrapt<=1.12.1,>=1.11.1 (from inference-schema)", "1.13.0, 1.14.0");
  REQUIRE(loosener.mend(output));
  CHECK(loosener.fromSource().contains("wrapt"));
  REQUIRE(loosener.mend("Failed to build wrapt\n"));
  REQUIRE(loosener.mend(output));
  CHECK(loosener.lines() == Lines{"inference-schema", "tqdm"});
  CHECK_FALSE(loosener.mend(output));
}

TEST_CASE("a package of which no version will do needs something without a wheel") {
  Loosener loosener = looseningConda({}, {"azureml-dataset-runtime[fuse]"});
  REQUIRE(
      loosener.mend("ERROR: Cannot install azureml-dataset-runtime[fuse]==1.10.0 and "
                    "azureml-dataset-runtime[fuse]==1.11.0 because these package versions have conflicting "
                    "dependencies.\n\nThe conflict is caused by:\n    azureml-dataset-runtime[fuse] 1.11.0 "
                    "depends on fusepy<4.0.0 and >=3.0.1; extra == \"fuse\"\n"));
  CHECK(loosener.fromSource().contains("fusepy"));
}

TEST_CASE("a pin that cannot be built is given up, and its newest version may have a wheel") {
  Loosener loosener = looseningConda({}, {"lap==0.4.0"});
  REQUIRE(loosener.mend(missing("lap==0.4.0", "none")));
  REQUIRE(loosener.mend(
      "  Building wheel for lap (setup.py): finished with status 'error'\nFailed to build lap\n"));
  CHECK(loosener.lines() == Lines{"lap"});
  CHECK(loosener.fromSource().empty());
  CHECK(loosener.mend(missing("lap", "none")));  // no wheel at all: the newest is built
  CHECK_FALSE(loosener.mend("Failed to build lap\n"));
}

TEST_CASE("of two that exclude each other one is set free") {
  Loosener loosener = looseningConda({}, {"a==1", "b==2"});
  REQUIRE(
      loosener.mend("ERROR: Cannot install a==1 and b==2 because these package versions have "
                    "conflicting dependencies.\n"));
  CHECK(loosener.lines() == Lines{"a", "b==2"});
}

TEST_CASE("a package with an address of its own is never taken from somewhere else") {
  Loosener loosener = looseningConda({}, {"a @ https://example.org/a.whl?v=1", "b==2"});
  REQUIRE(
      loosener.mend("ERROR: Cannot install a 1.0 (from https://example.org/a.whl?v=1) and b==2 because these "
                    "package versions have conflicting dependencies.\n"));
  CHECK(loosener.lines() == Lines{"a @ https://example.org/a.whl?v=1", "b"});
}
