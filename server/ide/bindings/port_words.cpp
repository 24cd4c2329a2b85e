#include "ide/bindings/port_words.h"

#include "ide/schema_words.h"

namespace footplate::ide {
namespace {

constexpr std::size_t mostLetters = 80;

// Not within a character.
std::string shortened(std::string_view text) {
  if (text.size() <= mostLetters) return std::string(text);
  std::size_t end = mostLetters;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace

std::string portDetail(const Port& port, const PortType& type) {
  std::string words = type.name;
  if (port.literal.isScalar()) {
    const std::string_view value = port.literal.text();
    words += (words.empty() ? "" : " ") + std::string("= ") +
             (value.empty() ? "\"\"" : shortened(value.substr(0, value.find('\n'))));
  } else if (const yaml::Node path = port.value.find("path").resolved(); path.isScalar()) {
    words += (words.empty() ? "" : ", ") + shortened(path.text());
  } else if (port.binding) {
    words += (words.empty() ? "" : ", ") + shortened(port.binding.text());
  }
  if (port.optional) words += words.empty() ? "optional" : ", optional";
  return words;
}

std::string portDescription(const Port& port) {
  const yaml::Node description = port.value.find("description").resolved();
  return description.isScalar() ? markdownText(description.text()) : std::string();
}

}  // namespace footplate::ide
