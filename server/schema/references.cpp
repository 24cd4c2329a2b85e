#include "schema/references.h"

#include <cstdlib>
#include <utility>

#include "base/strings.h"
#include "base/uri.h"

namespace footplate::schema {
namespace {

using yaml::Node;

// Nesting deeper than this is not looked into for $id.
constexpr int maxDepth = 200;
// A schema of more files is not read on: one that names a file below itself would never end.
constexpr std::size_t mostFiles = 300;

// "a/./b/../c" is "a/c".
std::string withoutDots(const std::string& address) {
  if (address.find("/.") == std::string::npos && !address.starts_with(".")) return address;
  const std::size_t scheme = address.find("://");
  const std::size_t path = scheme == std::string::npos ? 0 : address.find('/', scheme + 3);
  if (path == std::string::npos) return address;
  std::vector<std::string> kept;
  for (std::string& part : split(address.substr(path), '/')) {
    if (part == ".") continue;
    if (part == ".." && !kept.empty() && kept.back() != ".." && !kept.back().empty()) {
      kept.pop_back();
    } else {
      kept.push_back(std::move(part));
    }
  }
  return address.substr(0, path) + join(kept, "/");
}

// `reference` against `base`, both without fragment: enough of RFC 3986 for addresses of schema files.
std::string resolveAddress(const std::string& base, std::string_view reference) {
  if (reference.empty()) return base;
  if (reference.find("://") != std::string_view::npos || reference.starts_with("urn:"))
    return std::string(reference);
  const std::size_t scheme = base.find("://");
  const std::size_t authority = scheme == std::string::npos ? 0 : base.find('/', scheme + 3);
  if (reference.front() == '/')
    return base.substr(0, scheme == std::string::npos ? 0 : authority) + std::string(reference);
  const std::size_t slash = base.rfind('/');
  const bool onlyHost = scheme != std::string::npos && authority == std::string::npos;
  if (onlyHost) return base + "/" + std::string(reference);
  return withoutDots((slash == std::string::npos ? "" : base.substr(0, slash + 1)) + std::string(reference));
}

// "/$defs/a~1b/0" from `node` down.
Node followPointer(Node node, std::string_view pointer) {
  if (pointer.empty()) return node;
  for (const std::string& raw : split(pointer.substr(1), '/')) {
    const std::string name = replaceAll(replaceAll(percentDecoded(raw), "~1", "/"), "~0", "~");
    if (node.isSequence()) {
      const std::size_t wanted = std::strtoul(name.c_str(), nullptr, 10);
      Node found;
      std::size_t i = 0;
      for (Node item : node.items()) {
        if (i++ == wanted) found = item;
      }
      node = found;
    } else {
      node = node.find(name);
    }
    if (!node) return Node();
  }
  return node;
}

}  // namespace

References::References(std::shared_ptr<const yaml::Tree> main, Schema::Resolver resolver,
                       const std::string& location)
    : resolver_(std::move(resolver)) {
  const Node dialect = main->root().find("$schema");
  referenceAlone_ = dialect.isScalar() && dialect.text().find("draft-0") != std::string_view::npos;
  trees_.push_back(std::move(main));
  index(trees_.front()->root(), location);
}

std::string_view References::identifierOf(Node node) const {
  if (!node.isMapping() || (referenceAlone_ && node.find("$ref").isScalar())) return "";
  Node id = node.find("$id");
  if (!id) id = node.find("id");
  return id.isScalar() ? id.text() : "";
}

void References::index(Node root, const std::string& location) {
  locations_[root.tree()] = location;
  byAddress_.emplace(location, root);
  indexNode(root, location);
}

void References::indexNode(Node root, const std::string& rootBase) {
  struct Pending {
    Node node;
    std::string base;
    int depth;
  };
  std::vector<Pending> pending{{root, rootBase, 0}};
  while (!pending.empty()) {
    const Pending now = std::move(pending.back());
    pending.pop_back();
    if (now.depth > maxDepth) continue;
    std::string base = now.base;
    if (const std::string_view id = identifierOf(now.node); !id.empty()) {
      const std::size_t hash = id.find('#');
      base = resolveAddress(base, id.substr(0, hash));
      byAddress_.emplace(base, now.node);
      bases_[now.node.tree()][now.node.id()] = base;
      if (hash != std::string_view::npos && hash + 1 < id.size()) {
        byAddress_.emplace(base + std::string(id.substr(hash)), now.node);
      }
    }
    for (Node item : now.node.items()) pending.push_back({item, base, now.depth + 1});
    for (yaml::Entry entry : now.node.entries()) {
      const std::string_view key = entry.key.text();
      if (key == "enum" || key == "const" || key == "default" || key == "examples") continue;
      if ((key == "$anchor" || key == "$dynamicAnchor") && entry.value.isScalar()) {
        byAddress_.emplace(base + "#" + std::string(entry.value.text()), now.node);
      }
      pending.push_back({entry.value, base, now.depth + 1});
    }
  }
}

std::string References::baseOf(Node node) const {
  if (const auto known = bases_.find(node.tree()); known != bases_.end()) {
    for (Node at = node; at; at = at.parent()) {
      if (const auto base = known->second.find(at.id()); base != known->second.end()) return base->second;
    }
  }
  const auto location = locations_.find(node.tree());
  return location == locations_.end() ? "" : location->second;
}

Node References::load(const std::string& location) {
  if (!resolver_ || missing_.count(location) != 0 || trees_.size() >= mostFiles) return Node();
  std::optional<std::string> text = resolver_(location);
  if (!text) {
    missing_.insert(location);
    return Node();
  }
  auto tree = yaml::parse(std::make_shared<const std::string>(std::move(*text)));
  if (!tree->root()) return Node();
  trees_.push_back(tree);
  index(tree->root(), location);
  return tree->root();
}

Node References::fileAt(const std::string& address) {
  const auto known = byAddress_.find(address);
  return known != byAddress_.end() ? known->second : load(address);
}

Node References::find(Node from, std::string_view reference) {
  const std::size_t hash = reference.find('#');
  const std::string_view fragment = hash == std::string_view::npos ? "" : reference.substr(hash + 1);
  std::string address = resolveAddress(baseOf(from), reference.substr(0, hash));
  Node root = fileAt(address);
  if (!root) {
    // An $id often names a place on the web where nothing is; the file beside is what was meant.
    const auto location = locations_.find(from.tree());
    if (location == locations_.end()) return Node();
    address = resolveAddress(location->second, reference.substr(0, hash));
    root = fileAt(address);
  }
  if (!root) return Node();
  if (fragment.empty()) return root;
  // Anchors are known already; pointers are followed once.
  const std::string whole = address + "#" + std::string(fragment);
  const auto known = byAddress_.find(whole);
  if (known != byAddress_.end() || fragment.front() != '/')
    return known == byAddress_.end() ? Node() : known->second;
  const Node found = followPointer(root, fragment);
  if (found) byAddress_.emplace(whole, found);
  return found;
}

}  // namespace footplate::schema
