#include "schema/misplaced.h"

#include <algorithm>
#include <vector>

#include "base/strings.h"
#include "schema/fixes.h"

namespace footplate::schema {
namespace {

using yaml::Node;

constexpr int maxChain = 24;
constexpr std::uint32_t step = 2;  // columns of a level

bool isFilledIn(const SchemaNode& schema) {
  const SchemaNode* at = &schema;
  for (int i = 0; i < maxChain && at->reference != nullptr && !at->readOnly; ++i) at = at->reference;
  return at->readOnly;
}

// Words that half of all mappings know say nothing of where they belong.
bool isCommon(std::string_view key) {
  return isOneOf(
      key, {"type", "name", "id", "version", "description", "path", "value", "mode", "tags", "properties"});
}

bool namesKeyAt(const SchemaNode& schema, std::string_view key, bool unions, int depth) {
  if (depth > maxChain) return false;
  // What the service fills in nobody writes.
  if (const Property* property = schema.property(key))
    return !property->schema->never && !isFilledIn(*property->schema);
  const auto names = [&](const SchemaNode* part) {
    return part != nullptr && namesKeyAt(*part, key, unions, depth + 1);
  };
  if (names(schema.reference) || std::ranges::any_of(schema.allOf, names)) return true;
  return unions && std::ranges::any_of(schema.unions, [&](const Union& choices) {
           return std::ranges::any_of(choices.branches, names);
         });
}

const Property* propertyAt(const SchemaNode& schema, std::string_view name, int depth) {
  if (depth > maxChain) return nullptr;
  if (const Property* own = schema.property(name)) return own;
  if (schema.reference != nullptr) {
    if (const Property* there = propertyAt(*schema.reference, name, depth + 1)) return there;
  }
  for (const SchemaNode* part : schema.allOf) {
    if (const Property* there = propertyAt(*part, name, depth + 1)) return there;
  }
  return nullptr;
}

void collectNamed(const SchemaNode& schema, std::string_view key, std::vector<const SchemaNode*>& found,
                  int depth) {
  if (depth > maxChain) return;
  if (const Property* property = schema.property(key)) found.push_back(property->schema);
  const auto further = [&](const SchemaNode* part) { collectNamed(*part, key, found, depth + 1); };
  if (schema.reference != nullptr) further(schema.reference);
  std::ranges::for_each(schema.allOf, further);
  for (const Union& choices : schema.unions) std::ranges::for_each(choices.branches, further);
}

void collectParents(yaml::Node mapping, const SchemaNode& schema, std::string_view key,
                    std::vector<std::string_view>& found, int depth) {
  if (depth > maxChain) return;
  for (const Property& property : schema.properties) {
    if (namesKeyAt(*property.schema, key, true, 0) && std::ranges::find(found, property.name) == found.end())
      found.push_back(property.name);
  }
  if (schema.reference != nullptr) collectParents(mapping, *schema.reference, key, found, depth + 1);
  for (const SchemaNode* part : schema.allOf) collectParents(mapping, *part, key, found, depth + 1);
}

// The lines of an entry that has them to itself.
class EntryLines {
 public:
  explicit EntryLines(Node key) : text_(key.tree()->text()), lines_(key.tree()->lines()) {
    const Offset begin = key.span().begin;
    const Offset end = std::max(key.span().end, key.entryValue().span().end);
    const Offset own = lines_.lineStart(lines_.lineOf(begin));
    span_.begin = own;
    // A comment above it, in its column, goes with it.
    for (std::uint32_t line = lines_.lineOf(begin); line > 0; --line) {
      const Span above = lines_.line(text_, line - 1);
      const std::string_view words = text_.substr(above.begin, above.size());
      if (words.find_first_not_of(' ') != begin - own || words[begin - own] != '#') break;
      span_.begin = above.begin;
    }
    const std::uint32_t last = lines_.lineOf(std::max(end, begin + 1) - 1);
    span_.end =
        last + 1 < lines_.lineCount() ? lines_.lineStart(last + 1) : static_cast<Offset>(text_.size());
    alone_ = trim(text_.substr(own, begin - own)).empty();
  }

  bool alone() const { return alone_; }
  Span span() const { return span_; }

  // With so many columns more, or less, before each line.
  std::string shifted(std::int64_t columns) const {
    std::string made;
    for (const std::string& line : split(text_.substr(span_.begin, span_.size()), '\n')) {
      if (!made.empty()) made += '\n';
      if (trim(line).empty()) continue;
      const std::size_t less = columns < 0 ? static_cast<std::size_t>(-columns) : 0;
      const std::size_t blanks = std::min(line.find_first_not_of(' '), line.size());
      made += std::string(columns > 0 ? static_cast<std::size_t>(columns) : 0, ' ');
      made += line.substr(std::min(less, blanks));
    }
    if (!made.ends_with('\n')) made += '\n';
    return made;
  }

 private:
  std::string_view text_;
  const LineIndex& lines_;
  Span span_;
  bool alone_ = false;
};

std::int64_t columnsFrom(std::uint32_t from, std::uint32_t to) {
  return static_cast<std::int64_t>(to) - static_cast<std::int64_t>(from);
}

}  // namespace

std::vector<const SchemaNode*> schemasNamed(const SchemaNode& schema, std::string_view key) {
  std::vector<const SchemaNode*> found;
  collectNamed(schema, key, found, 0);
  return found;
}

bool takesByName(const SchemaNode& schema, std::string_view key) {
  return !isCommon(key) && namesKeyAt(schema, key, false, 0);
}

const Property* propertyNamed(const SchemaNode& schema, std::string_view name) {
  return propertyAt(schema, name, 0);
}

std::string parentOfKey(Node mapping, const SchemaNode& schema, std::string_view key) {
  if (isCommon(key)) return {};
  std::vector<std::string_view> parents;
  collectParents(mapping, schema, key, parents, 0);
  if (parents.size() > 1) {
    std::erase_if(parents, [&](std::string_view name) {
      const Node value = mapping.find(name).resolved();
      return !value.isMapping() || value.find(key);
    });
  }
  if (parents.size() != 1) return {};
  const Node value = mapping.find(parents.front()).resolved();
  const bool takes = !value || value.isNull() || (value.isMapping() && !value.find(key));
  return takes ? std::string(parents.front()) : std::string();
}

std::optional<Fix> moveBelow(Node mapping, Node key, const std::string& parent) {
  const EntryLines entry(key);
  if (mapping.flow() || !entry.alone()) return std::nullopt;
  Fix fix{"move it to '" + parent + "'", {}, true};
  const Node target = mapping.find(parent);
  if (!target) {
    const std::string end = key.tree()->text().find("\r\n") == std::string::npos ? ":\n" : ":\r\n";
    fix.edits = {{entry.span(), std::string(mapping.indent(), ' ') + parent + end + entry.shifted(step)}};
    return fix;
  }
  if (!target.isMapping() || target.flow() || target.size() == 0) return std::nullopt;
  // Below the key of the mapping, above comments of the first one in it.
  const LineIndex& lines = key.tree()->lines();
  const std::uint32_t keyLine = lines.lineOf(target.entryKey().span().begin);
  if (lines.lineOf(target.span().begin) <= keyLine) return std::nullopt;
  const Offset at = lines.lineStart(keyLine + 1);
  fix.edits = {{{at, at}, entry.shifted(columnsFrom(mapping.indent(), target.indent()))}, {entry.span(), ""}};
  return fix;
}

std::optional<Fix> moveBeside(Node mapping, Node key, Node around) {
  const EntryLines entry(key);
  const Node holder = mapping.entryKey();
  if (mapping.flow() || around.flow() || !entry.alone()) return std::nullopt;
  const EntryLines outer(holder);
  if (!outer.alone()) return std::nullopt;
  const std::string title = "move it beside '" + std::string(holder.text()) + "'";
  const std::string moved = entry.shifted(columnsFrom(mapping.indent(), around.indent()));
  // Where nothing stays, the key that held it goes, too.
  if (mapping.size() == 1) return Fix{title, {{outer.span(), moved}}, true};
  return Fix{title, {{{outer.span().begin, outer.span().begin}, moved}, {entry.span(), ""}}, true};
}

}  // namespace footplate::schema
