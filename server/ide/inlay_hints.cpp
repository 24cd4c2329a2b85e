#include "ide/inlay_hints.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/strings.h"
#include "ide/l10n/l10n.h"
#include "ide/schedule_words.h"

namespace footplate::ide {
namespace {

using yaml::Node;

constexpr std::uint64_t mostTrials = 1'000'000'000;  // a number nobody counts any more

// "3" before "10", "1.9" before "1.10": runs of digits are compared as numbers.
bool versionBefore(std::string_view a, std::string_view b) {
  const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
  while (!a.empty() && !b.empty()) {
    const auto digits = [&](std::string_view text) {
      return static_cast<std::size_t>(std::ranges::find_if_not(text, isDigit) - text.begin());
    };
    const std::size_t left = digits(a);
    const std::size_t right = digits(b);
    if (left > 0 && right > 0) {
      if (left != right) return left < right;
      if (a.substr(0, left) != b.substr(0, right)) return a.substr(0, left) < b.substr(0, right);
    } else if (a.front() != b.front()) {
      return a.front() < b.front();
    }
    a.remove_prefix(std::max<std::size_t>(left, 1));
    b.remove_prefix(std::max<std::size_t>(right, 1));
  }
  return a.size() < b.size();
}

class Finder {
 public:
  Finder(const Document& document, Span within, const Workspace& workspace)
      : document_(document),
        within_(within),
        workspace_(workspace),
        language_(workspace.settings().language) {}

  std::vector<InlayHint> run() {
    for (const yaml::NodeId id : document_.yaml().documents()) walk(document_.yaml().node(id));
    std::ranges::stable_sort(hints_, {}, &InlayHint::at);
    return std::move(hints_);
  }

 private:
  void walk(Node node) {
    if (node.span().begin > within_.end || node.span().end < within_.begin) return;
    if (node.isMapping()) mapping(node);
    for (const yaml::Entry entry : node.entries()) {
      if (entry.value.isScalar()) latest(entry.value, entry.key.text());
      walk(entry.value);
    }
    for (const Node item : node.items()) walk(item);
  }

  void add(Offset at, std::string label) {
    if (!label.empty() && within_.touches(at)) hints_.push_back({at, std::move(label)});
  }

  // One look at the mapping's own keys; what is merged in has its hint where it stands.
  void mapping(Node node) {
    const std::string_view parent = node.entryKey().text();
    bool isTrigger = parent == "trigger" || parent == "recurrence";
    Node expression;
    for (const yaml::Entry entry : node.entries()) {
      const std::string_view key = entry.key.text();
      if (key == "type" && equalsIgnoreCase(entry.value.text(), "cron")) isTrigger = true;
      if (key == "expression") expression = entry.value;
      if (key == "frequency" && entry.value.isScalar())
        add(entry.value.span().end, recurrenceInWords(node, language_));
      if (key == "search_space" && entry.value.isMapping()) grid(node, entry.value);
    }
    if (isTrigger && expression.isScalar())
      add(expression.span().end, cronInWords(expression.text(), language_));
  }

  // The number of combinations, where every parameter is one of a list.
  void grid(Node sweep, Node space) {
    std::uint64_t trials = space.size() == 0 ? 0 : 1;
    for (const yaml::Entry entry : space.entries()) {
      const Node values = entry.value.resolved().find("values").resolved();
      const bool isChoice = equalsIgnoreCase(entry.value.resolved().find("type").text(), "choice");
      if (!isChoice || !values.isSequence() || trials > mostTrials) return;
      trials *= values.size();
    }
    if (trials == 0) return;
    const Node sampling = sweep.find("sampling_algorithm").resolved();
    const std::string_view way = sampling.isMapping() ? sampling.find("type").text() : sampling.text();
    const bool isGrid = equalsIgnoreCase(way, "grid");
    const std::string count = std::to_string(trials);
    const std::string label =
        isGrid ? "grid of " + count : count + (trials == 1 ? " combination" : " combinations");
    add(behindColon(space.entryKey()), translate(language_, label));
  }

  Offset behindColon(Node key) const {
    const std::size_t colon = document_.text->find(':', key.span().end);
    return static_cast<Offset>(colon == std::string::npos ? key.span().end : colon + 1);
  }

  // "azureml:name@latest", by what the project knows.
  void latest(Node value, std::string_view key) {
    constexpr std::string_view prefix = "azureml:";
    constexpr std::string_view label = "@latest";
    std::string_view text = value.text();
    if (!text.starts_with(prefix) || !text.ends_with(label)) return;
    text = text.substr(prefix.size(), text.size() - prefix.size() - label.size());
    const std::string version = newest(text, key);
    if (version.empty()) return;
    add(value.span().end, translate(language_, "version " + version));
  }

  std::string newest(std::string_view name, std::string_view key) const {
    for (const std::string_view kind : kindsFor(key)) {
      std::string best;
      for (const AssetName& asset : workspace_.names(kind)) {
        if (asset.name == name && !asset.version.empty() &&
            (best.empty() || versionBefore(best, asset.version)))
          best = asset.version;
      }
      if (!best.empty()) return best;
    }
    return {};
  }

  static std::vector<std::string_view> kindsFor(std::string_view key) {
    for (const std::string_view kind : {"environment", "component", "model", "data"}) {
      if (key == kind) return {kind};
    }
    return {"component", "data", "model", "environment"};
  }

  const Document& document_;
  Span within_;
  const Workspace& workspace_;
  Language language_;
  std::vector<InlayHint> hints_;
};

}  // namespace

std::vector<InlayHint> inlayHints(const Document& document, Span within, const Workspace& workspace) {
  if (!workspace.settings().inlayHints || document.kind.empty()) return {};
  return Finder(document, within, workspace).run();
}

}  // namespace footplate::ide
