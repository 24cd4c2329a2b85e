#include "ide/hover/hover.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "ide/arguments/argument_at.h"
#include "ide/curated.h"
#include "ide/excerpt.h"
#include "ide/hover/hover_assets.h"
#include "ide/hover/hover_bindings.h"
#include "ide/hover/hover_component.h"
#include "ide/hover/hover_words.h"
#include "ide/place.h"
#include "ide/references.h"
#include "ide/schedule_words.h"
#include "ide/schema_places.h"
#include "ide/schema_words.h"
#include "schema/walk.h"

namespace footplate::ide {
namespace {

using schema::Places;
using yaml::Node;

constexpr std::size_t mostPackages = 40;
constexpr std::size_t mostVersions = 10;

class Hovers {
 public:
  Hovers(const Document& document, Offset at, const Workspace& workspace)
      : document_(document), at_(at), workspace_(workspace) {}

  std::optional<Hover> find() {
    const Node node = document_.yaml().nodeAt(at_);
    if (!node || inComment(document_.yaml(), at_)) return {};
    if (auto found = anchorIn(node)) return found;
    if (node.isAlias()) return alias(node);
    if (auto found = bindingHover(document_, at_, node, workspace_)) return found;
    if (auto found = scriptHover(document_, at_, node, workspace_)) return found;
    if (node.isScalar() && !node.isKey()) {
      if (const auto found = argumentAt(document_, at_, workspace_))
        return Hover{argumentWords(*found->argument), found->flag};
    }
    schema_ = document_.schemaOf(node);
    if (schema_ == nullptr || !node.span().touches(at_)) return {};
    if (node.isKey()) return key(node);
    if (node.isScalar()) return value(node);
    return {};
  }

 private:
  std::optional<Hover> alias(Node node) const {
    const Node target = node.resolved();
    if (!target || target == node)
      return Hover{"`*" + std::string(node.text()) + "` has no anchor before it", node.span()};
    return Hover{"`*" + std::string(node.text()) + "` stands for\n\n" + excerpt(document_, target.span()),
                 node.span()};
  }

  // The cursor on an anchor is beside the node it names: in the gap of the collection around.
  std::optional<Hover> anchorIn(Node node) const {
    for (yaml::Entry entry : node.entries()) {
      if (auto found = anchor(entry.value)) return found;
      if (auto found = anchor(entry.key)) return found;
    }
    for (Node item : node.items()) {
      if (auto found = anchor(item)) return found;
    }
    return {};
  }

  std::optional<Hover> anchor(Node node) const {
    const Span span = node.anchorSpan();
    if (span.empty() || !span.touches(at_)) return {};
    return Hover{"anchor `&" + std::string(node.anchor()) + "` of\n\n" + excerpt(document_, node.span()),
                 span};
  }

  std::optional<Hover> key(Node key) const {
    const Places places = schemasOfValue(key.entryValue(), *schema_, schema::Choice::byContent);
    if (places.empty()) return {};
    const Places around = schema::schemasAt(key.parent(), *schema_);
    const schema::Property* property = schema::findProperty(around, key.text());
    std::string words = describe(places, property != nullptr && property->required);
    if (words.empty()) return {};
    return Hover{"**" + markdownText(key.text()) + "**\n\n" + words, key.span()};
  }

  std::optional<Hover> value(Node node) const {
    const Places places = schemasOfValue(node, *schema_, schema::Choice::byContent);
    if (places.empty()) return {};
    std::string words;
    const std::string meaning = valueDescription(places, node.text());
    if (!meaning.empty()) words = "`" + std::string(node.text()) + "`: " + meaning;
    if (const std::string when = times(node); !when.empty()) words += (words.empty() ? "" : "\n\n") + when;
    for (const schema::SchemaNode* one : places) {
      if (one->referenceKind == "environment" && words.empty()) words = curated(node.text());
    }
    for (const schema::SchemaNode* one : places) {
      if (!one->referenceKind.empty() && words.empty()) words = asset(*one, node);
    }
    if (words.empty()) words = datastoreWords(node.text(), workspace_);
    if (words.empty()) words = packageWords(document_, node);
    if (const std::string is = componentWords(document_, node, workspace_); !is.empty())
      words += (words.empty() ? "" : "\n\n") + is;
    const std::string general = describe(places, false);
    if (!words.empty() && !general.empty()) words += "\n\n---\n\n";
    words += general;
    if (words.empty()) return {};
    return Hover{words, node.span()};
  }

  // What a reference names, and what is said of that where it is defined.
  std::string asset(const schema::SchemaNode& place, Node node) const {
    const std::string kind(place.referenceKind);
    const Reference reference = readReference(node.text(), place.pathKind.empty());
    // Components in files have words of their own.
    const bool isFile = reference.form == Reference::Form::path;
    const std::string words = known(kind, reference);
    if (kind == "component") return words;
    const std::string more = assetWords(kind, reference, document_, workspace_);
    return isFile && !more.empty() ? codeSpan(reference.name) + more : words + more;
  }

  // When a schedule fires, at its cron expression or its frequency.
  std::string times(Node node) const {
    const std::string_view key = node.entryKey().text();
    const Language language = workspace_.settings().language;
    if (key == "frequency") return recurrenceInWords(node.parent(), language);
    const std::string words = key == "expression" ? cronInWords(node.text(), language) : "";
    return words.empty() ? words : "`" + std::string(node.text()) + "`: " + words;
  }

  // Which versions of an asset the project knows, the newest first, and from where.
  std::string known(const std::string& kind, const Reference& reference) const {
    if (reference.form != Reference::Form::asset) return {};
    std::vector<AssetName> versions;
    for (AssetName& one : workspace_.names(kind)) {
      if (one.name != reference.name) continue;
      const auto same = std::ranges::find(versions, one.version, &AssetName::version);
      if (same != versions.end()) {
        same->detail += ", " + one.detail;
      } else {
        versions.push_back(std::move(one));
      }
    }
    if (versions.empty()) return {};
    const auto isHigher = [](const AssetName& a, const AssetName& b) {
      return isHigherVersion(a.version, b.version);
    };
    std::ranges::stable_sort(versions, isHigher);
    std::string words = kind + " **" + markdownText(reference.name) + "**\n";
    for (std::size_t i = 0; i < versions.size() && i < mostVersions; ++i) {
      const AssetName& one = versions[i];
      words += "\n- " + (one.version.empty() ? std::string("no version") : "version " + one.version) + ": " +
               markdownText(one.detail);
    }
    return words + (versions.size() > mostVersions ? "\n- …" : "");
  }

  static std::string curated(std::string_view reference) {
    const CuratedEnvironment* found = findCurated(reference);
    if (found == nullptr) return {};
    std::string words = "**" + markdownText(found->name) + "** (curated): " + found->description;
    if (!found->refused.empty()) return words + "\n\nNot on this machine: " + found->refused;
    if (!found->python.empty()) words += "\n\nPython " + found->python;
    if (!found->packages.empty()) words += "\n\nPackages: ";
    for (std::size_t i = 0; i < found->packages.size() && i < mostPackages; ++i) {
      words += (i == 0 ? "`" : ", `") + found->packages[i] + "`";
    }
    if (found->packages.size() > mostPackages) words += ", …";
    return found->notes.empty() ? words : words + "\n\n" + found->notes;
  }

  const Document& document_;
  Offset at_;
  const Workspace& workspace_;
  const schema::Schema* schema_ = nullptr;
};

}  // namespace

std::optional<Hover> hover(const Document& document, Offset at, const Workspace& workspace) {
  if (!workspace.settings().hover || at > document.text->size()) return {};
  const bool ours = document.schema || !document.kind.empty() || document.hasUserSchema();
  if (!ours) return {};
  return Hovers(document, at, workspace).find();
}

}  // namespace footplate::ide
