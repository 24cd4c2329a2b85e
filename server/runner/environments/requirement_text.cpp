// One spelling for every way to write a requirement: the hash of an environment does not change with spaces,
// quotes or the case of a name.
#include <algorithm>
#include <array>
#include <cctype>

#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"
#include "runner/environments/requirements.h"

namespace footplate::runner {
namespace {

// A comment begins the line or follows a blank: "pkg @ https://x#egg=pkg" has none.
std::string_view withoutComment(std::string_view line) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '#' && (at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t'))
      return line.substr(0, at);
  }
  return line;
}

std::string oneSpace(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool blank = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!blank) result += c;
    if (blank && !result.empty() && result.back() != ' ') result += ' ';
  }
  return std::string(trim(result));
}

std::string noSpace(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::isspace(static_cast<unsigned char>(c)) == 0) result += c;
  }
  return result;
}

std::string sortedList(std::string_view text) {
  std::vector<std::string> parts;
  for (const std::string& part : split(text, ',')) {
    if (std::string word = noSpace(part); !word.empty()) parts.push_back(std::move(word));
  }
  std::ranges::sort(parts);
  return join(parts, ",");
}

// "-i X", "--index-url=X" and "--index-url X" are one.
std::string canonicalOption(std::string_view line) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> shorts{
      {{"-i", "--index-url"}, {"-f", "--find-links"}, {"-e", "--editable"}, {"-c", "--constraint"}}};
  const std::size_t end = line.find_first_of(" =\t");
  std::string name(line.substr(0, end));
  for (const auto& [brief, full] : shorts) {
    if (name == brief) name = full;
  }
  if (end == std::string_view::npos) return name;
  return name + " " + oneSpace(line.substr(end + 1));
}

}  // namespace

std::string canonicalRequirement(std::string_view line) {
  line = trim(withoutComment(line));
  if (line.empty()) return {};
  if (line.front() == '-') return canonicalOption(line);
  const std::size_t semicolon = line.find(" ;") != std::string_view::npos ? line.find(" ;") : line.find(';');
  std::string name = packageName(line);
  if (name.empty()) return oneSpace(line);
  const std::size_t end = std::min(line.find_first_of(" ;[(=<>!~@"), line.size());
  std::string_view rest = trim(line.substr(end, semicolon < end ? 0 : semicolon - end));
  if (rest.starts_with('[')) {
    const std::size_t close = std::min(rest.find(']'), rest.size());
    name += "[" + toLower(sortedList(rest.substr(1, close - 1))) + "]";
    rest = trim(rest.substr(std::min(close + 1, rest.size())));
  }
  if (rest.starts_with('@')) return name + " @ " + oneSpace(line.substr(line.find('@') + 1));
  const std::size_t options = rest.find(" --");  // "--hash=…"
  std::string_view conditions = trim(rest.substr(0, options));
  if (conditions.starts_with('(') && conditions.ends_with(')'))
    conditions = conditions.substr(1, conditions.size() - 2);
  std::string text = name + sortedList(conditions);
  if (options != std::string_view::npos) text += " " + oneSpace(rest.substr(options));
  if (semicolon != std::string_view::npos)
    text += "; " + replaceAll(noSpace(line.substr(line.find(';') + 1)), "\"", "'");
  return text;
}

std::string localPathOf(std::string_view line) {
  line = trim(withoutComment(line));
  for (const std::string_view option : {"-e ", "--editable ", "--editable="}) {
    if (line.starts_with(option)) line = trim(line.substr(option.size()));
  }
  if (const std::size_t at = line.find(" @ "); at != std::string_view::npos) line = trim(line.substr(at + 3));
  line = line.substr(0, line.find(" ;"));
  if (line.starts_with("file://")) return pathFromUri(line.substr(0, line.find('#'))).value_or("");
  if (!line.starts_with('/')) return {};
  const std::size_t extras = line.find('[');
  return normalizePath(line.substr(0, extras));
}

}  // namespace footplate::runner
