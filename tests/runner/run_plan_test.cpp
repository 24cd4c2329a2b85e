#include "runner/run_plan.h"

#include <catch2/catch.hpp>

#include "base/fs.h"
#include "base/hash.h"
#include "runner/input_files.h"

using namespace footplate;
using namespace footplate::runner;

TEST_CASE("a plan survives its text") {
  RunPlan plan;
  plan.id = "a-1";
  plan.root = "/p";
  plan.command = "echo 'ü' \"${{inputs.x}}\"\n";
  plan.inputs = {{"x", "uri_file", "/d/x.csv", "download"}};
  plan.outputs = {{"m", "uri_folder", "", ""}};
  plan.environment.dependencies = {"python=3.9"};
  plan.environment.strict = true;
  plan.environmentVariables = {{"KEY", "${env:KEY}"}};
  plan.distribution = {"pytorch", 2, 1, 0};
  plan.timeoutSeconds = 60;
  plan.local.mirrors = {{"https://h/", "/m"}};
  auto back = planFromJson(toJson(plan));
  REQUIRE(back);
  CHECK(toJson(*back) == toJson(plan));
  CHECK(back->local.mirrors == plan.local.mirrors);
  CHECK(back->inputs.at(0).value == "/d/x.csv");
}

TEST_CASE("text that is no plan is refused") {
  CHECK(!planFromJson("[1"));
  CHECK(!planFromJson("{\"inputs\": 3}"));
  CHECK(planFromJson("{\"somethingNewer\": 1}"));
}

namespace {

struct Place {
  std::string root = "/tmp/footplate-test-" + randomHex(6);
  Place() { REQUIRE(makeFolder(root + "/mirror")); }
  ~Place() { static_cast<void>(removeTree(root)); }
};

}  // namespace

TEST_CASE("data is found by path, by file URI, in a mirror and in a datastore") {
  Place place;
  RunPlan plan;
  plan.root = place.root;
  plan.local.mirrors = {{"https://h.net/datasets/", place.root + "/mirror"},
                        {"wasbs://c@a.net/one.csv", place.root + "/mirror/iris.csv"}};
  std::string file = place.root + "/mirror/iris.csv";
  REQUIRE(writeFileAtomic(file, "1"));
  std::string stored = place.root + "/.footplate/datastores/workspaceblobstore/d/x.csv";
  REQUIRE(makeFolder(place.root + "/.footplate/datastores/workspaceblobstore/d"));
  REQUIRE(writeFileAtomic(stored, "2"));
  auto at = [&](const std::string& value) {
    return locateInput({"x", "uri_file", value, ""}, plan, place.root + "/cache", {});
  };
  CHECK(*at(file) == file);
  CHECK(*at("file://" + file) == file);
  CHECK(*at("https://h.net/datasets/iris.csv") == file);
  CHECK(*at("wasbs://c@a.net/one.csv") == file);
  CHECK(*at("azureml://datastores/workspaceblobstore/paths/d/x.csv") == stored);
  CHECK(at(place.root + "/none.csv").error().code == ErrorCode::notFound);
  CHECK(at("azureml://datastores/workspaceblobstore/paths/../../../../etc/passwd").error().code ==
        ErrorCode::unsupported);
  CHECK(at("s3://bucket/x").error().code == ErrorCode::unsupported);
}

TEST_CASE("blob addresses have an https form") {
  CHECK(httpsAddress("wasbs://datasets@a.blob.core.windows.net/iris.csv") ==
        "https://a.blob.core.windows.net/datasets/iris.csv");
  CHECK(httpsAddress("abfss://fs@a.dfs.core.windows.net/d/x") == "https://a.blob.core.windows.net/fs/d/x");
  CHECK(httpsAddress("https://h/x") == "https://h/x");
}
