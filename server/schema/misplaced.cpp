#include "schema/misplaced.h"

#include <algorithm>
#include <unordered_set>
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

// Each part of a schema once, whichever ways lead to it: parts may lead to each other.
class Visited {
 public:
  bool isFirst(const SchemaNode& part) { return parts_.size() < mostParts && parts_.insert(&part).second; }

 private:
  static constexpr std::size_t mostParts = 2000;  // each may be a call deep

  std::unordered_set<const SchemaNode*> parts_;
};

bool namesKeyAt(const SchemaNode& schema, std::string_view key, bool unions, Visited& visited) {
  if (!visited.isFirst(schema)) return false;
  // What the service fills in nobody writes.
  if (const Property* property = schema.property(key))
    return !property->schema->never && !isFilledIn(*property->schema);
  const auto names = [&](const SchemaNode* part) {
    return part != nullptr && namesKeyAt(*part, key, unions, visited);
  };
  if (names(schema.reference) || std::ranges::any_of(schema.allOf, names)) return true;
  return unions && std::ranges::any_of(schema.unions, [&](const Union& choices) {
           return std::ranges::any_of(choices.branches, names);
         });
}

const Property* propertyAt(const SchemaNode& schema, std::string_view name, Visited& visited) {
  if (!visited.isFirst(schema)) return nullptr;
  if (const Property* own = schema.property(name)) return own;
  if (schema.reference != nullptr) {
    if (const Property* there = propertyAt(*schema.reference, name, visited)) return there;
  }
  for (const SchemaNode* part : schema.allOf) {
    if (const Property* there = propertyAt(*part, name, visited)) return there;
  }
  return nullptr;
}

void collectNamed(const SchemaNode& schema, std::string_view key, std::vector<const SchemaNode*>& found,
                  Visited& visited) {
  if (!visited.isFirst(schema)) return;
  if (const Property* property = schema.property(key)) found.push_back(property->schema);
  const auto further = [&](const SchemaNode* part) { collectNamed(*part, key, found, visited); };
  if (schema.reference != nullptr) further(schema.reference);
  std::ranges::for_each(schema.allOf, further);
  for (const Union& choices : schema.unions) std::ranges::for_each(choices.branches, further);
}

void collectParents(const SchemaNode& schema, std::string_view key, std::vector<std::string_view>& found,
                    Visited& visited) {
  if (!visited.isFirst(schema)) return;
  for (const Property& property : schema.properties) {
    Visited below;
    if (namesKeyAt(*property.schema, key, true, below) &&
        std::ranges::find(found, property.name) == found.end())
      found.push_back(property.name);
  }
  if (schema.reference != nullptr) collectParents(*schema.reference, key, found, visited);
  for (const SchemaNode* part : schema.allOf) collectParents(*part, key, found, visited);
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
      const std::string_view words = textOf(line - 1);
      if (words.find_first_not_of(' ') != begin - own || words[begin - own] != '#') break;
      span_.begin = lines_.lineStart(line - 1);
    }
    std::uint32_t last = lines_.lineOf(std::max(end, begin + 1) - 1);
    if (keepsBlankLines(key.entryValue())) {
      while (last + 1 < lines_.lineCount() && trim(textOf(last + 1)).empty()) ++last;
    }
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
  std::string_view textOf(std::uint32_t line) const {
    const Span span = lines_.line(text_, line);
    return text_.substr(span.begin, span.size());
  }
  // "|+": the blank lines behind a text are part of it.
  bool keepsBlankLines(Node value) const {
    if (value.style() != yaml::Style::literal && value.style() != yaml::Style::folded) return false;
    const std::string_view header = text_.substr(value.span().begin);
    return header.substr(0, header.find_first_of(" #\r\n")).find('+') != std::string_view::npos;
  }

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
  Visited visited;
  collectNamed(schema, key, found, visited);
  return found;
}

bool takesByName(const SchemaNode& schema, std::string_view key) {
  Visited visited;
  return !isCommon(key) && namesKeyAt(schema, key, false, visited);
}

const Property* propertyNamed(const SchemaNode& schema, std::string_view name) {
  Visited visited;
  return propertyAt(schema, name, visited);
}

std::string parentOfKey(Node mapping, const SchemaNode& schema, std::string_view key) {
  if (isCommon(key)) return {};
  std::vector<std::string_view> parents;
  Visited visited;
  collectParents(schema, key, parents, visited);
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
