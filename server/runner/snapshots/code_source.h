// What a job's code is taken from: a folder or one file, and what lies elsewhere and is put beside its
// content under its own name (`additional_includes` of a component).
//
//   takeSnapshot({"/project/train", {"/project/common", "/project/labels.csv"}}, objects, index);
#pragma once

#include <compare>
#include <string>
#include <utility>
#include <vector>

namespace footplate::runner {

struct CodeSource {
  CodeSource() = default;
  // A path alone is a source.
  CodeSource(std::string code, std::vector<std::string> more = {})
      : path(std::move(code)), includes(std::move(more)) {}
  CodeSource(const char* code) : path(code) {}

  std::string path;                   // "" for none
  std::vector<std::string> includes;  // files and folders

  bool empty() const { return path.empty() && includes.empty(); }
  auto operator<=>(const CodeSource&) const = default;
};

}  // namespace footplate::runner
