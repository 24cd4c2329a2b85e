#include "schema/user_schemas.h"

#include <algorithm>
#include <utility>

namespace footplate::schema {
namespace {

constexpr std::size_t mostKept = 32;

bool sameText(const std::shared_ptr<const std::string>& a, const std::shared_ptr<const std::string>& b) {
  return a == b || (a && b && *a == *b);
}

}  // namespace

bool UserSchemas::isCurrent(const Entry& entry, const Read& read) {
  return std::all_of(entry.parts.begin(), entry.parts.end(),
                     [&](const Part& part) { return sameText(part.text, read(part.location)); });
}

UserSchemas::Entry UserSchemas::compile(const std::string& location, const Read& read) {
  Entry entry;
  entry.parts.push_back({location, read(location)});
  if (!entry.parts.front().text) return entry;
  const auto resolve = [&](std::string_view address) -> std::optional<std::string> {
    Part part{std::string(address), read(std::string(address))};
    const std::shared_ptr<const std::string> text = part.text;
    entry.parts.push_back(std::move(part));
    return text ? std::optional(*text) : std::nullopt;
  };
  auto schema = Schema::compile(*entry.parts.front().text, Typing::yaml12, resolve, location);
  if (schema) {
    entry.schema = std::move(*schema);
  } else {
    entry.problem = schema.error().message;
  }
  return entry;
}

std::shared_ptr<const Schema> UserSchemas::get(const std::string& location, const Read& read) {
  std::shared_ptr<const Entry> known;
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = entries_.find(location); found != entries_.end()) known = found->second;
  }
  if (known && isCurrent(*known, read)) return known->schema;
  // Two threads may both compile; either result will do.
  auto made = std::make_shared<const Entry>(compile(location, read));
  const std::lock_guard lock(mutex_);
  if (entries_.size() >= mostKept) entries_.clear();
  entries_[location] = made;
  return made->schema;
}

bool UserSchemas::uses(const std::string& location) const {
  const std::lock_guard lock(mutex_);
  return std::any_of(entries_.begin(), entries_.end(), [&](const auto& entry) {
    const std::vector<Part>& parts = entry.second->parts;
    return std::any_of(parts.begin(), parts.end(),
                       [&](const Part& part) { return part.location == location; });
  });
}

std::string UserSchemas::problem(const std::string& location) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(location);
  return found == entries_.end() ? "" : found->second->problem;
}

}  // namespace footplate::schema
