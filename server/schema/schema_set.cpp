#include "schema/schema_set.h"

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

struct UserEntry {
  std::string text;
  SharedSchema schema;
};

}  // namespace

std::shared_ptr<const Schema> schemaOfKind(std::string_view kind) {
  static std::mutex mutex;
  static std::map<std::string, SharedSchema, std::less<>> compiled;
  const std::lock_guard lock(mutex);
  if (const auto known = compiled.find(kind); known != compiled.end()) return known->second;
  const std::string path = std::string(kind) + ".json";
  SharedSchema schema;
  if (std::optional<std::string> text = isKindFile(path) ? embeddedText(path) : std::nullopt) {
    schema = Schema::compile(std::move(*text), Typing::yaml11, embeddedText).value_or(nullptr);
  }
  compiled.emplace(kind, schema);
  return schema;
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

Result<std::shared_ptr<const Schema>> userSchema(std::string_view location, const std::string& text) {
  constexpr std::size_t maxKept = 32;
  static std::mutex mutex;
  static std::map<std::string, UserEntry, std::less<>> compiled;
  {
    const std::lock_guard lock(mutex);
    const auto known = compiled.find(location);
    if (known != compiled.end() && known->second.text == text) return known->second.schema;
  }
  Result<SharedSchema> schema = Schema::compile(text, Typing::yaml12);
  if (!schema)
    return fail(schema.error().code,
                "cannot read the schema " + std::string(location) + ": " + schema.error().message);
  const std::lock_guard lock(mutex);
  if (compiled.size() >= maxKept) compiled.clear();
  compiled.insert_or_assign(std::string(location), UserEntry{text, *schema});
  return schema;
}

std::string schemaModeline(const yaml::Tree& tree) {
  constexpr std::string_view marker = "yaml-language-server:";
  const std::string_view text = tree.text();
  for (const Span comment : tree.comments()) {
    const std::string_view line = text.substr(comment.begin, comment.size());
    const std::size_t at = line.find(marker);
    if (at == std::string_view::npos) continue;
    const std::size_t equals = line.find("$schema=", at);
    if (equals == std::string_view::npos) continue;
    const std::string_view address = trim(line.substr(equals + 8));
    return std::string(address.substr(0, address.find_first_of(" \t")));
  }
  return "";
}

}  // namespace footplate::schema
