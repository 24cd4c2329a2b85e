// protogen PROTOCOL_FOLDER OUTPUT_FOLDER: writes lsp_types.{h,cpp}, footplate_types.{h,cpp} and protocol.ts.
// Output depends on the YAML files alone; a file that would not change is not touched.
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include "model.h"

namespace footplate::protogen {
namespace {

void writeFile(const std::string& path, const std::string& text) {
  std::ifstream before(path, std::ios::binary);
  std::ostringstream old;
  old << before.rdbuf();
  if (before && old.str() == text) return;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path);
}

void checkNames(const std::vector<Model>& models) {
  std::vector<std::string> known;
  for (const Model& model : models) {
    for (const Enum& e : model.enums) known.push_back(e.name);
    for (const Type& type : model.types) known.push_back(type.name);
  }
  const auto check = [&](const std::string& name, const std::string& where) {
    if (name.empty() || isBuiltIn(name)) return;
    for (const std::string& k : known) {
      if (k == name) return;
    }
    throw std::runtime_error(where + " names the unknown type " + name);
  };
  for (const Model& model : models) {
    for (const Type& type : model.types) {
      check(type.base, type.name);
      for (const Member& member : type.members) check(member.type.name, type.name + "." + member.wire);
    }
    for (const Method& method : model.methods) {
      check(parseType(method.params).name, method.name);
      check(parseType(method.result).name, method.name);
    }
  }
}

int run(const std::string& folder, const std::string& output) {
  const std::vector<Model> models{readModel(folder + "/lsp.yaml"), readModel(folder + "/footplate.yaml")};
  checkNames(models);
  for (const Model& model : models) {
    writeFile(output + "/" + model.stem + "_types.h", cppHeader(model));
    writeFile(output + "/" + model.stem + "_types.cpp", cppSource(model));
  }
  writeFile(output + "/protocol.ts", typescript(models));
  return 0;
}

}  // namespace
}  // namespace footplate::protogen

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: protogen PROTOCOL_FOLDER OUTPUT_FOLDER\n";
    return 2;
  }
  try {
    return footplate::protogen::run(argv[1], argv[2]);
  } catch (const std::exception& error) {
    std::cerr << "protogen: " << error.what() << '\n';
    return 1;
  }
}
