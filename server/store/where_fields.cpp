#include "store/where_fields.h"

#include <utility>

#include "base/strings.h"

namespace footplate::store {

namespace {

using Family = Field::Family;
using Type = Attribute::Type;

// One member of the details, which are not columns: slower, but nobody filters by them alone.
#define DETAIL(path) "(SELECT json_extract(d.json," path ") FROM details d WHERE d.run=r.seq)"

constexpr Attribute attributes[] = {
    {"id", "run_id run_uuid", Type::text, "r.id"},
    {"experiment", "experiment_name", Type::text, "r.experiment"},
    {"status", "", Type::status, "r.status"},
    {"kind", "type", Type::text, "r.kind"},
    {"compute", "target", Type::text, "r.compute", true},
    {"display_name", "name run_name run+name", Type::text, "r.display_name", true},
    {"description", "note", Type::text, "r.description", true},
    {"parent", "parent_run_id", Type::text, "r.parent", true},
    {"created", "creation_time", Type::time, "r.created"},
    {"started", "", Type::time, "r.started"},
    {"start_time", "", Type::time, "coalesce(r.started,r.created)"},
    {"ended", "end_time", Type::time, "r.ended"},
    {"duration", "took", Type::duration, "((coalesce(r.ended,?)-r.started)/1000.0)"},
    {"archived", "", Type::flag, "r.archived"},
    {"user", "user_id", Type::text, DETAIL("'$.properties.\"mlflow.user\"'")},
    {"file", "job_file source", Type::text, DETAIL("'$.properties.\"footplate.file\"'")},
    {"environment", "", Type::text, DETAIL("'$.environment.name'")},
    {"snapshot", "", Type::text, DETAIL("'$.snapshot.hash'")},
    {"error", "error_code", Type::text, DETAIL("'$.error.code'")},
    {"exit_code", "", Type::number, DETAIL("'$.exit_code'")},
};

#undef DETAIL

constexpr std::string_view datasetParts[] = {"name", "digest", "context"};

constexpr std::pair<std::string_view, Family> families[] = {
    {"metrics", Family::metric},
    {"metric", Family::metric},
    {"params", Family::param},
    {"param", Family::param},
    {"parameters", Family::param},
    {"parameter", Family::param},
    {"inputs", Family::param},
    {"tags", Family::tag},
    {"tag", Family::tag},
    {"attributes", Family::attribute},
    {"attribute", Family::attribute},
    {"attr", Family::attribute},
    {"run", Family::attribute},
    {"datasets", Family::dataset},
    {"dataset", Family::dataset},
};

bool isAlias(const Attribute& attribute, std::string_view name) {
  if (equalsIgnoreCase(attribute.name, name)) return true;
  for (const std::string& alias : split(attribute.aliases, ' ')) {
    if (!alias.empty() && equalsIgnoreCase(replaceAll(alias, "+", " "), name)) return true;
  }
  return false;
}

std::string attributeList() {
  std::string list;
  for (const Attribute& attribute : attributes)
    list += std::string(list.empty() ? "" : ", ") + attribute.name;
  return list;
}

std::string noAttribute(std::string_view name, bool mayBeOther) {
  std::vector<std::string> names;
  for (const Attribute& attribute : attributes) names.emplace_back(attribute.name);
  const std::string word(name);
  std::string text = "'" + word + "' is no attribute of a run";
  if (const std::string near = nearestName(name, names); !near.empty()) {
    return text + ", did you mean '" + near + "'?";
  }
  if (mayBeOther) {
    return text + "; write metrics." + word + ", params." + word + " or tags." + word +
           " for what a job recorded";
  }
  return text + "; the attributes are " + attributeList();
}

}  // namespace

const Attribute* findAttribute(std::string_view name) {
  for (const Attribute& attribute : attributes) {
    if (isAlias(attribute, name)) return &attribute;
  }
  return nullptr;
}

const Attribute& attributeOf(const Field& field) {
  const Attribute* found = findAttribute(field.name);
  return found != nullptr ? *found : attributes[0];
}

std::optional<Family> parseFamily(std::string_view word) {
  for (const auto& [name, family] : families) {
    if (equalsIgnoreCase(word, name)) return family;
  }
  return std::nullopt;
}

tl::expected<Field, std::string> fieldOf(std::string_view family, std::string_view name, bool bareIsMetric) {
  using Problem = tl::unexpected<std::string>;
  const Attribute* attribute = findAttribute(name);
  if (family.empty()) {
    if (attribute != nullptr) return Field{Family::attribute, attribute->name};
    if (bareIsMetric && !name.empty()) return Field{Family::metric, std::string(name)};
    return Problem(noAttribute(name, true));
  }
  const std::optional<Family> known = parseFamily(family);
  if (!known) {
    return Problem("'" + std::string(family) +
                   "' is no family of names; they are metrics, params, tags, datasets and attributes");
  }
  if (name.empty()) return Problem("a name is missing after '" + std::string(family) + ".'");
  if (*known == Family::attribute) {
    if (attribute == nullptr) return Problem(noAttribute(name, false));
    return Field{Family::attribute, attribute->name};
  }
  if (*known == Family::dataset) {
    for (const std::string_view part : datasetParts) {
      if (equalsIgnoreCase(part, name)) return Field{Family::dataset, std::string(part)};
    }
    return Problem("datasets have a name, a digest and a context, no '" + std::string(name) + "'");
  }
  return Field{*known, std::string(name)};
}

}  // namespace footplate::store
