#include "base/path.h"
#include "base/strings.h"
#include "python/evaluator.h"

// Modules that lie beside the script are read and run, all others are known by name only.

namespace footplate::python {
namespace {

constexpr std::size_t mostModules = 40;
constexpr std::size_t mostBytes = std::size_t{2} << 20;

using Kind = Value::Kind;

}  // namespace

Module* Evaluator::loadFile(const std::string& path) {
  const auto known = byPath_.find(path);
  if (known != byPath_.end()) return known->second;
  if (!isInside(path, script_.root) || modules_.size() >= mostModules) return nullptr;
  auto text = read_(path);
  hasText_ = hasText_ || text;
  if (!text || (bytes_ += text->size()) > mostBytes) return nullptr;
  auto syntax = parseSyntax(std::move(text));
  if (!syntax) return nullptr;
  Module& module = modules_.emplace_back();
  module.path = path;
  module.folder = parentPath(path);
  module.syntax = std::move(syntax);
  byPath_[path] = &module;
  if (entry_ == nullptr) entry_ = &module;
  findChanges(module);
  frames_.push_back({&module, &module.names, depth()});
  block(module.syntax->root());
  frames_.pop_back();
  return &module;
}

Module* Evaluator::load(const std::string& dotted, const std::string& folder) {
  if (dotted.empty()) return loadFile(joinPath(folder, "__init__.py"));
  const std::string path = joinPath(folder, replaceAll(dotted, ".", "/"));
  Module* file = loadFile(path + ".py");
  return file != nullptr ? file : loadFile(joinPath(path, "__init__.py"));
}

void Evaluator::importModules(SyntaxNode node) {
  for (SyntaxNode child : node.children()) {
    const SyntaxNode name = child.is("aliased_import") ? child.field("name") : child;
    const std::string dotted(name.text());
    Module* local = load(dotted, script_.importsFrom);
    if (local != nullptr) byName_[dotted] = local;
    const Value whole = local != nullptr ? Value{Kind::module, "", local} : Value{Kind::external, dotted};
    if (child.is("aliased_import")) {
      bind(std::string(child.field("alias").text()), whole);
      continue;
    }
    const std::string first = dotted.substr(0, dotted.find('.'));
    bind(first, first == dotted ? whole : Value{Kind::external, first});
  }
}

std::string Evaluator::relativeFolder(SyntaxNode relative) const {
  std::string folder = frames_.back().module->folder;
  const std::string_view dots = relative.firstChild().text();
  for (std::size_t i = 1; i < dots.size(); ++i) folder = parentPath(folder);
  return folder;
}

void Evaluator::importNames(SyntaxNode node) {
  const SyntaxNode source = node.field("module_name");
  const bool relative = source.is("relative_import");
  std::string dotted(source.text());
  std::string folder = script_.importsFrom;
  if (relative) {
    folder = relativeFolder(source);
    dotted = dotted.substr(std::min(dotted.find_first_not_of(". \t"), dotted.size()));
  }
  Module* from = load(dotted, folder);
  for (SyntaxNode child : node.children()) {
    if (child == source) continue;
    if (child.is("wildcard_import")) {
      importAll(dotted, from);
      continue;
    }
    const SyntaxNode name = child.is("aliased_import") ? child.field("name") : child;
    const SyntaxNode alias = child.is("aliased_import") ? child.field("alias") : name;
    Value value = imported(from, relative ? "" : dotted, std::string(name.text()));
    if (value.is(Kind::unknown)) {
      // A module of a package that has no file of its own.
      const std::string inner = (dotted.empty() ? "" : dotted + ".") + std::string(name.text());
      if (Module* module = load(inner, folder)) value = {Kind::module, "", module};
    }
    bind(std::string(alias.text()), value);
  }
}

void Evaluator::importAll(const std::string& name, Module* from) {
  if (from != nullptr) {
    for (const auto& [key, value] : Names(from->names)) {
      if (!key.starts_with("_")) bind(key, value);
    }
  } else if (name == "argparse") {
    for (const char* known : {"ArgumentParser", "BooleanOptionalAction", "REMAINDER"})
      bind(known, {Kind::external, "argparse." + std::string(known)});
  }
}

Value Evaluator::imported(Module* from, const std::string& dotted, const std::string& name) {
  if (from != nullptr) {
    const auto found = from->names.find(name);
    return found == from->names.end() ? Value() : found->second;
  }
  if (dotted.empty()) return {};
  const std::string inner = dotted + "." + name;
  if (Module* module = load(inner, script_.importsFrom)) return {Kind::module, "", module};
  return {Kind::external, inner};
}

}  // namespace footplate::python
