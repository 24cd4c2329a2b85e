// The hash of a definition under random rewritings: those that change nothing keep it, those that change
// something change it. Seeds are fixed, so a failure comes back.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <random>

#include "base/fs.h"
#include "runner/environments/environment.h"
#include "runner/environments/environment_build.h"
#include "support/temp_folder.h"

using namespace footplate;
using namespace footplate::runner;

namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t most) {
  return std::uniform_int_distribution<std::size_t>(0, most - 1)(random);
}

struct Part {
  std::string name;
  std::string relation;  // "=", "==", ">=" or "" for no version
  std::string version;
};

const std::vector<std::string> names{"numpy",     "scikit-learn", "ruamel.yaml", "py_xgboost", "tqdm",
                                     "tiny-tool", "azureml-core", "mlflow",      "torch",      "pandas"};

std::vector<Part> someParts(Random& random) {
  std::vector<std::string> chosen = names;
  std::ranges::shuffle(chosen, random);
  chosen.resize(2 + below(random, 5));
  std::vector<Part> parts;
  const std::vector<std::string> relations{"", "==", ">=", "~="};
  for (const std::string& name : chosen) {
    const std::string relation = relations[below(random, relations.size())];
    const std::string version = std::to_string(below(random, 9)) + "." + std::to_string(below(random, 30));
    parts.push_back({name, relation, relation.empty() ? "" : version});
  }
  return parts;
}

std::string spaces(Random& random) {
  return std::string(below(random, 3), ' ');
}

// Another way to write the same name: PEP 503.
std::string respelt(const std::string& name, Random& random) {
  std::string text;
  for (const char c : name) {
    const bool joins = c == '-' || c == '_' || c == '.';
    if (joins)
      text += std::string("-_.")[below(random, 3)];
    else
      text += below(random, 3) == 0 ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
  }
  return text;
}

EnvironmentSpec plain(const std::vector<Part>& parts) {
  EnvironmentSpec spec;
  spec.image = "ubuntu";
  for (const Part& part : parts) spec.pip.push_back(part.name + part.relation + part.version);
  return spec;
}

EnvironmentSpec rewritten(const std::vector<Part>& parts, Random& random) {
  EnvironmentSpec spec;
  spec.image = spaces(random) + "ubuntu" + spaces(random);
  spec.name = std::to_string(random());
  for (const Part& part : parts) {
    std::string line = spaces(random) + respelt(part.name, random) + spaces(random) + part.relation;
    if (!part.version.empty()) line += spaces(random) + part.version;
    if (below(random, 3) == 0) line += "  # pinned";
    spec.pip.push_back(line);
    if (below(random, 4) == 0) spec.pip.emplace_back("# a comment");
    if (below(random, 4) == 0) spec.pip.push_back(line);  // said twice
    spec.places[line] = "conda.yml:" + std::to_string(below(random, 99));
  }
  std::ranges::shuffle(spec.pip, random);
  return spec;
}

// One change that matters.
std::vector<Part> changed(std::vector<Part> parts, Random& random) {
  Part& part = parts[below(random, parts.size())];
  switch (below(random, 3)) {
    case 0:
      part.name += "x";
      break;
    case 1:
      part.version = part.version.empty() ? "1.0" : part.version + "1";
      if (part.relation.empty()) part.relation = "==";
      break;
    default:
      parts.push_back({"another", "", ""});
  }
  return parts;
}

}  // namespace

TEST_CASE("the hash stays under every rewriting that changes nothing") {
  for (unsigned seed = 0; seed < 500; ++seed) {
    INFO("seed " << seed);
    Random random(seed);
    const std::vector<Part> parts = someParts(random);
    REQUIRE(environmentHash(plain(parts), "abi") == environmentHash(rewritten(parts, random), "abi"));
  }
}

TEST_CASE("the hash changes with every change that matters") {
  for (unsigned seed = 0; seed < 500; ++seed) {
    INFO("seed " << seed);
    Random random(seed);
    const std::vector<Part> parts = someParts(random);
    const std::vector<Part> other = changed(parts, random);
    REQUIRE(environmentHash(plain(parts), "abi") != environmentHash(rewritten(other, random), "abi"));
  }
}

TEST_CASE("the order of channels counts, and one that is said twice does not") {
  EnvironmentSpec a = plain({{"numpy", "", ""}});
  a.channels = {"conda-forge", "defaults"};
  EnvironmentSpec b = a;
  b.channels = {"https://conda.anaconda.org/conda-forge/", "conda-forge", "defaults"};
  CHECK(environmentHash(a, "abi") == environmentHash(b, "abi"));
  b.channels = {"defaults", "conda-forge"};
  CHECK(environmentHash(a, "abi") != environmentHash(b, "abi"));
}

TEST_CASE("the setuptools that a Python brings along counts where it is put in") {
  test::TempFolder folder;
  const std::string bundled = "lib/python3.9/ensurepip/_bundled/";
  const std::string wheel = folder.write(bundled + "setuptools-58.1.0-py3-none-any.whl", "");
  Interpreter python;
  python.path = folder.write("bin/python3.9", "");
  python.version = "3.9";
  python.abi = "abi";
  Requirements some;
  some.lines = {"numpy"};

  const std::string before = builtFor(python, some);
  CHECK(builtFor(python, {}) != before);  // nothing is installed, it neither
  REQUIRE(removeTree(wheel));
  folder.write(bundled + "setuptools-65.5.0-py3-none-any.whl", "");
  CHECK(builtFor(python, some) != before);
  python.version = "3.12";
  CHECK(builtFor(python, some) == builtFor(python, {}));
}
