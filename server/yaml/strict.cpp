#include "yaml/strict.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <istream>
#include <streambuf>

#include "yaml/scalar.h"

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

// A text that may stand as "|" does: its lines are as they are, with one line break at the end.
bool fitsLiteral(std::string_view text) {
  if (text.size() < 2 || !text.ends_with('\n') || text.ends_with("\n\n")) return false;
  if (text.find('\n') + 1 == text.size() || std::strchr(" \t\n\r", text.front())) return false;
  if (text.find(" \n") != text.npos || findInvalidUtf8(text) != text.npos) return false;
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
  });
}

void emitString(YAML::Emitter& out, const std::string& text) {
  if (fitsLiteral(text)) {
    out << YAML::Literal;
  } else if (typeOfText(text) != ScalarType::string || type12OfText(text) != ScalarType::string ||
             text == "=" || text == "<<" || text.find('\n') != text.npos) {
    out << YAML::DoubleQuoted;
  }
  out << text;
}

// A form that YAML 1.1 and 1.2 both read as a number, and as the same one.
std::string numberText(double value) {
  if (std::isnan(value)) return ".nan";
  if (std::isinf(value)) return value < 0 ? "-.inf" : ".inf";
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  std::string text(buffer, end);
  const std::size_t exponent = text.find('e');
  if (text.find('.') == text.npos) text.insert(exponent == text.npos ? text.size() : exponent, ".0");
  return text;
}

void emit(YAML::Emitter& out, const Value& value) {
  switch (value.type()) {
    case Value::Type::null_:
      out << YAML::Null;
      return;
    case Value::Type::boolean:
      out << value.asBoolean();
      return;
    case Value::Type::integer:
      out << std::to_string(value.asInteger());
      return;
    case Value::Type::number:
      out << numberText(value.asNumber());
      return;
    case Value::Type::string:
      emitString(out, value.asString());
      return;
    case Value::Type::sequence:
      if (value.items().empty()) out << YAML::Flow;
      out << YAML::BeginSeq;
      for (const Value& item : value.items()) emit(out, item);
      out << YAML::EndSeq;
      return;
    case Value::Type::mapping:
      if (value.items().empty()) out << YAML::Flow;
      out << YAML::BeginMap;
      for (std::size_t i = 0; i < value.items().size(); ++i) {
        const std::string& key = value.key(i);
        out << YAML::Key;
        if (fitsLiteral(key)) {
          out << YAML::DoubleQuoted << key;
        } else {
          emitString(out, key);
        }
        out << YAML::Value;
        emit(out, value.items()[i]);
      }
      out << YAML::EndMap;
      return;
  }
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

std::string toYaml(const Value& value) {
  YAML::Emitter out;
  out.SetIndent(2);
  emit(out, value);
  std::string text = out.c_str();
  if (!text.ends_with('\n')) text += '\n';
  return text;
}

}  // namespace footplate::yaml
