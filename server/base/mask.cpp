#include "base/mask.h"

#include <algorithm>
#include <cctype>
#include <vector>

namespace footplate {

namespace {

constexpr std::string_view stars = "***";

char lower(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

bool isWord(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
}

// Words of a name: split at '_', '-', '.' and where a capital follows a small letter.
std::vector<std::string> wordsOf(std::string_view name) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool hump = i > 0 && std::isupper(static_cast<unsigned char>(c)) &&
                      std::islower(static_cast<unsigned char>(name[i - 1]));
    if (!std::isalnum(static_cast<unsigned char>(c)) || hump) words.emplace_back();
    if (std::isalnum(static_cast<unsigned char>(c))) words.back() += lower(c);
  }
  return words;
}

// End of the value that starts at `at`: a blank, quote or separator ends it.
std::size_t valueEnd(std::string_view text, std::size_t at) {
  return std::min(text.find_first_of(" \t\r\n\"'`&;,<>|)}]", at), text.size());
}

// scheme://user:password@host: masks from the user on. Returns the end of what was copied, 0 when nothing
// applies.
std::size_t maskUserInfo(std::string_view text, std::size_t at, std::string* out) {
  if (text.compare(at, 3, "://") != 0) return 0;
  const std::size_t end = std::min(text.find_first_of(" \t\r\n\"'/?#", at + 3), text.size());
  const std::size_t sign = text.substr(0, end).rfind('@');
  if (sign == std::string_view::npos || sign < at + 3) return 0;
  const std::string_view user = text.substr(at + 3, sign - at - 3);
  if (user.find(':') == std::string_view::npos && user.size() < 16)
    return 0;  // ssh://git@host names a person
  *out += "://";
  *out += stars;
  return sign;
}

// NAME=value or NAME: value of a secret name. Same return as above.
std::size_t maskAssignment(std::string_view text, std::size_t at, std::string* out) {
  if (at > 0 && isWord(text[at - 1])) return 0;
  std::size_t end = at;
  while (end < text.size() && isWord(text[end])) ++end;
  if (end == at || end >= text.size() || text[end] != '=') return 0;
  const std::string_view name = text.substr(at, end - at);
  if (!isSecretName(name) && name != "sig") return 0;
  const std::size_t stop = valueEnd(text, end + 1);
  if (stop == end + 1) return 0;
  if (text[end + 1] == '$') return 0;  // a reference, not a value
  *out += name;
  *out += '=';
  *out += stars;
  return stop;
}

}  // namespace

bool isSecretName(std::string_view name) {
  static constexpr std::string_view whole[] = {"password",  "passwd",     "pwd",        "secret",
                                               "token",     "apikey",     "credential", "credentials",
                                               "accesskey", "accountkey", "sas"};
  const std::vector<std::string> words = wordsOf(name);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (std::find(std::begin(whole), std::end(whole), words[i]) != std::end(whole)) return true;
    static constexpr std::string_view before[] = {"api",     "access", "account", "storage",
                                                  "private", "secret", "shared",  "subscription"};
    if (words[i] == "key" && i > 0 &&
        std::find(std::begin(before), std::end(before), words[i - 1]) != std::end(before))
      return true;
  }
  return false;
}

std::string maskSecrets(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = text[at] == ':' ? maskUserInfo(text, at, &out) : 0;
    if (next == 0 && isWord(text[at])) next = maskAssignment(text, at, &out);
    if (next == 0) {
      out += text[at];
      next = at + 1;
    }
    at = next;
  }
  return out;
}

}  // namespace footplate
