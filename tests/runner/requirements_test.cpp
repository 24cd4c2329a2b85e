#include "runner/environments/requirements.h"

#include <catch2/catch.hpp>

#include "runner/environments/environment.h"
#include "runner/environments/environment_definition.h"
#include "runner/environments/python_version.h"

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

TEST_CASE("a pip of before 20.3 takes what fits first") {
  CHECK(conda({"pip=19.3.1"}).firstFit);
  CHECK(conda({"pip==20.2"}).firstFit);
  CHECK_FALSE(conda({"pip=20.3"}).firstFit);
  CHECK_FALSE(conda({"pip>=19"}).firstFit);
  CHECK_FALSE(conda({"pip"}).firstFit);
}

TEST_CASE("conda's own names are translated and system packages are told") {
  Requirements found = conda({"pytorch=1.10.0", "cudatoolkit=11.3", "python=3.8", "pip=21"});
  CHECK(found.lines == std::vector<std::string>{"torch==1.10.0"});
  CHECK(found.python == "3.8");
  REQUIRE(found.leftOut.size() == 1);
  CHECK(found.leftOut[0].package == "cudatoolkit");
}

TEST_CASE("the asset tool's word for the newest version asks for no version") {
  EnvironmentSpec spec;
  spec.pip = {"azureml-core=={{latest-pypi-version}}"};
  CHECK(requirementsOf(spec).lines == std::vector<std::string>{"azureml-core"});
}

TEST_CASE("a Python is asked for in conda's and pip's ways") {
  CHECK(matchesPython("3.11.7", ""));
  CHECK(matchesPython("3.11.7", "3.11"));
  CHECK(matchesPython("3.11.7", "=3.11.2"));
  CHECK_FALSE(matchesPython("3.11.7", "3.1"));
  CHECK(matchesPython("3.10.2", ">=3.8,<3.11"));
  CHECK_FALSE(matchesPython("3.11.0", ">=3.8,<3.11"));
  CHECK(matchesPython("3.9.1", "3.8.*|3.9.*"));
  CHECK_FALSE(matchesPython("3.10.0", "!=3.10"));
  CHECK(minorPython("=3.10.4") == "3.10");
  CHECK(minorPython(">=3.8").empty());
}

TEST_CASE("one requirement has one spelling") {
  CHECK(canonicalRequirement("Foo_Bar [b, a] >=1,  <2 # why") == "foo-bar[a,b]<2,>=1");
  CHECK(canonicalRequirement("foo.bar[A,B] (<2,>=1)") == "foo-bar[a,b]<2,>=1");
  CHECK(canonicalRequirement("-i  https://x") == canonicalRequirement("--index-url=https://x"));
  CHECK(canonicalRequirement("a; python_version<\"3.9\"") ==
        canonicalRequirement("a ; python_version < '3.9'"));
  CHECK(canonicalRequirement("  # nothing").empty());
}

TEST_CASE("the version of a requirement is no part of its address, marker or hash") {
  CHECK(versionPart("numpy[x]==1.21; python_version>'3'") == "==1.21");
  CHECK(versionPart("numpy >= 1, <2 # why") == ">=1,<2");
  CHECK(versionPart("numpy==1.21 --hash=sha256:00") == "==1.21");
  CHECK(versionPart("lib @ https://example.org/lib.whl?token=x").empty());
  CHECK(versionPart("lib@git+https://example.org/~me/lib@v1").empty());
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
  EnvironmentSpec odd = a;
  odd.dependencies = {"SciPy", "python =3.8", "numpy=1.21.2"};
  EnvironmentSpec even = a;
  even.dependencies = {"python==3.8", "numpy =1.21.2", "scipy"};
  CHECK(environmentHash(odd, "abi") == environmentHash(even, "abi"));
  CHECK(environmentHash(odd, "abi") != environmentHash(a, "abi"));
  CHECK(dockerSteps("# x\nfrom a\n\nrun b \\\n  c\n") == dockerSteps("FROM a\nRUN b c"));
  CHECK(environmentHash(a, "abi") != environmentHash(a, "other abi"));
  b.pip = {"mlflow"};
  CHECK(environmentHash(a, "abi") != environmentHash(b, "abi"));
  b = a;
  b.image = "ubuntu";
  CHECK(environmentHash(a, "abi") != environmentHash(b, "abi"));
}
