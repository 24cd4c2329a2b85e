#include "cli/log_writer.h"

#include <nlohmann/json.hpp>

#include "base/fs.h"
#include "commands/command.h"

namespace footplate::cli {

using nlohmann::json;

namespace {

// A longer line is given in several objects.
constexpr std::size_t longestLine = 64 * 1024;
constexpr const char* colors[] = {"36", "33", "32", "35", "34", "96", "93", "92"};

const char* colorOf(std::string_view stream) {
  std::size_t sum = 0;
  for (const char c : stream) sum = sum * 31 + static_cast<unsigned char>(c);
  return colors[sum % std::size(colors)];
}

// The end of `text` that begins no unfinished UTF-8 character.
std::size_t wholeCharacters(std::string_view text) {
  for (std::size_t back = 1; back <= 3 && back < text.size(); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if ((byte & 0xC0) == 0xC0) return text.size() - back;
    if ((byte & 0x80) == 0) break;
  }
  return text.size();
}

}  // namespace

bool LogWriter::write(std::string_view stream, std::string_view bytes) {
  if (bytes.empty()) return true;
  return asJson_ ? writeLines(stream, bytes) : writeText(stream, bytes);
}

bool LogWriter::writeText(std::string_view stream, std::string_view bytes) {
  if (stream.empty()) {
    midLine_ = bytes.back() != '\n';
    return writeAll(descriptor_, bytes) == 0;
  }
  const std::string name = painted(stream, colorOf(stream), style_);
  std::string text = midLine_ ? "\n" : "";
  midLine_ = false;
  return writeAll(descriptor_, text + commands::prefixed(name, bytes)) == 0;
}

bool LogWriter::writeLines(std::string_view stream, std::string_view bytes) {
  std::string& rest = rests_[std::string(stream)];
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const bool whole = end != std::string_view::npos;
    const std::size_t room = longestLine - std::min(longestLine, rest.size());
    const std::size_t taken = std::min({whole ? end : bytes.size(), room});
    rest += bytes.substr(0, taken);
    bytes.remove_prefix(taken);
    if (whole && taken == end) {
      bytes.remove_prefix(1);
      if (!writeLine(stream, rest, false)) return false;
      rest.clear();
    } else if (rest.size() >= longestLine) {
      const std::size_t cut = wholeCharacters(rest);
      if (!writeLine(stream, std::string_view(rest).substr(0, cut), true)) return false;
      rest.erase(0, cut);
    }
  }
  return true;
}

bool LogWriter::writeLine(std::string_view stream, std::string_view line, bool goesOn) {
  json object{{"line", line}};
  if (!stream.empty()) object["stream"] = stream;
  if (goesOn) object["goes_on"] = true;
  return writeAll(descriptor_, object.dump(-1, ' ', false, json::error_handler_t::replace) + "\n") == 0;
}

bool LogWriter::finish() {
  for (auto& [stream, rest] : rests_) {
    if (!rest.empty() && !writeLine(stream, rest, false)) return false;
    rest.clear();
  }
  return true;
}

}  // namespace footplate::cli
