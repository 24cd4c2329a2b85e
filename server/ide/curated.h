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

// An environment's name taken apart: "azureml:NAME:2", "azureml:NAME@latest", "azureml:NAME/versions/2",
// "azureml://registries/REGISTRY/environments/NAME/versions/2" and the ARM id of a workspace's environment.
struct EnvironmentName {
  std::string name;
  std::string version;   // "2"; "" for a label or none
  std::string registry;  // "" for the workspace's own
};
EnvironmentName readEnvironmentName(std::string_view reference);

// The one a reference names ("azureml://registries/azureml/environments/sklearn-1.5/versions/3",
// "azureml:AzureML-sklearn-1.0@latest"), or nullptr.
const CuratedEnvironment* findCurated(std::string_view reference);

// Whether a reference can mean one of these and no environment of a workspace: by its registry, or by the
// prefix "AzureML-" that the service keeps for itself.
bool namesCurated(std::string_view reference);

// The curated environment that was most likely meant by a name ("skleran-1.5", "AzureML-sklearn-9.9"),
// written with the prefix that the name has; "" when none is near.
std::string nearestCurated(std::string_view name);

}  // namespace footplate::ide
