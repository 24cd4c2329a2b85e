// How a document's keys tell its kind. Private to schema/.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "schema/slip.h"
#include "yaml/tree.h"

namespace footplate::schema {

inline std::string_view textOf(yaml::Node node) {
  return node.resolved().isScalar() ? node.resolved().text() : std::string_view();
}

// The keys of a document and how they are asked for.
class Shape {
 public:
  explicit Shape(yaml::Node root) : root_(root) {
    for (yaml::Entry entry : root.entries()) {
      if (entry.key.isScalar()) keys_.emplace_back(entry.key.text());
    }
  }

  yaml::Node value(std::string_view key) const { return root_.find(key); }
  // The value of the key, or of a slip of it.
  yaml::Node nearValue(std::string_view key) const {
    if (yaml::Node value = root_.find(key)) return value;
    for (yaml::Entry entry : root_.entries()) {
      if (entry.key.isScalar() && isSlipOf(entry.key.text(), key)) return entry.value;
    }
    return {};
  }
  bool exactly(std::string_view key) const {
    return std::find(keys_.begin(), keys_.end(), key) != keys_.end();
  }
  // The key, or a slip of it: one letter lost, added, changed, or two swapped.
  bool has(std::string_view key) const {
    return std::any_of(keys_.begin(), keys_.end(), [key](std::string_view each) {
      return each == key || (key.size() > 3 && isSlipOf(each, key));
    });
  }
  bool any(std::initializer_list<std::string_view> names) const {
    return std::any_of(names.begin(), names.end(), [this](std::string_view name) { return has(name); });
  }
  std::ptrdiff_t count(std::initializer_list<std::string_view> names) const {
    return std::count_if(names.begin(), names.end(), [this](std::string_view name) { return has(name); });
  }
  // Keys that are none of these, slips of them counted as them.
  std::ptrdiff_t others(std::initializer_list<std::string_view> names) const {
    return std::count_if(keys_.begin(), keys_.end(), [&](std::string_view key) {
      return std::none_of(names.begin(), names.end(), [&](std::string_view name) {
        return key == name || (name.size() > 3 && isSlipOf(key, name));
      });
    });
  }

 private:
  yaml::Node root_;
  std::vector<std::string_view> keys_;
};

// A component rather than a job.
bool isComponent(const Shape& shape);

bool looksLikeRunconfig(const Shape& shape);
bool looksLikeHyperdrive(const Shape& shape);
// Of the Azure ML Workbench of 2017.
bool looksLikeOldRunconfig(const Shape& shape);
bool looksLikeSweep(const Shape& shape);

// File names that conda files have.
bool isCondaName(std::string_view path);
// The first line of a conda file, most often its name; a key below it that is being typed counts as none.
bool beginsLikeConda(yaml::Node root, std::string_view path);

// The kind that the keys alone tell; "" for none of ours.
std::string byKeys(const Shape& shape, std::string_view path);

}  // namespace footplate::schema
