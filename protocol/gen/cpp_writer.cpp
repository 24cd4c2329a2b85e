// The C++ side: one header of structs, one source of read and write functions a protocol file.
#include <sstream>

#include "model.h"

namespace footplate::protogen {
namespace {

const char* const banner = "// Written by protocol/gen from protocol/";

std::string cppName(const std::string& name) {
  if (name == "string") return "std::string";
  if (name == "int") return "std::int64_t";
  if (name == "uint") return "std::uint32_t";
  if (name == "number") return "double";
  if (name == "json") return "RawJson";
  return name;
}

std::string cppType(const Member& member) {
  std::string type = cppName(member.type.name);
  if (member.type.shape == TypeRef::Shape::list) type = "std::vector<" + type + ">";
  if (member.type.shape == TypeRef::Shape::map) type = "std::map<std::string, " + type + ">";
  const bool raw = member.type.name == "json" && member.type.shape == TypeRef::Shape::plain;
  if ((member.optional || member.type.nullable) && !raw) type = "std::optional<" + type + ">";
  return type;
}

void writeDoc(std::ostringstream& out, const std::string& doc) {
  if (doc.empty()) return;
  std::istringstream words(doc);
  std::string line;
  std::string word;
  while (words >> word) {
    if (line.size() + word.size() > 100) {
      out << "//" << line << '\n';
      line.clear();
    }
    line += " " + word;
  }
  out << "//" << line << '\n';
}

// Plain scalars and enumerations need a first value; everything else makes its own.
std::string initializer(const Model& model, const Member& member) {
  if (member.optional || member.type.nullable || member.type.shape != TypeRef::Shape::plain) return "";
  const std::string& name = member.type.name;
  if (name == "bool") return " = false";
  if (name == "int" || name == "uint" || name == "number") return " = 0";
  for (const Enum& e : model.enums) {
    if (e.name == name) return " = " + name + "::" + memberName(e.values.front().name);
  }
  return "";
}

void writeEnum(std::ostringstream& out, const Enum& e) {
  writeDoc(out, e.doc);
  out << "enum class " << e.name << " {";
  const char* separator = " ";
  for (const EnumValue& value : e.values) {
    out << separator << memberName(value.name);
    if (e.numeric) out << " = " << value.wire;
    separator = ", ";
  }
  out << " };\n";
  out << "bool read(const nlohmann::json& in, " << e.name << "& out, ReadProblem& problem);\n";
  out << "void write(std::string& out, " << e.name << " value);\n\n";
}

void writeStruct(std::ostringstream& out, const Model& model, const Type& type) {
  writeDoc(out, type.doc);
  out << "struct " << type.name << (type.base.empty() ? "" : " : " + type.base) << " {\n";
  for (const Member& member : type.members) {
    out << "  " << cppType(member) << ' ' << memberName(member.wire) << initializer(model, member) << ';';
    if (!member.doc.empty()) out << "  // " << member.doc;
    out << '\n';
  }
  out << "};\n";
  out << "bool read(const nlohmann::json& in, " << type.name << "& out, ReadProblem& problem);\n";
  out << "void write(std::string& out, const " << type.name << "& value);\n\n";
}

void writeEnumFunctions(std::ostringstream& out, const Enum& e) {
  out << "bool read(const nlohmann::json& in, " << e.name << "& out, ReadProblem& problem) {\n";
  out << (e.numeric ? "  std::int64_t wire = 0;\n" : "  std::string wire;\n");
  out << "  if (!read(in, wire, problem)) return false;\n";
  for (const EnumValue& value : e.values) {
    const std::string wire = e.numeric ? value.wire : '"' + value.wire + '"';
    out << "  if (wire == " << wire << ") return out = " << e.name << "::" << memberName(value.name)
        << ", true;\n";
  }
  out << "  return expected(problem, \"a value of " << e.name << "\");\n}\n";
  out << "void write(std::string& out, " << e.name << " value) {\n";
  if (e.numeric) {
    out << "  appendJsonNumber(out, static_cast<std::int64_t>(value));\n}\n\n";
    return;
  }
  out << "  switch (value) {\n";
  for (const EnumValue& value : e.values) {
    out << "    case " << e.name << "::" << memberName(value.name) << ": out += \"\\\"" << value.wire
        << "\\\"\"; return;\n";
  }
  out << "  }\n}\n\n";
}

const Type* findType(const Model& model, const std::string& name) {
  for (const Type& type : model.types) {
    if (type.name == name) return &type;
  }
  return nullptr;
}

void writeMembers(std::ostringstream& out, const Model& model, const Type& type) {
  if (const Type* base = findType(model, type.base)) writeMembers(out, model, *base);
  for (const Member& member : type.members) {
    const bool raw = member.type.name == "json";
    const char* call = member.type.nullable && !raw ? "writeNullable" : "writeMember";
    out << "  " << call << "(out, \"\\\"" << member.wire << "\\\":\", value." << memberName(member.wire)
        << ");\n";
  }
}

void writeTypeFunctions(std::ostringstream& out, const Model& model, const Type& type) {
  out << "bool read(const nlohmann::json& in, " << type.name << "& out, ReadProblem& problem) {\n";
  if (type.base.empty()) {
    out << "  if (!in.is_object()) return expected(problem, \"an object\");\n";
  } else {
    out << "  if (!read(in, static_cast<" << type.base << "&>(out), problem)) return false;\n";
  }
  for (const Member& member : type.members) {
    out << "  if (!readMember(in, \"" << member.wire << "\", out." << memberName(member.wire)
        << ", problem)) return false;\n";
  }
  if (type.members.empty() && type.base.empty()) out << "  static_cast<void>(out);\n";
  out << "  return true;\n}\n";
  out << "void write(std::string& out, const " << type.name << "& value) {\n  out += '{';\n";
  const auto before = out.tellp();
  writeMembers(out, model, type);
  if (out.tellp() == before) out << "  static_cast<void>(value);\n";
  out << "  out += '}';\n}\n\n";
}

}  // namespace

std::string cppHeader(const Model& model) {
  std::ostringstream out;
  out << banner << model.stem << ".yaml; ninja protogen_write renews it. Do not edit.\n";
  out << "// clang-format off\n#pragma once\n\n";
  out << "#include <cstdint>\n#include <map>\n#include <optional>\n#include <string>\n#include <vector>\n\n";
  out << "#include \"protocol/json_value.h\"\n";
  for (const std::string& use : model.uses) out << "#include \"protocol/generated/" << use << "_types.h\"\n";
  out << "\nnamespace footplate::protocol {\n\n";
  for (const Type& type : model.types) out << "struct " << type.name << ";\n";
  out << '\n';
  for (const Enum& e : model.enums) writeEnum(out, e);
  for (const Type& type : model.types) writeStruct(out, model, type);
  out << "}  // namespace footplate::protocol\n";
  return out.str();
}

std::string cppSource(const Model& model) {
  std::ostringstream out;
  out << banner << model.stem << ".yaml; ninja protogen_write renews it. Do not edit.\n";
  out << "// clang-format off\n#include \"protocol/generated/" << model.stem << "_types.h\"\n\n";
  out << "#include \"protocol/codec.h\"\n\nnamespace footplate::protocol {\n\n";
  for (const Enum& e : model.enums) writeEnumFunctions(out, e);
  for (const Type& type : model.types) writeTypeFunctions(out, model, type);
  out << "}  // namespace footplate::protocol\n";
  return out.str();
}

}  // namespace footplate::protogen
