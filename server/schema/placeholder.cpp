#include "schema/placeholder.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/strings.h"

namespace footplate::schema {
namespace {

constexpr std::size_t none = std::string_view::npos;
constexpr std::size_t longest = 200;  // characters between the marks

enum class Content : std::uint8_t {
  any,     // "{{ x | default('a') }}"
  name,    // "stage.name", also with a default: "STAGE:-dev"
  word,    // letters, digits and '_'; and the marks stand for themselves, not in a word ("a%20b%20c")
  begins,  // begins as a word does: "<your data>"
};

struct Form {
  std::string_view open;
  std::string_view close;
  Content content;
};

// What begins as another one and goes on comes first.
constexpr std::string_view ofService = "${{";
constexpr std::array<Form, 9> ofBuilds{{{ofService, "}}", Content::any},
                                        {"{{", "}}", Content::any},
                                        {"#{", "}#", Content::any},
                                        {"${", "}", Content::name},
                                        {"$(", ")", Content::name},
                                        {"$[", "]", Content::name},
                                        {"__", "__", Content::word},
                                        {"%", "%", Content::word},
                                        {"@@", "@@", Content::name}}};
constexpr std::array<Form, 3> ofPeople{
    {{"<", ">", Content::begins}, {"[", "]", Content::begins}, {"{", "}", Content::begins}}};

bool isWordCharacter(char c) {
  return isLetter(c) || isDigit(c) || c == '_';
}

bool isOfOtherScript(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

bool isWord(std::string_view text) {
  // "__init__.py" and its like are files of Python.
  return !text.empty() && !isDigit(text.front()) && std::ranges::all_of(text, isWordCharacter) &&
         !isOneOf(text, {"init", "main", "pycache"});
}

bool isName(std::string_view text) {
  const std::string_view name = text.substr(0, text.find(':'));
  return !name.empty() && (isLetter(name.front()) || name.front() == '_') &&
         std::ranges::all_of(name, [](char c) { return isWordCharacter(c) || c == '.' || c == '-'; });
}

// "inputs.lr", which stands in "${{ }}"
bool isOfService(std::string_view inner) {
  const std::string_view path = trim(inner);
  const std::string_view root = path.substr(0, path.find_first_of(".["));
  return isOneOf(root, {"inputs", "outputs", "parent", "search_space"});
}

bool fits(std::string_view inner, Content content) {
  switch (content) {
    case Content::any:
      return !trim(inner).empty();
    case Content::name:
      return isName(inner);
    case Content::word:
      return isWord(inner);
    case Content::begins: {
      const std::string_view words = trim(inner);
      return !words.empty() && !isDigit(words.front()) &&
             (isWordCharacter(words.front()) || isOfOtherScript(words.front()));
    }
  }
  return false;
}

// Where the form that begins at `at` ends; npos where there is none.
std::size_t endOf(const Form& form, std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with(form.open)) return none;
  const std::size_t begin = at + form.open.size();
  const std::string_view rest = text.substr(begin, longest);
  const std::size_t close = rest.find(form.close);
  const std::string_view inner = rest.substr(0, std::min(close, rest.size()));
  if (close == none || !fits(inner, form.content)) return none;
  if (form.open != ofService && form.content != Content::begins && isOfService(inner)) return none;
  const std::size_t end = begin + close + form.close.size();
  const bool within = form.content == Content::word && ((at > 0 && isWordCharacter(text[at - 1])) ||
                                                        (end < text.size() && isWordCharacter(text[end])));
  return within ? none : end;
}

// "$STAGE"
std::size_t endOfVariable(std::string_view text, std::size_t at) {
  if (text[at] != '$' || at + 1 == text.size() || isDigit(text[at + 1])) return none;
  const std::size_t end = static_cast<std::size_t>(
      std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(at) + 1, text.end(), isWordCharacter) -
      text.begin());
  return end == at + 1 || isOfService(text.substr(at + 1, end - at - 1)) ? none : end;
}

// Most texts have no character that begins a form; each scalar of a document is asked.
bool mayBegin(char c) {
  return c == '$' || c == '{' || c == '#' || c == '_' || c == '%' || c == '@' || c == '<' || c == '[';
}

template <std::size_t count>
bool holds(const std::array<Form, count>& forms, std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!mayBegin(text[at])) continue;
    if (std::ranges::any_of(forms, [&](const Form& form) { return endOf(form, text, at) != none; }))
      return true;
  }
  return false;
}

bool holdsVariable(std::string_view text) {
  for (std::size_t at = text.find('$'); at != none; at = text.find('$', at + 1)) {
    if (endOfVariable(text, at) != none) return true;
  }
  return false;
}

}  // namespace

bool isPlaceholder(std::string_view text) {
  if (text.empty() || text.starts_with(ofService)) return false;
  const auto isAll = [&](const Form& form) { return endOf(form, text, 0) == text.size(); };
  return std::ranges::any_of(ofBuilds, isAll) || endOfVariable(text, 0) == text.size();
}

bool holdsPlaceholder(std::string_view text) {
  return holdsVariable(text) || holds(ofBuilds, text);
}

bool isUnfinished(std::string_view text) {
  return holdsPlaceholder(text) || holds(ofPeople, text);
}

}  // namespace footplate::schema
