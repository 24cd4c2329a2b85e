// From conda's words to pip's: the packages of an environment as requirement lines. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "runner/run_plan.h"
#include "store/run_record.h"

namespace footplate::runner {

struct Requirements {
  std::vector<std::string> lines;  // "scikit-learn==1.5.*", options like "--extra-index-url …" as they are
  std::vector<std::string> constraints;      // lines of "-c" files
  std::string python;                        // what is asked of Python: "3.10", ">=3.8,<3.11"; "" for nothing
  std::vector<store::Substitution> leftOut;  // conda packages that pip does not have
  // Conda's packages among the lines, by packageName(), and where they stand ("/p/conda.yml:7: ", or "").
  std::map<std::string, std::string> condaPlaces;
  // The pip that is named takes the first version that fits, as it did before 20.3, and never goes back.
  bool firstFit = false;
};

Requirements requirementsOf(const EnvironmentSpec& spec);

// "channel::name=1.2=build", "name 1.2.*", "name>=1,<2", "name[version='>=1']" taken apart.
struct CondaEntry {
  std::string name;     // lower case
  std::string version;  // as pip says it: "==1.2.*", ">=1,<2", ""
  std::string python;   // as written, for `python` itself
};
CondaEntry parseCondaEntry(std::string_view text);

// "numpy==1.21.*" -> "numpy", spelt as PEP 503 does; "" for options, paths and URLs.
std::string packageName(std::string_view line);
// "numpy[x]==1.21; python_version>'3'" -> "==1.21".
std::string versionPart(const std::string& line);
// One spelling for every way to write the same requirement or option: "Foo_Bar [b, a] >=1,  <2 # why" ->
// "foo-bar[a,b]<2,>=1"; "" for an empty line or a comment.
std::string canonicalRequirement(std::string_view line);
// The file or folder a line installs from ("/a/b.whl", "file:///a/b", "-e /a"); "" for all else.
std::string localPathOf(std::string_view line);

// Compares release numbers: "1.10" after "1.9"; < 0, 0, > 0.
int compareVersions(const std::string& a, const std::string& b);
// Of `available`, the first after `wanted`, else the last before it; "" when there is none.
std::string nearestVersion(const std::string& wanted, const std::vector<std::string>& available);

}  // namespace footplate::runner
