#include "planner/runconfig_data.h"

#include <algorithm>
#include <cctype>

#include "base/path.h"
#include "base/strings.h"
#include "ide/v1_runconfig.h"
#include "planner/data_reader.h"
#include "runner/data/input_files.h"

namespace footplate::planner {

namespace {

using ide::v1Find;
using ide::v1Text;
using ide::v1Word;
using yaml::Node;

constexpr std::string_view variablePrefix = "AZUREML_DATAREFERENCE_";

bool isNameCharacter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// A name that a shell takes for a variable's.
std::string portName(std::string_view name) {
  std::string made;
  for (const char c : name) made += isNameCharacter(c) ? c : '_';
  return made.empty() || std::isdigit(static_cast<unsigned char>(made.front())) != 0 ? "data_" + made : made;
}

struct Port {
  std::string key;  // as the file names it
  std::string reference;
  std::string mode;  // as v1 says it, lower case
  std::string onCompute;
  std::string variable;    // that the file asks for
  std::string registered;  // the dataset that an output becomes
  bool output = false;
};

std::string datastoreReference(const std::string& datastore, std::string_view path) {
  while (path.starts_with('/') || path.starts_with("./")) path.remove_prefix(path.starts_with('/') ? 1 : 2);
  if (path == ".") path = {};
  return "azureml://datastores/" + datastore + "/paths/" + std::string(path);
}

class Reader {
 public:
  Reader(const PlanRequest& request, const ProjectConfig& config)
      : request_(request),
        config_(config),
        root_(request.document->yaml().root().resolved()),
        reader_({request.workspace, ide::sourceFolderOf(*request.document, *request.workspace), request.root,
                 config.local}) {}

  Result<V1Data> read() {
    for (const yaml::Entry entry : v1Find(root_, "dataReferences").entries()) {
      if (auto added = add(reference(entry)); !added) return fail(added.error());
    }
    for (const char* group : {"data", "outputData"}) {
      for (const yaml::Entry entry : v1Find(root_, group).entries()) {
        if (auto added = add(located(entry, group)); !added) return fail(added.error());
      }
    }
    std::ranges::stable_sort(data_.words,
                             [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    data_.secrets = reader_.secrets();
    return std::move(data_);
  }

 private:
  static Port reference(yaml::Entry entry) {
    const Node body = entry.value.resolved();
    Port port;
    port.key = entry.key.text();
    std::string datastore = v1Text(body, "dataStoreName");
    if (datastore.empty()) datastore = port.key;
    port.reference = datastoreReference(datastore, v1Text(body, "pathOnDataStore"));
    port.mode = v1Word(body, "mode");
    port.onCompute = v1Text(body, "pathOnCompute");
    port.output = port.mode == "upload";
    return port;
  }

  static Port located(yaml::Entry entry, std::string_view group) {
    const Node body = entry.value.resolved();
    Port port;
    port.key = entry.key.text();
    port.output = group == "outputData";
    port.mode = v1Word(body, "mechanism");
    port.onCompute = v1Text(body, "pathOnCompute");
    if (port.onCompute.empty()) port.onCompute = v1Text(v1Find(body, "additionalOptions"), "pathOnCompute");
    port.variable = v1Text(body, "environmentVariableName");
    port.registered = v1Text(v1Find(v1Find(body, "additionalOptions"), "registrationOptions"), "name");
    const Node location = v1Find(body, port.output ? "outputLocation" : "dataLocation");
    const Node datapath = v1Find(location, "datapath");
    if (const std::string store = v1Text(datapath, "datastoreName"); !store.empty()) {
      port.reference = datastoreReference(store, v1Text(datapath, "relativePath"));
    } else if (const std::string uri = v1Text(v1Find(location, "uri"), "path"); !uri.empty()) {
      port.reference = uri;
    } else if (!port.output) {
      const Node dataset = v1Find(location, "dataset");
      const std::string name = v1Text(dataset, "name");
      const std::string version = v1Text(dataset, "version");
      port.reference = "azureml:" + (name.empty() ? port.key : name);
      if (!version.empty() && version != "latest") port.reference += ":" + version;
    }
    return port;
  }

  Result<void> add(const Port& port) {
    std::string name = portName(port.key);
    while (std::ranges::find(names_, name) != names_.end()) name += '_';
    names_.push_back(name);
    auto added = port.output ? addOutput(port, name) : addInput(port, name);
    if (added) nameIt(port, name);
    return added;
  }

  Result<void> addOutput(const Port& port, const std::string& name) {
    auto path = reader_.outputPath(name, port.reference);
    if (!path) return fail(path.error());
    runner::PlanOutput output;
    output.name = name;
    output.mode = port.mode == "upload" ? "upload" : "rw_mount";
    output.path = std::move(*path);
    output.assetName = port.registered;
    data_.outputs.push_back(std::move(output));
    return {};
  }

  // v1 does not say whether a reference is to a file or to a folder.
  Result<void> addInput(const Port& port, const std::string& name) {
    const std::string mode = port.mode == "download" || port.mode == "direct" ? port.mode : "ro_mount";
    auto input = reader_.data(name, "", port.reference, mode);
    if (!input) return fail(input.error());
    const std::string place = runner::localPlace(input->value, request_.root, config_.local);
    const bool isFile =
        place.empty() ? !fileExtension(fileName(input->value)).empty() : !request_.workspace->isFolder(place);
    if (input->type == "uri_folder" && isFile) input->type = "uri_file";
    data_.inputs.push_back(std::move(*input));
    return {};
  }

  // Its variables, and the words that arguments use for it.
  void nameIt(const Port& port, const std::string& name) {
    const std::string variable = std::string(variablePrefix) + name;
    const std::string binding = std::string("${{") + (port.output ? "outputs." : "inputs.") + name + "}}";
    data_.variables[variable] = binding;
    data_.variables[std::string(variablePrefix) + port.key] = binding;
    data_.variables[port.variable.empty() ? portName(port.key) : port.variable] = binding;
    const auto word = [&](std::string text) { data_.words.emplace_back(std::move(text), variable); };
    for (const char* prefix :
         {"DatasetConsumptionConfig:", "DatasetOutputConfig:", "OutputFileDatasetConfig:"})
      word(prefix + port.key);
    for (const std::string& said : {std::string(variablePrefix) + port.key, port.variable}) {
      if (said.empty()) continue;
      word("$" + said);
      word("${" + said + "}");
    }
    const bool telling = port.onCompute.find_first_not_of("./") != std::string::npos;
    if (telling && port.onCompute.size() > 2) word(port.onCompute);
  }

  const PlanRequest& request_;
  const ProjectConfig& config_;
  Node root_;
  DataReader reader_;
  V1Data data_;
  std::vector<std::string> names_;
};

// The row of `words` that stands at `at`, whole; null for none.
const std::pair<std::string, std::string>* wordAt(std::string_view text, std::size_t at,
                                                  const V1Words& words) {
  for (const auto& row : words) {
    const std::string& said = row.first;
    if (text.compare(at, said.size(), said) != 0) continue;
    const std::size_t end = at + said.size();
    if (end < text.size() && isNameCharacter(text[end]) && said.back() != '}') continue;
    const bool opens = said.front() == '$' || at == 0;
    if (opens || (!isNameCharacter(text[at - 1]) && text[at - 1] != '/')) return &row;
  }
  return nullptr;
}

// "$NAME" or "${NAME}" at `at`: the name and where it ends; "" for none.
std::pair<std::string, std::size_t> variableAt(std::string_view text, std::size_t at) {
  if (text[at] != '$' || at + 1 >= text.size()) return {};
  const bool braced = text[at + 1] == '{';
  std::size_t end = at + 1 + (braced ? 1 : 0);
  const std::size_t begin = end;
  while (end < text.size() && isNameCharacter(text[end])) ++end;
  std::string name(text.substr(begin, end - begin));
  if (name.empty() || std::isdigit(static_cast<unsigned char>(name.front())) != 0) return {};
  if (braced && (end >= text.size() || text[end] != '}')) return {};
  return {std::move(name), braced ? end + 1 : end};
}

bool isPlain(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) {
    return isNameCharacter(c) || std::string_view("-./:=@%+,").find(c) != std::string_view::npos;
  });
}

}  // namespace

Result<V1Data> readV1Data(const PlanRequest& request, const ProjectConfig& config) {
  return Reader(request, config).read();
}

std::string v1Argument(std::string_view argument, const V1Words& words) {
  std::string quoted;
  bool expands = false;
  for (std::size_t at = 0; at < argument.size();) {
    if (const auto* word = wordAt(argument, at, words)) {
      quoted += "${" + word->second + "}";
      at += word->first.size();
      expands = true;
      continue;
    }
    if (const auto [name, end] = variableAt(argument, at); !name.empty()) {
      // As v1: a variable that is not set stays as it is written.
      quoted += "${" + name + "-\\$" + std::string(argument.substr(at + 1, end - at - 1)) + "}";
      at = end;
      expands = true;
      continue;
    }
    const char c = argument[at++];
    if (c == '\\' || c == '"' || c == '`' || c == '$') quoted += '\\';
    quoted += c;
  }
  if (!expands) return isPlain(argument) ? std::string(argument) : shellQuote(argument);
  return "\"" + quoted + "\"";
}

std::string v1Command(std::string_view command, const V1Words& words) {
  std::string text;
  for (std::size_t at = 0; at < command.size();) {
    const auto* word = wordAt(command, at, words);
    if (!word) {
      text += command[at++];
      continue;
    }
    text += "${" + word->second + "}";
    at += word->first.size();
  }
  return text;
}

}  // namespace footplate::planner
