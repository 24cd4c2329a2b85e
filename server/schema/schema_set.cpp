#include "schema/schema_set.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "base/strings.h"
#include "schema/embedded.h"

namespace footplate::schema {
namespace {

std::optional<std::string> embeddedText(std::string_view path) {
  for (const EmbeddedFile& file : embeddedFiles()) {
    if (file.path == path) return std::string(file.text);
  }
  return std::nullopt;
}

// Files beside the schemas of kinds: pieces of them, and the list of them.
bool isKindFile(std::string_view path) {
  return path.ends_with(".json") && path.find('/') == std::string_view::npos && !path.starts_with("shared") &&
         path != "index.json" && !path.ends_with("Parts.json");
}

using SharedSchema = std::shared_ptr<const Schema>;

struct Compiled {
  std::mutex mutex;
  std::map<std::string, SharedSchema, std::less<>> byKind;
};
Compiled& compiled() {
  static Compiled all;
  return all;
}

}  // namespace

std::shared_ptr<const Schema> schemaOfKind(std::string_view kind) {
  Compiled& all = compiled();
  const std::lock_guard lock(all.mutex);
  if (const auto known = all.byKind.find(kind); known != all.byKind.end()) return known->second;
  const std::string path = std::string(kind) + ".json";
  SharedSchema schema;
  if (std::optional<std::string> text = isKindFile(path) ? embeddedText(path) : std::nullopt) {
    schema = Schema::compile(std::move(*text), Typing::yaml11, embeddedText).value_or(nullptr);
  }
  all.byKind.emplace(kind, schema);
  return schema;
}

std::string kindOf(const Schema& schema) {
  Compiled& all = compiled();
  const std::lock_guard lock(all.mutex);
  const auto found =
      std::ranges::find_if(all.byKind, [&](const auto& one) { return one.second.get() == &schema; });
  return found == all.byKind.end() ? "" : found->first;
}

std::vector<std::string> kindsWithSchema() {
  std::vector<std::string> kinds;
  for (const EmbeddedFile& file : embeddedFiles()) {
    if (isKindFile(file.path)) kinds.emplace_back(file.path.substr(0, file.path.size() - 5));
  }
  return kinds;
}

bool kindRuns(std::string_view kind) {
  static const std::set<std::string, std::less<>> running = [] {
    std::set<std::string, std::less<>> kinds;
    const auto index =
        yaml::parse(std::make_shared<const std::string>(embeddedText("index.json").value_or("")));
    for (const yaml::Node row : index->root().find("kinds").items()) {
      if (row.find("runs").text() == "true") kinds.emplace(row.find("kind").text());
    }
    return kinds;
  }();
  return running.contains(kind);
}

namespace {

// "none" switches a schema off that the settings ask for.
std::string addressIn(std::string_view comment) {
  const std::size_t marker = comment.find("yaml-language-server:");
  std::size_t value = std::string_view::npos;
  if (marker != std::string_view::npos) {
    value = comment.find("$schema=", marker);
  } else if (trim(comment.substr(1)).starts_with("$schema:")) {
    value = comment.find("$schema:");
  }
  if (value == std::string_view::npos) return "";
  const std::string_view address = trim(comment.substr(value + 8));
  return std::string(address.substr(0, address.find_first_of(" \t\r")));
}

}  // namespace

std::string schemaModeline(const yaml::Tree& tree, std::size_t document) {
  const std::vector<yaml::NodeId>& roots = tree.documents();
  const Span whole{0, static_cast<Offset>(tree.text().size())};
  const Offset begin = document == 0 ? 0 : tree.node(roots[document - 1]).span().end;
  Offset end = whole.end;
  if (document < roots.size()) {
    // What is empty has no place of its own: its comments go up to the next document.
    const bool empty = tree.node(roots[document]).isNull();
    if (!empty) end = tree.node(roots[document]).span().begin;
    if (empty && document + 1 < roots.size()) end = tree.node(roots[document + 1]).span().begin;
  }
  const std::vector<Span>& comments = tree.comments();
  auto at = std::lower_bound(comments.begin(), comments.end(), begin,
                             [](Span comment, Offset place) { return comment.begin < place; });
  for (; at != comments.end() && at->begin <= end; ++at) {
    const Span comment = *at;
    std::string address = addressIn(std::string_view(tree.text()).substr(comment.begin, comment.size()));
    if (!address.empty()) return address;
  }
  return "";
}

}  // namespace footplate::schema
