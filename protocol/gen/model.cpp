#include "model.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <stdexcept>

namespace footplate::protogen {
namespace {

constexpr std::array builtIns{"string", "bool", "int", "uint", "number", "json"};
constexpr std::array keywords{"default",   "new",      "delete",   "class",
                              "namespace", "register", "operator", "signed"};

std::string text(const YAML::Node& node) {
  return node ? node.as<std::string>() : std::string();
}

Enum readEnum(const std::string& name, const YAML::Node& node) {
  Enum result{.name = name, .numeric = false, .values = {}, .doc = ""};
  for (const auto& entry : node) {
    const auto key = entry.first.as<std::string>();
    const auto wire = entry.second.as<std::string>();
    if (key == "doc") {
      result.doc = wire;
      continue;
    }
    result.numeric = std::isdigit(static_cast<unsigned char>(wire[0])) != 0 || wire[0] == '-';
    result.values.push_back({key, wire});
  }
  if (result.values.empty()) throw std::runtime_error("enumeration " + name + " has no value");
  return result;
}

// A member is "name: type" or "name?: type", its documentation after " # " in quotes is part of the text.
Member readMember(const std::string& key, const YAML::Node& node) {
  Member member;
  member.optional = key.back() == '?';
  member.wire = member.optional ? key.substr(0, key.size() - 1) : key;
  if (node.IsSequence()) {  // [type, documentation]
    member.type = parseType(node[0].as<std::string>());
    member.doc = node[1].as<std::string>();
  } else {
    member.type = parseType(node.as<std::string>());
  }
  return member;
}

Type readType(const std::string& name, const YAML::Node& node) {
  Type type{.name = name, .base = "", .members = {}, .doc = ""};
  for (const auto& entry : node) {
    const auto key = entry.first.as<std::string>();
    if (key == "<") {
      type.base = entry.second.as<std::string>();
    } else if (key == "doc") {
      type.doc = entry.second.as<std::string>();
    } else {
      type.members.push_back(readMember(key, entry.second));
    }
  }
  return type;
}

Method readMethod(const std::string& name, const YAML::Node& node) {
  Method method{.name = name,
                .kind = text(node["kind"]),
                .from = text(node["from"]),
                .params = text(node["params"]),
                .result = text(node["result"]),
                .doc = text(node["doc"])};
  if (method.kind != "request" && method.kind != "notification") {
    throw std::runtime_error("method " + name + ": kind must be request or notification");
  }
  if (method.from != "client" && method.from != "server" && method.from != "both") {
    throw std::runtime_error("method " + name + ": from must be client, server or both");
  }
  return method;
}

// Puts each type after those it holds by value or extends (lists and maps may hold what comes later).
void sortTypes(std::vector<Type>& types) {
  std::map<std::string, const Type*> byName;
  for (const Type& type : types) byName[type.name] = &type;
  std::vector<Type> sorted;
  std::set<std::string> done;
  const auto visit = [&](const auto& self, const std::string& name) -> void {
    const auto found = byName.find(name);
    if (found == byName.end() || !done.insert(name).second) return;
    self(self, found->second->base);
    for (const Member& member : found->second->members) self(self, member.type.name);
    sorted.push_back(*found->second);
  };
  for (const Type& type : types) visit(visit, type.name);
  types = std::move(sorted);
}

}  // namespace

TypeRef parseType(std::string name) {
  TypeRef type;
  if (const auto bar = name.find("|null"); bar != std::string::npos) {
    type.nullable = true;
    name.resize(bar);
  }
  if (name.size() > 2 && name.ends_with("[]")) {
    type.shape = TypeRef::Shape::list;
    name.resize(name.size() - 2);
  } else if (name.size() > 2 && name.front() == '<' && name.back() == '>') {
    type.shape = TypeRef::Shape::map;
    name = name.substr(1, name.size() - 2);
  }
  type.name = name;
  return type;
}

bool isBuiltIn(const std::string& name) {
  return std::ranges::find(builtIns, name) != builtIns.end();
}

std::string memberName(const std::string& wire) {
  std::string name;
  bool upper = false;
  for (const char c : wire) {
    if (c == '_' || c == '$' || c == '.') {
      upper = !name.empty();
      continue;
    }
    name += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    upper = false;
  }
  if (std::ranges::find(keywords, name) != keywords.end()) name += '_';
  return name;
}

Model readModel(const std::string& path) {
  try {
    const YAML::Node file = YAML::LoadFile(path);
    Model model;
    const auto slash = path.rfind('/') + 1;
    model.stem = path.substr(slash, path.rfind('.') - slash);
    for (const auto& name : file["uses"]) model.uses.push_back(name.as<std::string>());
    for (const auto& e : file["enums"]) model.enums.push_back(readEnum(e.first.as<std::string>(), e.second));
    for (const auto& e : file["types"]) model.types.push_back(readType(e.first.as<std::string>(), e.second));
    for (const auto& e : file["methods"])
      model.methods.push_back(readMethod(e.first.as<std::string>(), e.second));
    sortTypes(model.types);
    return model;
  } catch (const std::exception& error) {
    throw std::runtime_error(path + ": " + error.what());
  }
}

}  // namespace footplate::protogen
