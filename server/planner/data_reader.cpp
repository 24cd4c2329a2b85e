#include "planner/data_reader.h"

#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "planner/literal.h"
#include "runner/data/data_reference.h"
#include "runner/data/input_files.h"

namespace footplate::planner {

namespace {

using Form = runner::DataReference::Form;

constexpr unsigned deepest = 8;  // assets that name assets

std::string textAt(yaml::Node node, std::string_view key) {
  return std::string(trim(node.find(key).resolved().text()));
}

bool isParameterType(std::string_view type) {
  return type == "string" || type == "integer" || type == "number" || type == "boolean";
}

// An address that config.yml gives a place is that place, to a script that reads the text, too.
std::string mirrored(std::string text, const runner::LocalSettings& settings) {
  if (uriScheme(text).empty()) return text;
  std::string place = runner::mirrorOf(text, settings);
  return place.empty() ? text : place;
}

// The asset kind that an input of this type means.
std::string kindOf(const runner::DataReference& reference, const std::string& type) {
  if (!reference.kind.empty()) return reference.kind;
  return type.ends_with("_model") ? "model" : "data";
}

}  // namespace

Result<runner::PlanInput> DataReader::input(const std::string& name, yaml::Node value) {
  value = value.resolved();
  runner::PlanInput input;
  input.name = name;
  if (!value.isMapping()) {
    input.value = value.isNull() ? std::string() : mirrored(literalText(value), context_.local);
    return input;
  }
  if (const yaml::Node literal = value.find("value")) {
    input.value = mirrored(literalText(literal.resolved()), context_.local);
    return input;
  }
  const std::string type = toLower(textAt(value, "type"));
  const yaml::Node given = value.find("path") ? value.find("path") : value.find("default");
  if (isParameterType(type)) {
    input.value = mirrored(literalText(given.resolved()), context_.local);
    return input;
  }
  return data(name, type, std::string(trim(given.resolved().text())), toLower(textAt(value, "mode")));
}

Result<runner::PlanInput> DataReader::data(const std::string& name, const std::string& type,
                                           const std::string& reference, const std::string& mode) {
  runner::PlanInput input;
  input.name = name;
  input.type = type;
  input.mode = mode;
  if (reference.empty()) return fail(ErrorCode::invalid, "reading input " + name + ": it has no path");
  if (auto found = locate(input, reference, context_.folder, 0); !found) return fail(found.error());
  if (input.type.empty()) input.type = "uri_folder";
  if (auto there = runner::checkInput(input, context_.root, context_.local); !there)
    return fail(there.error());
  if (input.type == "mltable" && input.mode != "direct") {
    if (auto read = readTable(input); !read) return fail(read.error());
  }
  return input;
}

Result<void> DataReader::locate(runner::PlanInput& input, const std::string& reference,
                                const std::string& folder, unsigned depth) {
  const bool isMirrored = !runner::mirrorOf(reference, context_.local).empty();
  const runner::DataReference read = runner::readDataReference(reference);
  if (read.form == Form::asset && !isMirrored) return fromAsset(input, reference, depth);
  if (read.form == Form::path && !isMirrored) {
    input.value = joinPath(folder, read.path);
    return {};
  }
  runner::BareAddress bare = runner::withoutCredentials(reference);
  if (!bare.secret.empty()) secrets_[bare.address] = bare.secret;
  input.value = std::move(bare.address);
  return {};
}

Result<void> DataReader::fromAsset(runner::PlanInput& input, const std::string& reference, unsigned depth) {
  const runner::DataReference asset = runner::readDataReference(reference);
  const std::string kind = kindOf(asset, input.type);
  const std::string what = "reading input " + input.name + ": ";
  const std::string file = context_.workspace->assetFile(kind, asset.name, asset.version);
  if (file.empty()) {
    return fail(ErrorCode::notFound,
                what + "no " + kind + " asset " + reference +
                    " is known here; register it by `footplate asset create FILE`, or give its " +
                    "place in .footplate/config.yml: mirrors: {\"" + reference + "\": PATH}");
  }
  const auto text = context_.workspace->read(file);
  if (!text)
    return fail(ErrorCode::notFound, what + "the file " + file + " of " + reference + " cannot be read");
  const auto tree = yaml::parse(text);
  const yaml::Node body = tree->root();
  const std::string type = toLower(textAt(body, "type"));
  if (input.type.empty()) input.type = type;
  const std::string path = textAt(body, "path");
  if (path.empty() || depth >= deepest)
    return fail(ErrorCode::invalid, what + file + ": the asset " + reference + " leads to no data");
  if (depth == 0) input.asset = reference;
  return locate(input, path, parentPath(file), depth + 1);
}

// The addresses an MLTable file names are fetched with it; what is relative in it stays.
Result<void> DataReader::readTable(runner::PlanInput& input) const {
  const std::string folder = runner::localPlace(input.value, context_.root, context_.local);
  if (folder.empty()) return {};
  const auto text = context_.workspace->read(joinPath(folder, "MLTable"));
  if (!text) {
    return fail(ErrorCode::notFound,
                "reading input " + input.name + ": " + folder +
                    " holds no file named MLTable, which an input of type mltable needs");
  }
  const auto tree = yaml::parse(text);
  for (const yaml::Node item : tree->root().find("paths").items()) {
    for (const yaml::Entry entry : item.resolved().entries()) {
      const std::string named(trim(entry.value.resolved().text()));
      const Form form = runner::readDataReference(named).form;
      if (named.empty()) continue;
      if (form == Form::path) {
        input.tablePaths.push_back(named);
        continue;
      }
      runner::PlanInput part;
      part.name = input.name;
      part.type = "uri_file";
      part.value = named;
      if (entry.key.text() != "file") part.type = "uri_folder";
      if (auto there = runner::checkInput(part, context_.root, context_.local); !there)
        return fail(there.error().code,
                    "reading " + joinPath(folder, "MLTable") + ": " + there.error().message);
      input.tableAddresses.push_back(named);
    }
  }
  return {};
}

Result<runner::PlanOutput> DataReader::output(const std::string& name, yaml::Node value) const {
  value = value.resolved();
  runner::PlanOutput output;
  output.name = name;
  if (const std::string type = toLower(textAt(value, "type")); !type.empty()) output.type = type;
  output.mode = toLower(textAt(value, "mode"));
  output.assetName = textAt(value, "name");
  output.assetVersion = textAt(value, "version");
  output.assetDescription = textAt(value, "description");
  auto path = outputPath(name, textAt(value, "path"));
  if (!path) return fail(path.error());
  output.path = std::move(*path);
  return output;
}

Result<std::string> DataReader::outputPath(const std::string& name, const std::string& path) const {
  if (path.empty()) return path;
  const bool isMirrored = !runner::mirrorOf(path, context_.local).empty();
  const runner::DataReference read = runner::readDataReference(path);
  if (read.form == Form::path && !isMirrored) {
    const std::string place = joinPath(context_.folder, read.path);
    return read.path.ends_with('/') ? place + "/" : place;  // a file is made below it
  }
  const std::string refusal = "reading output " + name + ": " + runner::withoutCredentials(path).address;
  if (read.form != Form::datastore && !isMirrored) {
    return fail(ErrorCode::unsupported, refusal +
                                            " cannot be written to from this machine; give a path, "
                                            "azureml://datastores/NAME/paths/PATH, or map its prefix in "
                                            ".footplate/config.yml under mirrors");
  }
  if (!runner::localPlace(path, context_.root, context_.local).empty()) return path;
  return fail(ErrorCode::invalid, refusal + " leads out of the datastore it names");
}

}  // namespace footplate::planner
