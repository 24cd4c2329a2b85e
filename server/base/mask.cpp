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

// "https//user:password@host", a slip, and "https:/user:password@host", which a path makes of an address.
// Same return as above.
std::size_t maskSlippedUserInfo(std::string_view text, std::size_t at, std::string* out) {
  static constexpr std::string_view schemes[] = {"http", "https", "ftp", "ftps", "wasbs", "abfss"};
  if (at == 0 || text[at - 1] == '/') return 0;
  const std::size_t end = text[at - 1] == ':' ? at - 1 : at;
  std::size_t begin = end;
  while (begin > 0 && std::isalnum(static_cast<unsigned char>(text[begin - 1]))) --begin;
  const std::string_view scheme = text.substr(begin, end - begin);
  if (std::ranges::find(schemes, scheme) == std::end(schemes)) return 0;
  const std::size_t user = std::min(text.find_first_not_of('/', at), text.size());
  const std::size_t stop = std::min(text.find_first_of(" \t\r\n\"'/?#", user), text.size());
  const std::string_view owner = text.substr(user, stop - user);
  const std::size_t sign = owner.rfind('@');
  if (sign == std::string_view::npos || owner.find(':') > sign) return 0;
  *out += text.substr(at, user - at);
  *out += stars;
  return user + sign;
}

bool isQuote(char c) {
  return c == '"' || c == '\'';
}

// Where the value of the name at [at, end) begins, its quote included: behind "NAME=", "--name " and
// `"name": `; npos where nothing of the sort follows.
std::size_t valueBegin(std::string_view text, std::size_t at, std::size_t end) {
  constexpr std::size_t none = std::string_view::npos;
  const auto charAt = [&](std::size_t place) { return place < text.size() ? text[place] : '\0'; };
  if (charAt(end) == '=') return end + 1;
  if (charAt(end) == ' ' && text.substr(at, 2) == "--") return charAt(end + 1) == '-' ? none : end + 1;
  if (!isQuote(charAt(end)) || at == 0 || text[at - 1] != text[end]) return none;
  const std::size_t colon = text.find_first_not_of(" \t", end + 1);
  if (colon == none || text[colon] != ':') return none;
  const std::size_t value = text.find_first_not_of(" \t", colon + 1);
  return value != none && isQuote(text[value]) ? value : none;
}

// The value of a secret name. Same return as above.
std::size_t maskAssignment(std::string_view text, std::size_t at, std::string* out) {
  if (at > 0 && isWord(text[at - 1])) return 0;
  std::size_t end = at;
  while (end < text.size() && isWord(text[end])) ++end;
  std::size_t begin = valueBegin(text, at, end);
  if (begin >= text.size()) return 0;
  const std::string_view name = text.substr(at, end - at);
  if (!isSecretName(name) && name != "sig") return 0;
  std::size_t stop = valueEnd(text, begin);
  if (isQuote(text[begin])) {
    stop = std::min(text.find(text[begin], begin + 1), text.size());
    ++begin;
  }
  if (stop <= begin || text[begin] == '$') return 0;  // nothing, or a reference
  *out += text.substr(at, begin - at);
  *out += stars;
  return stop;
}

// "Authorization: Bearer abc". Same return as above.
std::size_t maskBearer(std::string_view text, std::size_t at, std::string* out) {
  constexpr std::string_view word = "bearer ";
  constexpr std::size_t shortest = 8;  // of a token
  if (text.size() < at + word.size() + shortest || (at > 0 && isWord(text[at - 1]))) return 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (lower(text[at + i]) != word[i]) return 0;
  }
  const std::size_t begin = at + word.size();
  const std::size_t stop = valueEnd(text, begin);
  if (stop < begin + shortest || text[begin] == '$') return 0;
  *out += text.substr(at, word.size());
  *out += stars;
  return stop;
}

// "pad_token", "token_limit": what language models are made of, and no secret.
bool isTokenOfText(const std::vector<std::string>& words, std::size_t at) {
  static constexpr std::string_view before[] = {"pad", "bos", "eos", "unk", "sep", "cls", "mask"};
  static constexpr std::string_view after[] = {"id", "ids", "type", "count", "limit", "length"};
  return (at > 0 && std::ranges::find(before, words[at - 1]) != std::end(before)) ||
         (at + 1 < words.size() && std::ranges::find(after, words[at + 1]) != std::end(after));
}

}  // namespace

bool isSecretName(std::string_view name) {
  static constexpr std::string_view whole[] = {"pwd",        "secret",      "token",     "apikey",
                                               "credential", "credentials", "accesskey", "accountkey",
                                               "sas",        "passphrase",  "sshpass"};
  const std::vector<std::string> words = wordsOf(name);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "token" && isTokenOfText(words, i)) continue;
    if (words[i].ends_with("password") || words[i].ends_with("passwd")) return true;  // PGPASSWORD, too
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
    if (next == 0 && text[at] == '/') next = maskSlippedUserInfo(text, at, &out);
    if (next == 0 && isWord(text[at])) next = maskAssignment(text, at, &out);
    if (next == 0 && (text[at] == 'b' || text[at] == 'B')) next = maskBearer(text, at, &out);
    if (next == 0) {
      out += text[at];
      next = at + 1;
    }
    at = next;
  }
  return out;
}

std::string maskedValue(std::string_view name, std::string_view value) {
  return isSecretName(name) ? std::string(stars) : maskSecrets(value);
}

}  // namespace footplate
