// Keys that are one too many, or have another name today.
#include <algorithm>
#include <array>
#include <utility>

#include "base/quotes.h"
#include "base/strings.h"
#include "ide/quickfixes/entry_edits.h"
#include "ide/quickfixes/places.h"
#include "ide/quickfixes/repairs.h"
#include "ide/schema_places.h"
#include "ide/schema_words.h"

namespace footplate::ide {
namespace {

using yaml::Entry;
using yaml::Node;

void offerRemoval(const RepairPlace& place, Node key, std::vector<CodeAction>& found) {
  if (key) offer(found, "remove " + inQuotes(key.text()), entryRemoved(place.document(), key));
}

// The key of an entry of a mapping; no node where it has none.
Node keyOf(Node mapping, std::string_view name) {
  for (const Entry entry : mapping.entries()) {
    if (entry.key.text() == name) return entry.key;
  }
  return {};
}

// What the description of a deprecated key gives as its name of today: "Older name of `connection`.".
std::string successorIn(std::string_view description) {
  for (const std::string_view words : {" name of `", " uses for `"}) {
    const std::size_t at = description.find(words);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = description.substr(at + words.size());
    const std::string_view name = rest.substr(0, rest.find('`'));
    // A key of another mapping would have to move there.
    return name.find_first_of(".: ") == std::string_view::npos ? std::string(name) : "";
  }
  return {};
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> sparkSettings{{
    {"spark.driver.cores", "1"},
    {"spark.driver.memory", "2g"},
    {"spark.executor.cores", "2"},
    {"spark.executor.memory", "2g"},
    {"spark.executor.instances", "2"},
    {"spark.dynamicAllocation.minExecutors", "1"},
    {"spark.dynamicAllocation.maxExecutors", "2"},
}};

}  // namespace

void repairDuplicateKey(const RepairPlace& place, std::vector<CodeAction>& found) {
  const Node key = place.node;
  if (!key.isKey()) return;
  const LineIndex& lines = place.document().yaml().lines();
  offer(found, "remove this " + inQuotes(key.text()), entryRemoved(place.document(), key));
  for (const Entry entry : key.parent().entries()) {
    if (entry.key == key || entry.key.text() != key.text()) continue;
    const std::uint32_t line = lines.lineOf(entry.key.span().begin) + 1;
    offer(found, "remove the " + inQuotes(key.text()) + " on line " + std::to_string(line),
          entryRemoved(place.document(), entry.key));
    return;
  }
}

// Where its name of today is sure, or it only stands in the wrong place, it stays.
void repairUnknownKey(const RepairPlace& place, std::vector<CodeAction>& found) {
  const bool mayGo = std::ranges::all_of(place.issue.fixes, [&](const schema::Fix& fix) {
    return fix.isChoice && fix.edits.size() == 1 && fix.edits.front().span == place.node.span();
  });
  if (mayGo && place.node.isKey()) offerRemoval(place, place.node, found);
}

void repairUselessKey(const RepairPlace& place, std::vector<CodeAction>& found) {
  if (place.node.isKey()) offerRemoval(place, place.node, found);
}

void repairDeprecatedKey(const RepairPlace& place, std::vector<CodeAction>& found) {
  const Node key = place.node;
  const schema::Schema* schema = place.document().schemaOf(key);
  if (!key.isKey() || schema == nullptr) return;
  for (const schema::SchemaNode* one : schemasOfValue(key.entryValue(), *schema, schema::Choice::any)) {
    const std::string name = successorIn(one->description);
    if (name.empty() || keyOf(key.parent(), name)) continue;
    return offer(found, "change to " + inQuotes(name), scalarChanged(key, name));
  }
}

void repairOutputVersion(const RepairPlace& place, std::vector<CodeAction>& found) {
  const Node output = place.node.parent();
  const Node port = output.entryKey();
  if (!place.node.isKey() || !port) return;
  const std::string name = quotedIfNeeded(port.text(), output.flow());
  offer(found, "add 'name'", entriesAdded(place.document(), output, {{"name", name}}));
  offerRemoval(place, place.node, found);
}

void repairEnvironmentSource(const RepairPlace& place, std::vector<CodeAction>& found) {
  constexpr std::string_view image = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04";
  const Node key = place.node;
  if (!key.isKey() || key.text() == "dependencies") return;
  const bool isOwn = key.text() == "conda_file" || key.text() == "name" || key.text() == "build";
  const Node body = isOwn ? key.parent() : key.entryValue();
  if (key.text() == "build") {
    offerRemoval(place, keyOf(body, "image"), found);
    return offerRemoval(place, key, found);
  }
  offer(found, "add 'image'", entriesAdded(place.document(), body, {{"image", std::string(image)}}));
}

void repairEarlyTermination(const RepairPlace& place, std::vector<CodeAction>& found) {
  const Node key = place.node;
  if (!key.isKey()) return;
  if (key.text() == "slack_amount") {
    offerRemoval(place, key, found);
    return offerRemoval(place, keyOf(key.parent(), "slack_factor"), found);
  }
  const Node policy = key.entryValue();
  const bool isLacking = toLower(policy.find("type").text()) == "bandit" && !policy.find("slack_factor") &&
                         !policy.find("slack_amount");
  if (!isLacking) return offerRemoval(place, key, found);
  offer(found, "add 'slack_factor'", entriesAdded(place.document(), policy, {{"slack_factor", "0.1"}}));
}

void repairSparkConf(const RepairPlace& place, std::vector<CodeAction>& found) {
  const Node key = place.node;
  std::vector<NewEntry> entries;
  for (const std::string& name : place.issue.names) {
    for (const auto& [setting, value] : sparkSettings) {
      if (setting == name) entries.push_back({name, std::string(value)});
    }
  }
  const Node conf = key.text() == "conf" ? key.entryValue() : key.parent().find("conf");
  if (entries.empty() || !key.isKey() || conf.isAlias()) return;
  const Node spark = key.entryValue().find("entry") ? key.entryValue() : key.parent();
  offer(found, "add the settings that 'conf' lacks",
        entriesAddedIn(place.document(), spark, "conf", entries));
}

}  // namespace footplate::ide
