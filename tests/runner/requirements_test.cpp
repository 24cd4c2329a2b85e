#include "runner/requirements.h"

#include <catch2/catch.hpp>

#include "runner/environment.h"

using namespace footplate;
using namespace footplate::runner;

namespace {

Requirements conda(std::vector<std::string> dependencies) {
  EnvironmentSpec spec;
  spec.dependencies = std::move(dependencies);
  return requirementsOf(spec);
}

}  // namespace

TEST_CASE("conda's ways to name a version become pip's") {
  CHECK(conda({"numpy"}).lines == std::vector<std::string>{"numpy"});
  CHECK(conda({"numpy=1.21"}).lines == std::vector<std::string>{"numpy==1.21.*"});
  CHECK(conda({"numpy=1.21.2"}).lines == std::vector<std::string>{"numpy==1.21.2"});
  CHECK(conda({"numpy==1.21.2"}).lines == std::vector<std::string>{"numpy==1.21.2"});
  CHECK(conda({"numpy=1.21.*"}).lines == std::vector<std::string>{"numpy==1.21.*"});
  CHECK(conda({"numpy>=1.2, <2"}).lines == std::vector<std::string>{"numpy>=1.2,<2"});
  CHECK(conda({"numpy 1.21.*"}).lines == std::vector<std::string>{"numpy==1.21.*"});
  CHECK(conda({"numpy=1.21.2=py38_0"}).lines == std::vector<std::string>{"numpy==1.21.2"});
  CHECK(conda({"conda-forge::NumPy=1.21.2"}).lines == std::vector<std::string>{"numpy==1.21.2"});
}

TEST_CASE("conda's own names are translated and system packages are told") {
  Requirements found = conda({"pytorch=1.10.0", "cudatoolkit=11.3", "python=3.8", "pip=21"});
  CHECK(found.lines == std::vector<std::string>{"torch==1.10.0"});
  CHECK(found.python == "3.8");
  REQUIRE(found.leftOut.size() == 1);
  CHECK(found.leftOut[0].package == "cudatoolkit");
}

TEST_CASE("an image may name a Python version") {
  CHECK(pythonOfImage("library/python:latest").empty());
  CHECK(pythonOfImage("python:3.9-slim") == "3.9");
  CHECK(pythonOfImage("docker.io/library/python:3.10.4") == "3.10");
  CHECK(pythonOfImage("mcr.microsoft.com/azureml/curated/sklearn-0.24-ubuntu18.04-py37-cpu") == "3.7");
  CHECK(pythonOfImage("mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu20.04").empty());
}

TEST_CASE("the nearest version is the next one, else the last one before") {
  CHECK(nearestVersion("1.21.2", {"1.19.0", "1.23.2", "1.24.0", "1.23.1rc1"}) == "1.23.2");
  CHECK(nearestVersion("3.0", {"1.10.0", "1.9.0"}) == "1.10.0");
  CHECK(nearestVersion("3.0", {}).empty());
  CHECK(compareVersions("1.10", "1.9") > 0);
  CHECK(compareVersions("1.0", "1") == 0);
}

TEST_CASE("the hash knows what matters and nothing else") {
  EnvironmentSpec a;
  a.dependencies = {"numpy=1.21.2", "scipy"};
  EnvironmentSpec b = a;
  b.dependencies = {"scipy", "numpy==1.21.2"};
  b.name = "another name";
  CHECK(environmentHash(a, "abi") == environmentHash(b, "abi"));
  CHECK(environmentHash(a, "abi") != environmentHash(a, "other abi"));
  b.pip = {"mlflow"};
  CHECK(environmentHash(a, "abi") != environmentHash(b, "abi"));
  b = a;
  b.image = "ubuntu";
  CHECK(environmentHash(a, "abi") != environmentHash(b, "abi"));
}
