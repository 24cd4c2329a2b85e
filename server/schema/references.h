// The files of one schema and where a $ref in them leads. Private to the compiler.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "schema/schema.h"
#include "yaml/tree.h"

namespace footplate::schema {

class References {
 public:
  References(std::shared_ptr<const yaml::Tree> main, Schema::Resolver resolver, const std::string& location);

  // The schema a $ref written in `from` means; no node when nothing is there.
  yaml::Node find(yaml::Node from, std::string_view reference);
  // Before 2019-09 nothing beside a $ref counts but its documentation.
  bool referenceAlone() const { return referenceAlone_; }
  std::vector<std::shared_ptr<const yaml::Tree>> takeTrees() { return std::move(trees_); }

 private:
  void index(yaml::Node root, const std::string& location);
  void indexNode(yaml::Node node, const std::string& base);
  std::string baseOf(yaml::Node node) const;
  yaml::Node load(const std::string& location);
  yaml::Node fileAt(const std::string& address);
  std::string_view identifierOf(yaml::Node node) const;

  Schema::Resolver resolver_;
  bool referenceAlone_;
  std::unordered_set<std::string> missing_;
  std::vector<std::shared_ptr<const yaml::Tree>> trees_;
  std::unordered_map<std::string, yaml::Node> byAddress_;  // whole files, $id and $anchor ("base#name")
  std::unordered_map<const yaml::Tree*, std::string> locations_;
  // Of nodes with an $id: the address that $refs below start from.
  std::unordered_map<const yaml::Tree*, std::unordered_map<yaml::NodeId, std::string>> bases_;
};

}  // namespace footplate::schema
