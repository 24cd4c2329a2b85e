#include "ide/script_words.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/character_set.h"
#include "base/path.h"
#include "ide/references.h"

namespace footplate::ide {
namespace {

using yaml::Entry;
using yaml::Node;

constexpr unsigned deepest = 40;

// Blanks, quotes and the shell's own characters end a word.
constexpr CharacterSet between(" \t\r\n'\"`;|&()<>=,[]");

class ScriptFinder {
 public:
  explicit ScriptFinder(const Document& document) : document_(document), folder_(document.folder()) {}

  std::vector<ScriptWord> find() {
    if (folder_.empty() || document_.kind.empty()) return {};
    const bool v1 = document_.kind.starts_with("v1");
    for (yaml::NodeId id : document_.yaml().documents())
      walk(document_.yaml().node(id), v1 ? parentPath(folder_) : std::string(), 0);
    std::ranges::sort(words_, {}, [](const ScriptWord& word) { return word.span.begin; });
    return std::move(words_);
  }

 private:
  // `code` is the folder that the scripts around come from, "" where none is said.
  void walk(Node node, const std::string& code, unsigned depth) {
    if (depth > deepest) return;
    if (node.isMapping()) {
      const Node own = node.find("code").resolved();
      own.isScalar() ? entries(node, codeFolder(own.text()), depth) : entries(node, code, depth);
    }
    for (Node item : node.items()) walk(item, code, depth + 1);
  }

  void entries(Node mapping, const std::string& code, unsigned depth) {
    static const std::string none;
    for (Entry entry : mapping.entries()) {
      const std::string_view key = entry.key.isScalar() ? entry.key.text() : std::string_view();
      if (!code.empty() && entry.value.isScalar()) read(key, entry.value, code);
      // The nodes of a pipeline have code folders of their own.
      walk(entry.value, key == "jobs" || key == "component" ? none : code, depth + 1);
    }
  }

  std::string codeFolder(std::string_view text) const {
    const Reference reference = readReference(text, false);
    return reference.form == Reference::Form::path ? joinPath(folder_, reference.name) : std::string();
  }

  void read(std::string_view key, Node value, const std::string& code) {
    constexpr std::array<std::string_view, 5> wholes{"entry_script", "scoring_script", "script", "file",
                                                     "entryScript"};
    if (key == "command") return readCommand(value, code);
    if (std::ranges::find(wholes, key) == wholes.end()) return;
    const std::string_view text = value.text();
    if (!text.empty() && text.find_first_of("${}\n") == std::string_view::npos && !text.starts_with("/"))
      words_.push_back({inside(value), joinPath(code, text)});
  }

  // The text of the document is searched, not the scalar's value: a folded or quoted command keeps its
  // places.
  void readCommand(Node value, const std::string& code) {
    const std::string& text = *document_.text;
    const Span span = value.span();
    Offset at = span.begin;
    while (at < span.end) {
      if (between.has(text[at])) {
        ++at;
        continue;
      }
      Offset end = at;
      while (end < span.end && !between.has(text[end])) ++end;
      const std::string_view word = std::string_view(text).substr(at, end - at);
      if (isFileName(word)) words_.push_back({{at, end}, joinPath(code, word)});
      at = end;
    }
  }

  // "train.py", "./src/run", but no option, number, address or binding.
  static bool isFileName(std::string_view word) {
    if (word.front() == '-' || word.front() == '/' || word.front() == '~') return false;
    constexpr CharacterSet special("${}*?\\:");
    if (special.findIn(word) != std::string_view::npos) return false;
    if (word.find_first_not_of("./") == std::string_view::npos) return false;
    const std::size_t dot = word.rfind('.');
    const bool extension = dot != std::string_view::npos && dot > 0 && dot + 1 < word.size() &&
                           word.find_first_of("0123456789", dot) != dot + 1;
    return extension || word.find('/') != std::string_view::npos;
  }

  static Span inside(Node value) {
    const Span span = value.span();
    const bool quoted =
        value.style() == yaml::Style::singleQuoted || value.style() == yaml::Style::doubleQuoted;
    return quoted && span.size() >= 2 ? Span{span.begin + 1, span.end - 1} : span;
  }

  const Document& document_;
  std::string folder_;
  std::vector<ScriptWord> words_;
};

}  // namespace

std::vector<ScriptWord> scriptWords(const Document& document) {
  return ScriptFinder(document).find();
}

}  // namespace footplate::ide
