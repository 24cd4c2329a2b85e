// What kind of document a file is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "yaml/tree.h"

namespace footplate::schema {

// "commandJob", "environment", "conda", "v1runconfig", "pipelineJob" …; "" for YAML that is not ours.
//
// Decided by `$schema`, then `type` (which wins inside a family), the file's name and the keys that are
// there, misspelt ones included. A half-written file keeps its kind while one of these still tells it.
std::string detectKind(std::string_view path, const yaml::Tree& tree);

// The kind a `$schema` address names, "" when it is none of Azure ML's.
std::string kindOfSchemaAddress(std::string_view address);

// A word of `type`, and the kind that it makes of a document.
struct KindWord {
  std::string_view word;
  std::string_view kind;
};
// The words that make a document one of the same family, the jobs, the components or the computes; the usual
// one of each kind. Empty for a kind of no family.
std::vector<KindWord> kindsLike(std::string_view kind);

// What `$schema` may say in a new document: Azure's addresses, the usual one of a kind before its others.
struct SchemaAddress {
  std::string address;
  std::string_view name;  // "managedOnlineEndpoint"
  std::string_view kind;  // "onlineEndpoint"
};
std::vector<SchemaAddress> schemaAddresses();

}  // namespace footplate::schema
