// What a component takes along beside its code: `additional_includes` in it, and the file of that extension
// beside it ("train.yml" has "train.additional_includes": a path a line, or YAML with that very key).
//
//   for (const Include& include : additionalIncludes(component, "/p/train.yml", workspace))
//   use(include.path);
#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "ide/workspace.h"
#include "yaml/tree.h"

namespace footplate::ide {

struct Include {
  std::string path;     // absolute
  std::string written;  // "" for what is no path: an artifact of a feed
  Span span;            // in the component; empty where it stands in the file beside it
  std::string file;     // that file, "" for the component itself
  int line = 0;         // in that file, from 1
};

// Paths start from the folder of `file`, the component's own ("" and `folder` for one written in place).
std::vector<Include> additionalIncludes(yaml::Node component, const std::string& folder,
                                        const std::string& file, const Workspace& workspace);

// The folder that the service would pack for "common.zip"; "" where the path means no such thing.
std::string folderToPack(const std::string& path, const Workspace& workspace);

}  // namespace footplate::ide
