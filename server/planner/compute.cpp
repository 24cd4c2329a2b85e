#include "planner/compute.h"

#include <algorithm>

#include "base/path.h"

namespace footplate::planner {

namespace {

bool isComputeName(std::string_view name) {
  return !name.empty() && name.front() != '.' && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

// "azureml:cpu-cluster" -> "cpu-cluster"; an ARM id -> its last part.
std::string computeName(std::string_view reference) {
  if (reference.starts_with("azureml:")) reference.remove_prefix(8);
  const bool isPath = reference.find('/') != std::string_view::npos;
  std::string name = isPath ? fileName(reference) : std::string(reference);
  return name.empty() ? "local" : name;
}

}  // namespace

Result<void> chooseCompute(const std::string& reference, const BodyContext& context, runner::RunPlan& plan) {
  const std::string name = computeName(reference);
  if (!isComputeName(name)) {
    return fail(ErrorCode::invalid, "choosing the compute: '" + name +
                                        "' cannot name one; write local or the name of a file in "
                                        ".footplate/compute/");
  }
  plan.compute = name;
  if (name == "local") return {};
  const bool known = context.workspace->exists(joinPath(context.root, ".footplate/compute/" + name + ".yml"));
  plan.notes.push_back("compute " + name +
                       (known ? " cannot be reached by this version" : " is unknown here") +
                       ": the run goes to local");
  return {};
}

}  // namespace footplate::planner
