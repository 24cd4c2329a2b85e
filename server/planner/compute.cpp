#include "planner/compute.h"

#include <algorithm>
#include <array>

#include "base/path.h"
#include "base/strings.h"
#include "planner/machine_size.h"
#include "yaml/scalar.h"
#include "yaml/tree.h"

namespace footplate::planner {

namespace {

using yaml::Node;

// Types of compute, and why a run cannot go there; "" where it can.
struct ComputeType {
  std::string_view word;
  std::string_view problem;
};

constexpr std::array<ComputeType, 8> types{{
    {"local", ""},
    {"amlcompute", ""},
    {"ssh", "machines reached by SSH have no engine in this version"},
    {"slurm", "Slurm clusters have no engine in this version"},
    {"computeinstance", "compute instances of Azure have no engine in this version"},
    {"virtualmachine", "attached virtual machines have no engine in this version"},
    {"kubernetes", "Kubernetes clusters have no engine in this version"},
    {"synapsespark", "Spark pools have no engine in this version"},
}};

// "azureml:cpu-cluster" -> "cpu-cluster"; an ARM id -> its last part.
std::string computeName(std::string_view reference) {
  if (reference.starts_with("azureml:")) reference.remove_prefix(8);
  const bool isPath = reference.find('/') != std::string_view::npos;
  std::string name = isPath ? fileName(reference) : std::string(reference);
  return name.empty() ? "local" : name;
}

int number(Node file, std::string_view key, int otherwise) {
  const auto given = yaml::asInteger(file.find(key)).value_or(otherwise);
  return static_cast<int>(std::clamp<std::int64_t>(given, 0, 1'000'000));
}

void readSizes(Node file, const std::string& type, DeclaredCompute& made) {
  runner::Pool& pool = made.pool;
  const bool own = type == "local";
  pool.minInstances = number(file, "min_instances", 0);
  pool.maxInstances = number(file, "max_instances", own ? 0 : 1);
  pool.idleSeconds = number(file, "idle_time_before_scale_down", 120);
  if (!own && pool.maxInstances == 0) made.problem = "its max_instances is 0";
  if (const auto size = machineSize(file.find("size").text())) {
    pool.cpus = size->cpus;
    pool.memory = size->memory;
  }
  if (const auto cpus = yaml::asNumber(file.find("cpus")); cpus && *cpus > 0) pool.cpus = *cpus;
  if (const auto memory = byteCount(file.find("memory").text()); memory > 0) pool.memory = memory;
  if (const auto cards = yaml::asInteger(file.find("gpus"))) pool.gpus = number(file, "gpus", 0);
  // Each node has a card of its own, so there are no more nodes than cards.
  if (pool.gpus > 0 && (pool.maxInstances == 0 || pool.maxInstances > pool.gpus))
    pool.maxInstances = pool.gpus;
}

std::string shown(const std::string& name) {
  return "compute " + name;
}

}  // namespace

bool isComputeName(std::string_view name) {
  return !name.empty() && name.front() != '.' && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

std::string computeFile(const std::string& root, const std::string& name) {
  return joinPath(root, ".footplate/compute/" + name + ".yml");
}

std::vector<std::string> computeNames(const std::string& root, const ide::Workspace& workspace) {
  std::vector<std::string> names;
  for (const ide::FolderEntry& entry : workspace.list(joinPath(root, ".footplate/compute"))) {
    const std::string name = fileStem(entry.name);
    if (!entry.isFolder && fileExtension(entry.name) == ".yml" && isComputeName(name)) names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

Result<DeclaredCompute> readCompute(const std::string& name, const std::string& root,
                                    const ide::Workspace& workspace) {
  const std::string path = computeFile(root, name);
  const auto text = workspace.read(path);
  if (!text) return fail(ErrorCode::notFound, "reading " + shown(name) + ": there is no file " + path);
  const auto tree = yaml::parse(text);
  for (const auto& problem : tree->problems()) {
    if (problem.severity != Severity::error) continue;
    const auto line = tree->lines().lineOf(problem.span.begin) + 1;
    return fail(ErrorCode::invalid, "reading " + path + ":" + std::to_string(line) + ": " + problem.message);
  }
  const Node file = tree->root().resolved();
  DeclaredCompute made;
  made.type = toLower(textAt(file, "type"));
  if (made.type.empty()) made.type = "local";
  made.pool.name = name;
  made.pool.type = made.type;
  made.pool.file = path;
  const auto known = std::ranges::find(types, made.type, &ComputeType::word);
  made.problem =
      known == types.end() ? "its type '" + made.type + "' is not known here" : std::string(known->problem);
  if (!made.problem.empty()) return made;
  if (auto good = checkAmounts(file, path); !good) return fail(good.error());
  readSizes(file, made.type, made);
  readTextMap(file.find("environment_variables"), made.environmentVariables);
  made.python = textAt(file, "python");
  if (made.python.find('/') != std::string::npos) made.python = joinPath(root, made.python);
  return made;
}

Result<void> chooseCompute(const std::string& reference, const BodyContext& context, runner::RunPlan& plan) {
  const std::string name = computeName(reference);
  if (!isComputeName(name)) {
    return fail(ErrorCode::invalid, "choosing the compute: '" + name +
                                        "' cannot name one; write local or the name of a file in "
                                        ".footplate/compute/");
  }
  plan.compute = name;
  plan.pool = {};
  auto declared = readCompute(name, context.root, *context.workspace);
  if (!declared && declared.error().code != ErrorCode::notFound) return fail(declared.error());
  if (!declared) {
    plan.pool.cpus = plan.local.cpus;
    plan.pool.memory = plan.local.memory;
    if (name != "local") plan.notes.push_back(shown(name) + " is unknown here: the run goes to local");
    return {};
  }
  if (!declared->problem.empty()) {
    return fail(ErrorCode::unsupported,
                "choosing " + shown(name) + ": " + declared->problem + "; choose another by --on");
  }
  plan.pool = std::move(declared->pool);
  for (auto& [variable, value] : declared->environmentVariables)
    plan.environmentVariables.emplace(variable, value);
  if (!declared->python.empty()) plan.local.python = declared->python;
  return {};
}

Result<void> checkPlaces(runner::RunPlan& plan) {
  for (runner::RunPlan& step : plan.steps) {
    if (auto good = checkPlaces(step); !good)
      return fail(good.error().code, "step " + step.step + ": " + good.error().message);
  }
  if (!plan.steps.empty()) return {};
  if (plan.distribution.type == "ray") {
    return fail(ErrorCode::unsupported,
                "the distribution 'ray' cannot be started by this version; start Ray in the command itself");
  }
  if (plan.instanceCount > 1 && plan.distribution.type.empty()) {
    plan.notes.push_back("instance_count is " + std::to_string(plan.instanceCount) +
                         " without a distribution: the command runs once, on the first node");
  }
  const runner::Pool& pool = plan.pool;
  if (pool.file.empty() || pool.maxInstances == 0 || plan.instanceCount <= pool.maxInstances) return {};
  return fail(ErrorCode::unsupported, "the run wants " + std::to_string(plan.instanceCount) +
                                          " nodes at once, " + shown(pool.name) + " has at most " +
                                          std::to_string(pool.maxInstances) + "; change max_instances in " +
                                          pool.file);
}

}  // namespace footplate::planner
