#include "ide/l10n/l10n.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/strings.h"

namespace footplate::ide {
namespace {

constexpr std::size_t mostParts = 10;        // {0} to {9}
constexpr std::string_view between = " · ";  // facts on one line of a hover
constexpr int deepest = 4;                   // messages within messages
constexpr std::size_t sentence = 12;         // letters of a message of its own, not a list of words

using Parts = std::array<std::string_view, mostParts>;

struct Row {
  std::string_view english;
  std::string_view translation;
};

#define ROW(english, translation) {english, translation},
constexpr Row rowsZhCn[] = {
#include "ide/l10n/l10n_zh_cn.def"
#include "ide/l10n/l10n_zh_cn_editor.def"
#include "ide/l10n/l10n_zh_cn_kinds.def"
#include "ide/l10n/l10n_zh_cn_lists.def"
#include "ide/l10n/l10n_zh_cn_runs.def"
};
#undef ROW

// The pieces between the places "{0}", "{1}" … of a template.
std::vector<std::string_view> pieces(std::string_view text, std::vector<std::size_t>* places = nullptr) {
  std::vector<std::string_view> all;
  std::size_t begin = 0;
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    const bool place =
        at + 2 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '9' && text[at + 2] == '}';
    if (!place) continue;
    all.push_back(text.substr(begin, at - begin));
    if (places) places->push_back(static_cast<std::size_t>(text[at + 1] - '0'));
    begin = at + 3;
  }
  all.push_back(text.substr(begin));
  return all;
}

class Catalog {
 public:
  explicit Catalog(std::span<const Row> rows) {
    for (const Row& row : rows) {
      Template one{pieces(row.english), row.translation, 0};
      for (const std::string_view piece : one.literals) one.weight += piece.size();
      templates_.push_back(std::move(one));
    }
    // What says most literally counts first.
    std::ranges::stable_sort(templates_, std::ranges::greater(), &Template::weight);
    for (std::size_t i = 0; i < templates_.size(); ++i) {
      const std::string_view head = templates_[i].literals.front();
      if (head.size() < 2) {
        open_.push_back(i);
      } else {
        byHead_[std::string(head.substr(0, 2))].push_back(i);
      }
    }
  }

  // `least`: how many letters a template must say itself.
  std::optional<std::string> find(std::string_view text, int depth = 0, std::size_t least = 0) const {
    if (text.empty() || depth > deepest) return std::nullopt;
    std::optional<std::size_t> best;
    Parts parts;
    const auto headed = text.size() < 2 ? byHead_.end() : byHead_.find(std::string(text.substr(0, 2)));
    if (headed != byHead_.end()) best = firstThatFits(headed->second, text, parts);
    Parts others;
    if (const auto open = firstThatFits(open_, text, others); open && (!best || *open < *best)) {
      best = open;
      parts = others;
    }
    if (!best || templates_[*best].weight < least) return std::nullopt;
    return fill(templates_[*best].translation, parts, depth);
  }

  // Words of ours that are joined ("string, mapping or null"); nothing where one of them is the user's.
  std::optional<std::string> list(std::string_view text) const {
    const auto [at, length, joined] = joint(text);
    if (at == std::string_view::npos) return find(text, deepest);
    const auto first = find(text.substr(0, at), deepest);
    const auto rest = first ? list(text.substr(at + length)) : std::nullopt;
    return rest ? std::optional(*first + std::string(joined) + *rest) : std::nullopt;
  }

 private:
  struct Template {
    std::vector<std::string_view> literals;
    std::string_view translation;
    std::size_t weight;
  };

  std::optional<std::size_t> firstThatFits(const std::vector<std::size_t>& among, std::string_view text,
                                           Parts& parts) const {
    for (const std::size_t i : among) {
      if (fits(templates_[i].literals, text, parts)) return i;
    }
    return std::nullopt;
  }

  // Each place takes as little as the literal behind it allows; the last literal ends the text.
  static bool fits(const std::vector<std::string_view>& literals, std::string_view text, Parts& parts) {
    if (!text.starts_with(literals.front())) return false;
    if (literals.size() == 1) return text.size() == literals.front().size();
    text.remove_prefix(literals.front().size());
    for (std::size_t i = 1; i + 1 < literals.size(); ++i) {
      const std::size_t at = text.find(literals[i]);
      if (at == std::string_view::npos || i > mostParts) return false;
      parts[i - 1] = text.substr(0, at);
      text.remove_prefix(at + literals[i].size());
    }
    if (!text.ends_with(literals.back()) || literals.size() > mostParts + 1) return false;
    parts[literals.size() - 2] = text.substr(0, text.size() - literals.back().size());
    return true;
  }

  std::string fill(std::string_view translation, const Parts& parts, int depth) const {
    std::vector<std::size_t> places;
    const std::vector<std::string_view> literals = pieces(translation, &places);
    std::string out(literals.front());
    for (std::size_t i = 0; i < places.size(); ++i) {
      const std::string_view text = parts[places[i]];
      out += opensQuote(literals[i]) ? std::string(text) : part(text, depth + 1);
      out += literals[i + 1];
    }
    return out;
  }

  static bool opensQuote(std::string_view before) {
    return before.ends_with('\'') || before.ends_with('`') || before.ends_with("“");
  }

  // What stands in quotes is the user's; words of ours ("a string or a mapping") are rows of their own. A
  // list that holds a word without a row is one of names, and only what joins them is translated.
  std::string part(std::string_view text, int depth) const {
    if (isQuoted(text)) return std::string(text);
    if (text.size() >= sentence) {
      if (auto whole = find(text, depth, sentence)) return *whole;
    }
    std::string translated;
    std::string named;
    bool known = true;
    bool words = true;
    for (std::string_view rest = text;;) {
      const auto [at, length, joined] = joint(rest);
      const std::string_view word = rest.substr(0, at);
      const auto found = isQuoted(word) ? std::optional(std::string(word)) : find(word, depth);
      known = known && found.has_value();
      words = words && (found || word.find(' ') == std::string_view::npos);
      translated += found.value_or(std::string()) + std::string(joined);
      named += std::string(word) + std::string(joined);
      if (at == std::string_view::npos) return known ? translated : words ? named : std::string(text);
      rest.remove_prefix(at + length);
    }
  }

  struct Joint {
    std::size_t at = std::string_view::npos;
    std::size_t length = 0;
    std::string_view joined;
  };

  // Where the first two parts of a list meet, outside of quotes.
  static Joint joint(std::string_view text) {
    using Words = std::pair<std::string_view, std::string_view>;
    Joint first;
    for (const auto& [word, joined] : {Words{" or ", " 或 "}, Words{" and ", " 和 "}, Words{", ", "、"}}) {
      const std::size_t at = outsideQuotes(text, word);
      if (at < first.at) first = {at, word.size(), joined};
    }
    return first;
  }

  // One quoted text, which may hold quotes itself, a binding, or nothing at all.
  static bool isQuoted(std::string_view text) {
    if (text.empty() || text.starts_with("${{")) return true;
    const char quote = text.front();
    if (text.size() < 2 || (quote != '\'' && quote != '"') || text.back() != quote) return false;
    const std::string end(1, quote);
    return std::ranges::none_of(std::array{", ", " or ", " and "}, [&](const char* word) {
      return text.find(end + word + end) != std::string_view::npos;
    });
  }

  static std::size_t outsideQuotes(std::string_view text, std::string_view word) {
    bool quoted = false;
    for (std::size_t i = 0; i + word.size() <= text.size(); ++i) {
      if (text[i] == '\'') quoted = !quoted;
      if (!quoted && text.substr(i, word.size()) == word) return i;
    }
    return std::string_view::npos;
  }

  std::vector<Template> templates_;
  std::unordered_map<std::string, std::vector<std::size_t>> byHead_;  // by the first two bytes
  std::vector<std::size_t> open_;                                     // that begin with a place
};

const Catalog& catalog() {
  static const Catalog chinese(rowsZhCn);
  return chinese;
}

}  // namespace

std::string translate(Language language, std::string_view text) {
  if (language == Language::english) return std::string(text);
  auto whole = catalog().find(text);
  if (!whole) whole = catalog().list(text);
  return whole.value_or(std::string(text));
}

bool hasTranslation(Language language, std::string_view text) {
  return language == Language::english || catalog().find(text).has_value();
}

// Sentences with a full stop describe; labels and facts have none.
static bool isDescription(std::string_view line) {
  const bool labelled = line.starts_with("**Deprecated") || line.starts_with("Not on this machine");
  return !labelled && (line.ends_with('.') || line.find(". ") != std::string_view::npos);
}

std::string translateLines(Language language, std::string_view markdown) {
  if (language == Language::english) return std::string(markdown);
  std::vector<std::string> lines = split(markdown, '\n');
  bool code = false;  // between fences: the user's own text
  for (std::string& line : lines) {
    const bool fence = line.starts_with("```");
    if (fence) code = !code;
    if (code || fence || isDescription(line)) continue;
    std::string out;
    std::string_view rest = line;
    for (std::size_t at = rest.find(between); at != std::string_view::npos; at = rest.find(between)) {
      out += translate(language, rest.substr(0, at)) + std::string(between);
      rest.remove_prefix(at + between.size());
    }
    line = out + translate(language, rest);
  }
  return join(lines, "\n");
}

}  // namespace footplate::ide
