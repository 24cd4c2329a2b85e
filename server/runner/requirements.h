// From conda's words to pip's: the packages of an environment as requirement lines. Pure.
#pragma once

#include <string>
#include <vector>

#include "runner/run_plan.h"
#include "store/run_record.h"

namespace footplate::runner {

struct Requirements {
  std::vector<std::string> lines;  // "scikit-learn==1.5.*", options like "--extra-index-url …" as they are
  std::string python;              // "3.10" when a version is asked for
  std::vector<store::Substitution> leftOut;  // conda packages that pip does not have
};

Requirements requirementsOf(const EnvironmentSpec& spec);

// "numpy==1.21.*" -> "numpy", lower case with '-'; "" for options, paths and URLs.
std::string packageName(const std::string& line);
// "numpy[x]==1.21; python_version>'3'" -> "==1.21".
std::string versionPart(const std::string& line);

// The Python version in an image's name: "library/python:3.9-slim" -> "3.9", "" when there is none.
std::string pythonOfImage(const std::string& image);

// Compares release numbers: "1.10" after "1.9"; < 0, 0, > 0.
int compareVersions(const std::string& a, const std::string& b);
// Of `available`, the first after `wanted`, else the last before it; "" when there is none.
std::string nearestVersion(const std::string& wanted, const std::vector<std::string>& available);

}  // namespace footplate::runner
