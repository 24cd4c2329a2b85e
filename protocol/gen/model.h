// What a protocol file says, as data: enumerations, types with their members, and methods.
#pragma once

#include <string>
#include <vector>

namespace footplate::protogen {

// A member's type as written: "string", "Range", "Range[]", "{Param}" (a map), "json" (kept raw), "T|null".
struct TypeRef {
  enum class Shape { plain, list, map };
  Shape shape = Shape::plain;
  std::string name;
  bool nullable = false;  // always written, null when there is no value
};

struct Member {
  std::string wire;  // "display_name"
  TypeRef type;
  bool optional = false;
  std::string doc;
};

struct EnumValue {
  std::string name;
  std::string wire;  // text or number, as sent
};

struct Enum {
  std::string name;
  bool numeric = false;
  std::vector<EnumValue> values;
  std::string doc;
};

struct Type {
  std::string name;
  std::string base;  // "" or the type it extends
  std::vector<Member> members;
  std::string doc;
};

struct Method {
  std::string name;    // "textDocument/hover"
  std::string kind;    // request | notification
  std::string from;    // client | server
  std::string params;  // type as written, "" when none
  std::string result;
  std::string doc;
};

struct Model {
  std::string stem;  // "lsp" of lsp.yaml
  std::vector<std::string> uses;
  std::vector<Enum> enums;
  std::vector<Type> types;  // in an order in which each follows what it holds by value
  std::vector<Method> methods;
};

// Reads one protocol file; throws std::runtime_error naming the file and what is wrong.
Model readModel(const std::string& path);

TypeRef parseType(std::string text);
bool isBuiltIn(const std::string& name);
// "display_name" -> "displayName"; a C++ keyword gets an underscore.
std::string memberName(const std::string& wire);

std::string cppHeader(const Model& model);
std::string cppSource(const Model& model);
// All models in one file.
std::string typescript(const std::vector<Model>& models);

}  // namespace footplate::protogen
