// Yes or no: whether a value fits a schema, and which branches of a union it could mean. Private to schema/.
//
// One Judge serves one walk on one thread. Work is bounded: a document of aliases on aliases runs out of
// steps, and from then on everything fits.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "schema/schema.h"
#include "yaml/tree.h"

namespace footplate::schema {

class Judge {
 public:
  Judge(const yaml::Tree& tree, Typing typing);

  bool fits(yaml::Node value, const SchemaNode& schema);

  // The branches that type and discriminator of a value leave. With `unknownTag` the discriminator says
  // what no branch knows, and `branches` holds those that its type leaves.
  struct Narrowed {
    std::vector<const SchemaNode*> branches;
    bool unknownTag = false;
  };
  Narrowed narrow(yaml::Node value, const Union& choices);

  // The one branch that is left, or nullptr when there are none or several: narrow() without its cost.
  const SchemaNode* sole(yaml::Node value, ValueType type, const Union& choices) const;

  // The branch that a value which fits none most likely means, by its keys.
  const SchemaNode* likeliest(yaml::Node value, const std::vector<const SchemaNode*>& branches);
  // All that are as likely, in their order.
  std::vector<const SchemaNode*> likeliestOnes(yaml::Node value,
                                               const std::vector<const SchemaNode*>& branches);

  Typing typing() const { return typing_; }

 private:
  bool fitsHere(yaml::Node value, ValueType type, const SchemaNode& schema);
  bool mappingFits(yaml::Node value, const SchemaNode& schema);
  bool sequenceFits(yaml::Node value, const SchemaNode& schema);
  bool containsFits(yaml::Node value, const SchemaNode& schema);
  bool unionFits(yaml::Node value, ValueType type, const Union& choices);
  static yaml::Node tagOf(yaml::Node value, const Union& choices);
  bool takes(const SchemaNode& branch, yaml::Node value, ValueType type) const;
  int score(yaml::Node value, const SchemaNode& branch);

  Typing typing_;
  std::uint64_t steps_;
  int depth_ = 0;
};

// Whether a word is one of those that choose a branch: "bandit" in the place of {type: bandit}.
bool isTagOf(yaml::Node value, const Union& choices);
// The names a mapping of this schema may have: its own, those of references, allOf and unions.
void collectNames(const SchemaNode& schema, std::vector<std::string>& names);
// Likewise those that somebody who writes today should choose from: neither deprecated nor filled in by the
// service.
void collectAdvised(const SchemaNode& schema, std::vector<std::string>& names);
// Through references to the first node that says `deprecated`; nullptr for none.
const SchemaNode* deprecation(const SchemaNode* schema);
// Likewise the names it must have (unions left out).
void collectRequired(const SchemaNode& schema, std::vector<std::string_view>& names);
// The schemas a key's value must fit in `schema` alone; false when the key is none it knows.
bool schemasOfKeyIn(const SchemaNode& schema, std::string_view key, std::vector<const SchemaNode*>& out);
// Whether schema, or what it refers to or combines, says something about the key.
bool knowsKey(const SchemaNode& schema, std::string_view key);

}  // namespace footplate::schema
