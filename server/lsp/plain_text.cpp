#include "lsp/plain_text.h"

#include <algorithm>
#include <utility>

namespace footplate::lsp {
namespace {

constexpr std::string_view escapable = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

void appendPlain(std::string& out, std::string_view line) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char sign = line[at];
    if (sign == '\\' && at + 1 < line.size() && escapable.find(line[at + 1]) != std::string_view::npos) {
      out += line[++at];
    } else if (const std::size_t end = sign == '`' ? line.find('`', at + 1) : std::string_view::npos;
               end != std::string_view::npos) {
      out += line.substr(at + 1, end - at - 1);  // as written, backslashes too
      at = end;
    } else if (line.substr(at).starts_with("**")) {
      ++at;
    } else {
      out += sign;
    }
  }
}

}  // namespace

std::string plainText(std::string_view markdown) {
  std::string out;
  bool code = false;  // between fences
  while (!markdown.empty()) {
    const std::size_t end = std::min(markdown.find('\n'), markdown.size());
    const std::string_view line = markdown.substr(0, end);
    const std::string_view whole = markdown.substr(0, end + 1);  // with its line end
    markdown.remove_prefix(whole.size());
    if (line.starts_with("```")) {
      code = !code;
    } else if (code) {
      out += whole;
    } else {
      appendPlain(out, whole);
    }
  }
  if (out.ends_with('\n')) out.pop_back();  // of what stood before the last fence
  return out;
}

protocol::MarkupContent toMarkup(std::string markdown, bool showsMarkdown) {
  if (!showsMarkdown) return {"plaintext", plainText(markdown)};
  return {"markdown", std::move(markdown)};
}

}  // namespace footplate::lsp
