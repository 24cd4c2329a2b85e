// A list whose key is lost: YAML reads its lines as part of the text above.
#include <string>

#include "base/strings.h"
#include "ide/checks/rule_parts.h"

namespace footplate::ide {
namespace {

using yaml::Node;

// Keys whose texts have one line; descriptions and commands may go on over several.
bool hasOneLine(std::string_view key) {
  return isOneOf(key, {"name", "version", "type", "image", "environment", "compute", "display_name",
                       "experiment_name", "path", "mode", "code", "entry_script"});
}

// Whether all lines but the first begin with "- ".
bool goesOnWithItems(std::string_view text) {
  std::size_t at = text.find('\n');
  if (at == std::string_view::npos) return false;
  while (at != std::string_view::npos) {
    const std::size_t end = text.find('\n', at + 1);
    const std::string_view line =
        trim(text.substr(at + 1, end == std::string_view::npos ? end : end - at - 1));
    if (!line.starts_with("- ")) return false;
    at = end;
  }
  return true;
}

}  // namespace

void checkSwallowedList(Node scalar, const RuleScope& scope) {
  if (!scalar.isPlain()) return;
  const Document& document = scope.document;
  const Span span = scalar.span();
  if (!goesOnWithItems(std::string_view(*document.text).substr(span.begin, span.size()))) return;
  const Node key = scalar.entryKey();
  if (!key.isScalar() || !hasOneLine(key.text())) return;
  const std::string name(key.text());
  const bool conda = document.kind == "conda" && !document.yaml().root().find("channels");
  const std::string lost = conda ? "is 'channels:' missing above it?" : "is its key missing above it?";
  scope.add(key.span(), Severity::warning, "yaml.swallowed-list",
            "the list below is read as part of the text of '" + name + "', " + lost);
}

}  // namespace footplate::ide
