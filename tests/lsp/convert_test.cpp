// Ranges of the protocol, in lines of any length and asked for in any order.
#include "lsp/convert.h"

#include <catch2/catch.hpp>

#include "ide/document.h"
#include "ide/workspace.h"

using namespace footplate;

TEST_CASE("places of a long line are those that counting from its start gives") {
  const auto encoding = GENERATE(PositionEncoding::utf16, PositionEncoding::utf8, PositionEncoding::utf32);
  const std::string sign = GENERATE("x", "\xC3\xA4", "\xF0\x9F\x98\x80");
  std::string text = "# begins\n{";
  for (int i = 0; i < 600; ++i) text += "k" + std::to_string(i) + ": '" + sign + "', ";
  text += "z: 1}\nend: 2\n";
  const ide::Workspace nothing;
  const auto document = ide::makeDocument("/p/a.yml", std::make_shared<const std::string>(text), 1, nothing);
  const lsp::Places places(*document, encoding);
  const auto size = static_cast<Offset>(text.size());
  std::vector<Offset> order;
  for (Offset at = 0; at < size; at += 97) order.push_back(at);
  for (Offset at = size; at > 500; at -= std::min<Offset>(at, 411)) order.push_back(at);
  const auto whole = [&text](Offset at) {
    while ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
    return at;
  };
  for (const Offset at : order) {
    const Span span{whole(at), whole(std::min(size, at + 30))};
    const Range wanted = document->yaml().lines().range(text, span, encoding);
    const protocol::Range got = places.range(span);
    CHECK(got.start.line == wanted.start.line);
    CHECK(got.start.character == wanted.start.character);
    CHECK(got.end.line == wanted.end.line);
    CHECK(got.end.character == wanted.end.character);
  }
}
