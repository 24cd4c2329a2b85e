#include "runner/data/input_files.h"

#include <catch2/catch.hpp>

#include "support/temp_folder.h"

using namespace footplate;
using namespace footplate::runner;

namespace {

struct Place {
  test::TempFolder root;
  LocalSettings settings;

  std::string at(const std::string& reference) const { return localPlace(reference, root.path(), settings); }
  Result<void> check(const std::string& reference, const std::string& type = "uri_file") const {
    PlanInput input;
    input.name = "x";
    input.type = type;
    input.value = reference;
    return checkInput(input, root.path(), settings);
  }
};

}  // namespace

TEST_CASE("data is found by path, by file URI, in a mirror and in a datastore") {
  Place place;
  place.settings.mirrors = {{"https://h.net/datasets/", place.root / "mirror"},
                            {"wasbs://c@a.net/one.csv", place.root / "mirror/iris.csv"},
                            {"azureml:iris:1", place.root / "mirror/iris.csv"}};
  place.settings.datastores = {{"mapped", place.root / "elsewhere"}};
  const std::string file = place.root.write("mirror/iris.csv", "1");
  const std::string stored = place.root.write(".footplate/datastores/blob/d/x.csv", "2");
  CHECK(place.at(file) == file);
  CHECK(place.at("file://" + file) == file);
  CHECK(place.at("https://h.net/datasets/iris.csv") == file);
  CHECK(place.at("https://h.net/datasets/iris.csv?sv=1") == file);
  CHECK(place.at("wasbs://c@a.net/one.csv") == file);
  CHECK(place.at("wasbs://c@a.net/one.csv.gz").empty());
  CHECK(place.at("azureml:iris:1") == file);
  CHECK(place.at("azureml:iris:10").empty());
  CHECK(place.at("azureml://datastores/blob/paths/d/x.csv") == stored);
  CHECK(place.at("azureml://subscriptions/s/workspaces/w/datastores/blob/paths/d/x.csv") == stored);
  CHECK(place.at("azureml://datastores/mapped/paths/y") == place.root / "elsewhere/y");
  CHECK(place.at("azureml://jobs/r-1/outputs/model/paths/m.pkl") ==
        place.root / ".footplate/runs/r-1/named-outputs/model/m.pkl");
  CHECK(place.at("https://elsewhere/x").empty());
}

TEST_CASE("what cannot be had is said before the job starts, with the line that helps") {
  Place place;
  place.root.write("folder/a.csv", "1");
  CHECK(place.check(place.root / "folder/a.csv"));
  CHECK(place.check(place.root / "folder/*.csv", "uri_folder"));
  CHECK(place.check("https://h/x.csv"));
  const auto missing = place.check(place.root / "none.csv");
  CHECK(missing.error().code == ErrorCode::notFound);
  CHECK(missing.error().message.find("input x: ") == 0);
  const auto remote = place.check("azureml://datastores/blob/paths/d/x.csv");
  CHECK(remote.error().code == ErrorCode::notFound);
  CHECK(remote.error().message.find("mirrors: {\"azureml://datastores/blob/paths/d/x.csv\": PATH}") !=
        std::string::npos);
  CHECK(remote.error().message.find(place.root / ".footplate/datastores/blob/d/x.csv") != std::string::npos);
  CHECK(place.check("azureml://registries/azureml/models/phi/versions/14", "custom_model").error().code ==
        ErrorCode::notFound);
  CHECK(place.check("s3://bucket/x").error().code == ErrorCode::unsupported);
  CHECK(place.check("azureml://datastores/blob/paths/../../../../etc/passwd").error().code ==
        ErrorCode::invalid);
  CHECK(place.check(place.root / "folder").error().code == ErrorCode::invalid);
}
