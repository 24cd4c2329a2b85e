#include "ide/folding.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_set>

#include "base/strings.h"

namespace footplate::ide {
namespace {

using yaml::Node;

struct DeepFold {
  Fold fold;
  std::uint32_t depth = 0;
};

class Finder {
 public:
  explicit Finder(const Document& document)
      : tree_(document.yaml()), text_(*document.text), lines_(tree_.lines()) {}

  std::vector<DeepFold> run() {
    const auto& roots = tree_.documents();
    for (std::size_t i = 0; i < roots.size(); ++i) {
      const Node root = tree_.node(roots[i]);
      if (roots.size() > 1) wholeDocument(root);
      content(root, 0);
    }
    comments();
    return std::move(found_);
  }

 private:
  std::uint32_t lineOf(Offset at) const { return lines_.lineOf(at); }

  // The line of the last character that is no blank.
  std::uint32_t lastLine(Span span) const {
    Offset end = span.end;
    while (end > span.begin && isBlank(text_[end - 1])) --end;
    return lineOf(end > span.begin ? end - 1 : span.begin);
  }

  static bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

  void add(std::uint32_t first, std::uint32_t last, std::uint32_t depth,
           Fold::Kind kind = Fold::Kind::content) {
    if (last > first && firsts_.insert(first).second) found_.push_back({{first, last, kind}, depth});
  }

  // A document of several folds below its "---".
  void wholeDocument(Node root) {
    std::uint32_t line = lineOf(root.span().begin);
    const std::uint32_t last = lastLine(root.span());
    for (;; --line) {
      const Span span = lines_.line(text_, line);
      if (std::string_view(text_).substr(span.begin, span.size()).starts_with("---"))
        return add(line, last, 0);
      if (line == 0) return;
    }
  }

  void content(Node node, std::uint32_t depth) {
    if (node.flow()) return brackets(node, depth);
    if (node.isMapping()) {
      for (const yaml::Entry entry : node.entries()) {
        part(entry.key.span().begin, entry.value, depth);
        content(entry.value, depth + 1);
      }
    } else if (node.isSequence()) {
      for (const Node item : node.items()) {
        part(item.span().begin, item, depth);
        content(item, depth + 1);
      }
    }
  }

  void part(Offset begin, Node value, std::uint32_t depth) {
    if (!value.isNull()) add(lineOf(begin), lastOf(value), depth);
  }

  // A closing bracket that begins its line stays on the screen.
  std::uint32_t lastOf(Node value) const {
    const std::uint32_t last = lastLine(value.span());
    if (!value.flow() || last == 0) return last;
    const Span line = lines_.line(text_, last);
    const auto words = trim(std::string_view(text_).substr(line.begin, line.size()));
    return words.starts_with(']') || words.starts_with('}') ? last - 1 : last;
  }

  void brackets(Node node, std::uint32_t depth) {
    add(lineOf(node.span().begin), lastOf(node), depth);
    for (const yaml::Entry entry : node.entries()) {
      part(entry.key.span().begin, entry.value, depth);
      if (entry.value.flow()) brackets(entry.value, depth + 1);
    }
    for (const Node item : node.items()) {
      if (item.flow()) brackets(item, depth + 1);
    }
  }

  // Lines of comments that follow one another, and "# region" to "# endregion".
  void comments() {
    std::optional<Fold> block;
    std::vector<std::uint32_t> regions;
    for (const Span comment : tree_.comments()) {
      const std::uint32_t line = lineOf(comment.begin);
      const Offset start = lines_.lineStart(line);
      if (!trim(std::string_view(text_).substr(start, comment.begin - start)).empty()) continue;
      const std::string words = wordsOf(comment);
      const bool opens = words.starts_with("region");
      const bool closes = words.starts_with("endregion");
      if (block && (opens || closes || line != block->last + 1)) finish(block);
      if (opens) {
        regions.push_back(line);
      } else if (closes) {
        if (!regions.empty()) add(regions.back(), line, 0, Fold::Kind::region);
        if (!regions.empty()) regions.pop_back();
      } else if (block) {
        block->last = line;
      } else {
        block = Fold{line, line, Fold::Kind::comment};
      }
    }
    finish(block);
  }

  std::string wordsOf(Span comment) const {
    std::string_view words = std::string_view(text_).substr(comment.begin, comment.size());
    while (words.starts_with('#')) words.remove_prefix(1);
    return std::string(trim(words));
  }

  void finish(std::optional<Fold>& block) {
    if (block) add(block->first, block->last, 1, block->kind);
    block.reset();
  }

  const yaml::Tree& tree_;
  const std::string& text_;
  const LineIndex& lines_;
  std::vector<DeepFold> found_;
  std::unordered_set<std::uint32_t> firsts_;
};

}  // namespace

std::vector<Fold> folding(const Document& document, std::size_t limit) {
  std::vector<DeepFold> found = Finder(document).run();
  if (found.size() > limit) {
    std::ranges::stable_sort(found, {}, &DeepFold::depth);
    found.resize(limit);
  }
  std::vector<Fold> folds;
  folds.reserve(found.size());
  for (const DeepFold& one : found) folds.push_back(one.fold);
  std::ranges::sort(folds, {}, &Fold::first);
  return folds;
}

}  // namespace footplate::ide
