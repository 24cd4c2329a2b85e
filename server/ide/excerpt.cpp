#include "ide/excerpt.h"

#include <algorithm>
#include <vector>

#include "base/strings.h"

namespace footplate::ide {
namespace {

constexpr std::size_t excerptLines = 12;

}  // namespace

std::string fencedYaml(std::string_view text) {
  std::string fence = "```";
  while (text.find(fence) != std::string_view::npos) fence += "`";
  return fence + "yaml\n" + std::string(text) + "\n" + fence;
}

std::string excerpt(const Document& document, Span span) {
  const LineIndex& lines = document.yaml().lines();
  const Offset start = lines.lineStart(lines.lineOf(span.begin));
  const std::string indent(span.begin - start, ' ');
  std::vector<std::string> shown;
  for (std::string& line : split(document.text->substr(span.begin, span.size()), '\n')) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!shown.empty() && line.compare(0, indent.size(), indent) == 0) line.erase(0, indent.size());
    shown.push_back(std::move(line));
    if (shown.size() > excerptLines) break;
  }
  if (shown.size() > excerptLines) shown.back() = "…";
  return fencedYaml(join(shown, "\n"));
}

std::string excerpt(const Document& document, yaml::Node key, yaml::Node value) {
  const Span span = key.span();
  return excerpt(document, Span{span.begin, std::max(span.end, value.span().end)});
}

}  // namespace footplate::ide
