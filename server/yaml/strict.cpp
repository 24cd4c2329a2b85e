#include "yaml/strict.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <istream>
#include <streambuf>
#include <string>

namespace footplate::yaml {

namespace {

// Wants to know nothing but whether the text could be read.
class Silent : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
  }
  void OnMapEnd() override {}
};

// YAML ends a line at a CR alone too, the library does not.
bool hasLoneCr(std::string_view text) {
  for (std::size_t at = text.find('\r'); at != text.npos; at = text.find('\r', at + 1)) {
    if (at + 1 == text.size() || text[at + 1] != '\n') return true;
  }
  return false;
}

std::string withoutLoneCr(std::string text) {
  for (std::size_t at = text.find('\r'); at != text.npos; at = text.find('\r', at + 1)) {
    if (at + 1 == text.size() || text[at + 1] != '\n') text[at] = '\n';
  }
  return text;
}

// A stream over text that is not copied.
class View : public std::streambuf {
 public:
  explicit View(std::string_view text) {
    char* begin = const_cast<char*>(text.data());
    setg(begin, begin, begin + text.size());
  }
};

Span placeOf(std::string_view text, const YAML::Mark& mark) {
  const auto size = static_cast<Offset>(text.size());
  if (mark.is_null() || mark.line < 0 || mark.column < 0) return {0, std::min<Offset>(1, size)};
  const LineIndex lines(text);
  const Span line = lines.line(text, static_cast<std::uint32_t>(mark.line));
  const Offset begin = std::min(line.begin + static_cast<Offset>(mark.column), line.end);
  return {begin, std::min(begin + 1, size)};
}

}  // namespace

std::optional<Problem> strictProblem(std::string_view text) {
  if (hasLoneCr(text)) return strictProblem(withoutLoneCr(std::string(text)));
  try {
    View view(text);
    std::istream stream(&view);
    YAML::Parser parser(stream);
    Silent silent;
    while (parser.HandleNextDocument(silent)) {
    }
  } catch (const YAML::Exception& error) {
    return Problem{placeOf(text, error.mark), "yaml.strict", "a strict YAML reader stops here: " + error.msg,
                   Severity::error};
  }
  return std::nullopt;
}

}  // namespace footplate::yaml
