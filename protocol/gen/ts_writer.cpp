// The TypeScript side: one interface a type, one union of literals an enumeration, one table of methods.
#include <sstream>

#include "model.h"

namespace footplate::protogen {
namespace {

std::string tsName(const std::string& name) {
  if (name == "bool") return "boolean";
  if (name == "int" || name == "uint" || name == "number") return "number";
  if (name == "json") return "unknown";
  return name;
}

std::string tsType(const TypeRef& ref) {
  std::string type = tsName(ref.name);
  if (ref.shape == TypeRef::Shape::list) type += "[]";
  if (ref.shape == TypeRef::Shape::map) type = "Record<string, " + type + ">";
  if (ref.nullable) type += " | null";
  return type;
}

void writeDoc(std::ostringstream& out, const char* indent, const std::string& doc) {
  if (!doc.empty()) out << indent << "/** " << doc << " */\n";
}

void writeEnum(std::ostringstream& out, const Enum& e) {
  writeDoc(out, "", e.doc);
  out << "export const " << e.name << " = {\n";
  for (const EnumValue& value : e.values) {
    out << "  " << value.name << ": " << (e.numeric ? value.wire : "'" + value.wire + "'") << ",\n";
  }
  out << "} as const;\n";
  out << "export type " << e.name << " = (typeof " << e.name << ")[keyof typeof " << e.name << "];\n\n";
}

void writeInterface(std::ostringstream& out, const Type& type) {
  writeDoc(out, "", type.doc);
  out << "export interface " << type.name << (type.base.empty() ? "" : " extends " + type.base) << " {\n";
  for (const Member& member : type.members) {
    writeDoc(out, "  ", member.doc);
    out << "  " << member.wire << (member.optional ? "?: " : ": ") << tsType(member.type) << ";\n";
  }
  out << "}\n\n";
}

}  // namespace

std::string typescript(const std::vector<Model>& models) {
  std::ostringstream out;
  out << "// Written by protocol/gen from protocol/*.yaml; ninja protogen_write renews it. Do not edit.\n";
  out << "/* eslint-disable */\n\n";
  for (const Model& model : models) {
    for (const Enum& e : model.enums) writeEnum(out, e);
    for (const Type& type : model.types) writeInterface(out, type);
  }
  for (const char* kind : {"request", "notification"}) {
    out << "/** Parameters" << (std::string(kind) == "request" ? " and result" : "") << " of each " << kind
        << " we speak. */\n";
    out << "export interface " << (std::string(kind) == "request" ? "Requests" : "Notifications") << " {\n";
    for (const Model& model : models) {
      for (const Method& method : model.methods) {
        if (method.kind != kind) continue;
        writeDoc(out, "  ", method.doc);
        const std::string params = method.params.empty() ? "undefined" : tsType(parseType(method.params));
        const std::string result = method.result.empty() ? "null" : tsType(parseType(method.result));
        out << "  '" << method.name << "': { params: " << params;
        if (method.kind == "request") out << "; result: " << result;
        out << " };\n";
      }
    }
    out << "}\n\n";
  }
  std::string text = out.str();
  text.pop_back();
  return text;
}

}  // namespace footplate::protogen
