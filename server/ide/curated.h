// The curated environments of Azure ML that ship with us (schemas/curated/): read once, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace footplate::ide {

struct CuratedEnvironment {
  std::string name;
  std::string description;
  std::string python;
  std::vector<std::string> packages;
  std::string notes;
  std::string refused;               // why it cannot be had on this machine; "" when it can
  std::vector<std::string> aliases;  // patterns with "*"

  // "azureml://registries/azureml/environments/NAME/labels/latest"
  std::string reference() const;
};

const std::vector<CuratedEnvironment>& curatedEnvironments();

// The one a reference names ("azureml://registries/azureml/environments/sklearn-1.5/versions/3",
// "azureml:AzureML-sklearn-1.0@latest"), or nullptr.
const CuratedEnvironment* findCurated(std::string_view reference);

}  // namespace footplate::ide
