#include "ide/checks/dialect.h"

#include <string>

#include "base/strings.h"
#include "schema/entries.h"
#include "yaml/tree.h"

namespace footplate::ide {
namespace {

using yaml::Entry;
using yaml::Node;

// A trait of the 2021 preview and what is written instead today.
struct Trait {
  Node key;
  std::string today;
};

std::string_view textOf(Node node) {
  return node.resolved().isScalar() ? node.resolved().text() : std::string_view();
}

// Inputs and outputs that wrap their data: `x: {data: …}`, `x: {dataset: {local_path: …}}`.
Trait portTrait(Node ports) {
  Trait first;
  schema::eachEntry(ports.resolved(), [&](Entry entry, Node) {
    for (std::string_view old : {"data", "dataset", "folder", "file"}) {
      const Node value = entry.value.resolved().find(old);
      if (value && !first.key) first = {value.entryKey(), "an input has 'type' and 'path'"};
    }
  });
  return first;
}

Trait environmentTrait(Node environment) {
  if (const Node docker = environment.find("docker"); docker.resolved().isMapping())
    return {docker.entryKey(), "an environment has 'image', or 'build' with a 'path'"};
  const Node path = environment.find("path");
  const Node build = environment.find("build").resolved();
  if (path && build.isMapping() && !build.find("path") && !environment.find("image"))
    return {path.entryKey(), "an environment has 'image', or 'build' with a 'path'"};
  if (path && environment.find("conda_file") && !environment.find("image") && !build)
    return {path.entryKey(), "an environment has 'image' and 'conda_file'"};
  return {};
}

Trait codeTrait(Node body) {
  const Node code = body.find("code");
  for (std::string_view old : {"local_path", "directory", "file"}) {
    if (code.resolved().find(old)) return {code.entryKey(), "'code' is the path itself"};
  }
  return {};
}

// What runs a command: a command job, a component, the trial of a sweep.
Trait bodyTrait(Node body) {
  if (Trait trait = codeTrait(body); trait.key) return trait;
  const Node compute = body.find("compute");
  if (compute.resolved().find("target"))
    return {compute.entryKey(), "'compute' is the name itself, and 'resources' has the 'instance_count'"};
  if (Trait trait = environmentTrait(body.find("environment").resolved()); trait.key) return trait;
  return portTrait(body.find("inputs"));
}

// Words that only the preview had, in any job.
Trait jobTrait(Node job) {
  if (const Node old = job.find("job_type")) return {old.entryKey(), "the kind of a job is its 'type'"};
  const std::string type = toLower(textOf(job.find("type")));
  if (type.ends_with("_job"))
    return {job.find("type").entryKey(), "the type is '" + type.substr(0, type.size() - 4) + "'"};
  return bodyTrait(job);
}

Trait sweepTrait(Node job) {
  if (const Node old = job.find("algorithm"))
    return {old.entryKey(),
            "a sweep has a 'sampling_algorithm', and its 'limits' have the numbers of trials"};
  if (Trait trait = jobTrait(job); trait.key) return trait;
  return bodyTrait(job.find("trial").resolved());
}

Trait stepTrait(Node step) {
  const std::string type = toLower(textOf(step.find("type")));
  if (type == "component" || type == "component_job")
    return {step.find("type").entryKey(), "the type of a step is that of its component, 'command'"};
  if (const Node old = step.find("overrides"))
    return {old.entryKey(), "'resources' and 'distribution' stand in the step itself"};
  return bodyTrait(step);
}

Trait pipelineTrait(Node job) {
  Trait first;
  schema::eachEntry(job.find("jobs").resolved(), [&](Entry entry, Node) {
    if (!first.key) first = stepTrait(entry.value.resolved());
  });
  if (first.key) return first;
  if (Trait trait = jobTrait(job); trait.key) return trait;
  return portTrait(job.find("outputs"));
}

Trait endpointTrait(Node endpoint) {
  if (const Node old = endpoint.find("deployments"))
    return {old.entryKey(), "each deployment is a file of its own that names its 'endpoint_name'"};
  const std::string type = toLower(textOf(endpoint.find("type")));
  if (type == "online" || type == "batch")
    return {endpoint.find("type").entryKey(), "an endpoint has no 'type'"};
  for (std::string_view word : {"target", "infrastructure"}) {
    if (const Node old = endpoint.find(word))
      return {old.entryKey(), "the cluster of an endpoint is its 'compute'"};
  }
  return {};
}

Trait assetTrait(Node asset) {
  for (std::string_view word : {"local_path", "directory", "file"}) {
    if (const Node old = asset.find(word))
      return {old.entryKey(), "an asset has a 'path', its 'type' says what lies there"};
  }
  return {};
}

// "paths: [{folder: …}]" of the data sets.
Trait dataTrait(Node asset) {
  if (Trait trait = assetTrait(asset); trait.key) return trait;
  const Node paths = asset.find("paths");
  if (asset.find("type")) return {};  // most likely the content of a file MLTable
  for (const Node item : paths.resolved().items()) {
    if (item.resolved().find("folder") || item.resolved().find("file"))
      return {paths.entryKey(), "an asset has a 'path', its 'type' says what lies there"};
  }
  return {};
}

Trait clusterTrait(Node cluster) {
  if (const Node old = cluster.find("scale_settings"); old.resolved().isMapping())
    return {old.entryKey(), "'min_instances' and 'max_instances' stand in the cluster itself"};
  return {};
}

Trait workspaceTrait(Node workspace) {
  if (const Node old = workspace.find("app_insights"))
    return {old.entryKey(), "a workspace has 'application_insights'"};
  return {};
}

Trait deploymentTrait(Node deployment) {
  if (Trait trait = codeTrait(deployment.find("code_configuration").resolved()); trait.key) return trait;
  if (Trait trait = assetTrait(deployment.find("model").resolved()); trait.key) return trait;
  if (const Node old = deployment.find("scale_settings").resolved().find("scale_type"))
    return {old.entryKey(), "'scale_settings' has a 'type', and 'instance_count' stands beside it"};
  return environmentTrait(deployment.find("environment").resolved());
}

struct Dialect {
  std::string_view kind;
  Trait (*trait)(Node root);
};

constexpr Dialect dialects[] = {
    {"commandJob", jobTrait},
    {"sweepJob", sweepTrait},
    {"pipelineJob", pipelineTrait},
    {"commandComponent", bodyTrait},
    {"environment", environmentTrait},
    {"onlineEndpoint", endpointTrait},
    {"batchEndpoint", endpointTrait},
    {"onlineDeployment", deploymentTrait},
    {"batchDeployment", deploymentTrait},
    {"data", dataTrait},
    {"dataOrModel", dataTrait},
    {"computeAml", clusterTrait},
    {"model", assetTrait},
    {"workspace", workspaceTrait},
};

// Documents of a whole retired language: their first line says it.
struct Retired {
  std::string_view kind;
  std::string_view code;
  std::string_view message;
};

constexpr Retired retired[] = {
    {"v0runconfig", "dialect.workbench-2017",
     "this run configuration is of the Azure ML Workbench of 2017, which is gone, and is not checked; write "
     "a "
     "command job with 'command', 'environment' and 'compute' instead"},
    {"v0compute", "dialect.workbench-2017",
     "this compute target is of the Azure ML Workbench of 2017, which is gone, and is not checked; write a "
     "compute file with 'type' and 'name' instead"},
    {"v0sparkDeps", "dialect.workbench-2017",
     "this list of Spark packages is of the Azure ML Workbench of 2017, which is gone, and is not checked; "
     "write a Spark job and name the packages in its 'conf'"},
};

constexpr std::string_view releaseMessage =
    "this file tells the tools of a component registry what to release and is not checked; the component "
    "itself is in the file that 'spec' names";

// What a component of the v1.5 SDK is today, by its type; those that are not here have no successor.
struct Successor {
  std::string_view old;  // in lower case
  std::string_view today;
};

constexpr Successor successors[] = {
    {"parallelcomponent", "'type: parallel' and inputs of types like 'integer'"},
    {"pipelinecomponent", "'type: pipeline' and inputs of types like 'integer'"},
    {"sparkcomponent", "'type: spark' and inputs of types like 'integer'"},
    {"distributedcomponent", "'type: command', a 'distribution' and inputs of types like 'integer'"},
    {"commandcomponent",
     "'type: command', inputs of types like 'integer' and '${{inputs.NAME}}' in its command"},
};

std::string componentMessage(Node root) {
  const std::string said =
      "this component is written in the dialect of the v1.5 component SDK, which is not checked here; today ";
  std::string type = toLower(textOf(root.find("type")));
  if (type.empty() || type == "command_component" || type == "component") type = "commandcomponent";
  for (const Successor& successor : successors) {
    if (type == successor.old) return said + "it is a document with " + std::string(successor.today);
  }
  if (type == "sweepcomponent") return said + "a step with 'type: sweep' and a 'trial' does its work";
  return said + "there are components of type 'command', 'parallel', 'pipeline' and 'spark'";
}

Span firstKey(Node root) {
  for (Entry entry : root.entries()) return entry.key.span();
  return {root.span().begin, root.span().begin};
}

std::optional<schema::Issue> wholeDialect(const Document& document) {
  const Node root = document.yaml().root();
  if (document.kind == "v15Component") {
    const Node spec = root.find("spec");
    const bool releases = spec && !root.find("command");
    return schema::Issue{releases ? spec.entryKey().span() : firstKey(root),
                         releases ? Severity::information : Severity::warning,
                         "dialect.component-v15",
                         releases ? std::string(releaseMessage) : componentMessage(root),
                         {}};
  }
  for (const Retired& each : retired) {
    if (each.kind != document.kind) continue;
    return schema::Issue{
        firstKey(root), Severity::warning, std::string(each.code), std::string(each.message), {}};
  }
  return std::nullopt;
}

}  // namespace

std::optional<schema::Issue> retiredDialect(const Document& document) {
  if (auto issue = wholeDialect(document)) return issue;
  Trait trait;
  for (const Dialect& dialect : dialects) {
    if (dialect.kind == document.kind) trait = dialect.trait(document.yaml().root());
  }
  if (!trait.key) return std::nullopt;
  // What cannot run is no obstacle to a submit.
  const bool runs = document.kind.ends_with("Job");
  return schema::Issue{
      trait.key.span(),
      runs || document.kind == "environment" ? Severity::error : Severity::warning,
      "dialect.preview-2021",
      "this document has the form of the 2021 preview, which is retired and not checked further; today " +
          trait.today,
      {}};
}

}  // namespace footplate::ide
