// A file of the project as something to register: its text with every path leading to a copy beside it, or,
// for data, to where the data lies.
//
//   auto package = packageAsset({document.get(), &workspace, root});
//   // package->text is asset.yml; package->copies go beside it
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "ide/document.h"
#include "ide/workspace.h"
#include "store/asset_store.h"

namespace footplate::planner {

struct AssetRequest {
  const ide::Document* document = nullptr;
  const ide::Workspace* workspace = nullptr;
  std::string root;
};

struct AssetPackage {
  store::Asset asset;  // kind, name, version, type, description, path, source
  std::string text;    // of asset.yml
  struct Copy {
    std::string from;  // absolute; a folder is copied as a snapshot takes it
    std::string name;  // below the asset's folder
  };
  std::vector<Copy> copies;
  struct Text {
    std::string name;  // below the asset's folder
    std::string text;
  };
  std::vector<Text> texts;  // made here: component files that the asset names, changed in the same way, …
};

// invalid for a file that defines no data, model, environment or component; notFound for what it names and
// is not there.
Result<AssetPackage> packageAsset(const AssetRequest& request);

}  // namespace footplate::planner
