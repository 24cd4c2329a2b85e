#include "ide/migration/migrate_step_ports.h"

#include <algorithm>

#include "base/strings.h"
#include "yaml/scalar.h"

namespace footplate::ide {

using yaml::Node;

std::string StepPort::word() const {
  return parameter && type == "string" && shellWord(value) != value ? quoted('\'') : inside();
}

std::string StepPort::quoted(char usual) const {
  const auto breaks = [&](char quote) {
    return value.find_first_of(quote == '"' ? "\"$`\\" : "'") != std::string::npos;
  };
  const char other = usual == '"' ? '\'' : '"';
  const std::string quote(1, breaks(usual) && !breaks(other) ? other : usual);
  return quote + inside() + quote;
}

StepPorts::StepPorts(const MigrationScope& scope, const PipelineStep& step, const PipelineFacts& facts)
    : scope_(scope), step_(step), facts_(facts) {
  collect("inputs", false);
  collect("side_inputs", false);
  collect("outputs", true);
  parameters();
}

void StepPorts::add(StepPort port) {
  port.name = freeName(port.name, [&](const std::string& name) {
    return std::ranges::any_of(
        ports_, [&](const StepPort& other) { return other.name == name && other.output == port.output; });
  });
  ports_.push_back(std::move(port));
}

void StepPorts::collect(std::string_view group, bool output) {
  for (yaml::Entry entry : scope_.entries(stepField(scope_, step_, group), std::string(group))) {
    scope_.read(entry);
    const Node body = entry.value.resolved();
    StepPort port{std::string(entry.key.text()), portName(entry.key.text()), "uri_folder", "", "", output};
    std::string mode = scope_.word(body, "bind_mode");
    if (mode.empty()) mode = scope_.word(body, "type");
    port.mode = portMode(mode, output);
    scope_.noteMode(std::string(group) + "." + port.key + ".bind_mode", mode);
    scope_.find(body, "overwrite");
    if (output) {
      port.given = outputPath(body);
    } else {
      const bool isName = body.isScalar() && yaml::typeOf(body) != yaml::ScalarType::null_;
      const std::string name = isName ? std::string(body.text()) : scope_.text(body, "source");
      takeFrom(name.empty() ? port.key : name, port);
    }
    add(std::move(port));
  }
}

std::string StepPorts::outputPath(Node body) const {
  scope_.find(body, "destination");
  const std::string store = scope_.text(body, "datastore");
  const std::string path = scope_.text(body, "path_on_datastore");
  const bool usual = store.empty() || store == facts_.defaultDatastore ||
                     (facts_.defaultDatastore.empty() && store == "workspaceblobstore");
  if (!path.empty()) return datastorePath(store.empty() ? "workspaceblobstore" : store, path);
  if (!usual && !isAssetName(store)) scope_.note("'datastore: " + store + "' is no name of a datastore");
  if (usual || !isAssetName(store)) return {};
  return "azureml://datastores/" + store + "/paths/azureml/${{name}}/${{output_name}}/";
}

void StepPorts::takeFrom(const std::string& source, StepPort& port) const {
  const PipelineSource* found = sourceFor(step_, source, facts_);
  if (found == nullptr && port.parameter) {
    scope_.note("nothing is called '" + source + "': '' stands in its place");
    return;
  }
  if (found == nullptr) {
    scope_.note("nothing is called '" + source + "': a folder of the datastore stands in its place");
    port.given = datastorePath("workspaceblobstore", source);
    return;
  }
  port.given = found->binding;
  port.type = found->type;
  port.value = found->value;
}

void StepPorts::parameters() {
  for (yaml::Entry entry : scope_.entries(stepField(scope_, step_, "parameters"), "parameters")) {
    scope_.read(entry);
    const Node body = entry.value.resolved();
    StepPort port{std::string(entry.key.text()), portName(entry.key.text()), "string", "''", "", false, true};
    if (const std::string source = scope_.text(body, "source"); !source.empty()) {
      takeFrom(source, port);
    } else if (body.isScalar()) {
      literal(body, port);
    } else if (body.size() > 0) {
      scope_.note("'parameters." + port.key + "' is neither a value nor a source");
    }
    add(std::move(port));
  }
}

void StepPorts::literal(Node value, StepPort& port) const {
  const auto type = scalarType(value);
  if (type == yaml::ScalarType::null_) {
    scope_.note("the parameter '" + port.key + "' has no default: '' stands in its place");
    return;
  }
  if (type == yaml::ScalarType::integer) port.type = "integer";
  if (type == yaml::ScalarType::number) port.type = "number";
  if (type == yaml::ScalarType::boolean) port.type = "boolean";
  port.given = yamlScalar(value);  // of its own type: a day is a text
  port.value = value.text();
}

const StepPort* StepPorts::named(std::string_view kind, std::string_view key) const {
  const auto found = std::ranges::find_if(ports_, [&](const StepPort& port) {
    return port.key == key && port.output == (kind == "output") && port.parameter == (kind == "parameter");
  });
  return found == ports_.end() ? nullptr : &*found;
}

const StepPort* StepPorts::firstData(bool output) const {
  const auto found = std::ranges::find_if(
      ports_, [&](const StepPort& port) { return port.output == output && port.isData(); });
  return found == ports_.end() ? nullptr : &*found;
}

void StepPorts::makeFile(const StepPort& output) {
  for (StepPort& port : ports_) {
    if (&port == &output) port.type = "uri_file";
  }
}

std::vector<MigratedPorts::Binding> StepPorts::bindings() const {
  std::vector<MigratedPorts::Binding> made;
  for (const StepPort& port : ports_)
    made.push_back({port.key, port.inside(), port.variable(), port.name, port.type, port.output});
  return made;
}

std::string StepPorts::lines(bool output, bool direct, const RunWriter* run) const {
  std::string text;
  for (const StepPort& port : ports_) {
    if (port.output != output) continue;
    text += "  " + port.name + ":";
    const std::string mode = direct && port.isData() ? "direct" : port.mode;
    if (output && mode.empty() && port.given.empty()) {
      text += "\n    type: " + port.type + "\n";
    } else if (output || (port.isData() && (!mode.empty() || !port.given.starts_with("${{")))) {
      text += "\n    type: " + port.type + "\n";
      if (!port.given.empty()) text += "    path: " + yamlText(port.given) + "\n";
      if (!mode.empty()) text += "    mode: " + mode + "\n";
    } else {
      text += " " + port.given + "\n";
    }
  }
  if (run != nullptr) text += output ? run->ports().outputs : run->ports().inputs;
  return text.empty() ? "" : std::string(output ? "outputs:\n" : "inputs:\n") + text;
}

std::string StepPorts::definitions(bool output, const RunWriter* run) const {
  std::string text;
  for (const StepPort& port : ports_) {
    if (port.output == output) text += "  " + port.name + ":\n    type: " + port.type + "\n";
  }
  if (run != nullptr) {
    for (const MigratedPorts::Binding& each : run->ports().bindings) {
      if (each.output == output) text += "  " + each.port + ":\n    type: " + each.type + "\n";
    }
  }
  return text.empty() ? "" : std::string(output ? "outputs:\n" : "inputs:\n") + text;
}

}  // namespace footplate::ide
