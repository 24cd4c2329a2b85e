// Schemas of the user's own, compiled once and again when one of their files changed.
//
// Where texts come from is the caller's matter: `read` is asked for the schema and for every file its $refs
// name (absolute paths and URIs; relative ones are resolved before). Thread-safe.
//
//   UserSchemas schemas;
//   auto schema = schemas.get("/p/training.json", [&](const std::string& at) { return workspace.read(at); });
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "schema/schema.h"

namespace footplate::schema {

class UserSchemas {
 public:
  // The text at a location; null when there is none (yet).
  using Read = std::function<std::shared_ptr<const std::string>(const std::string& location)>;

  // Null when there is no such text or it is no schema.
  std::shared_ptr<const Schema> get(const std::string& location, const Read& read);
  // Whether one of the schemas was read from there.
  bool uses(const std::string& location) const;
  // Why the text there is no schema, as of the last get(); "" when it is one.
  std::string problem(const std::string& location) const;

 private:
  struct Part {
    std::string location;
    std::shared_ptr<const std::string> text;
  };
  struct Entry {
    std::vector<Part> parts;  // the schema itself first
    std::shared_ptr<const Schema> schema;
    std::string problem;
  };

  static bool isCurrent(const Entry& entry, const Read& read);
  static Entry compile(const std::string& location, const Read& read);

  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Entry>> entries_;
};

}  // namespace footplate::schema
