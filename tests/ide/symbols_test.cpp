// The outline of a document with more keys than an editor can show.
#include <catch2/catch.hpp>
#include <memory>
#include <string>

#include "ide/navigation/symbols.h"
#include "support/case_workspace.h"

using namespace footplate;

namespace {

constexpr std::size_t most = 50'000;

std::size_t countOf(const std::vector<ide::Symbol>& symbols) {
  std::size_t count = symbols.size();
  for (const ide::Symbol& symbol : symbols) count += countOf(symbol.children);
  return count;
}

// Mappings of that many keys with `inner` keys each, below one key.
std::vector<ide::Symbol> outlineOf(std::size_t outer, std::size_t inner) {
  std::string text = "all:\n";
  for (std::size_t i = 0; i < outer; ++i) {
    text += "  key" + std::to_string(i) + ":\n";
    for (std::size_t k = 0; k < inner; ++k) text += "    sub" + std::to_string(k) + ": 1\n";
  }
  const test::FeatureCase none;
  const test::CaseWorkspace workspace(none);
  return ide::symbols(
      *ide::makeDocument("/p/big.yml", std::make_shared<const std::string>(text), 1, workspace));
}

}  // namespace

TEST_CASE("an outline of 50,000 keys is whole") {
  CHECK(countOf(outlineOf(98, 500)) == 1 + 98 + std::size_t{98} * 500);
}

TEST_CASE("of more than 50,000 keys those of the deepest level are left out, and the rest is whole") {
  const std::vector<ide::Symbol> symbols = outlineOf(300, 300);
  REQUIRE(symbols.size() == 1);
  CHECK(countOf(symbols) == 1 + 300);
  CHECK(countOf(symbols) < most);
}

TEST_CASE("the outermost keys are all there, however many") {
  std::string text;
  for (std::size_t i = 0; i < most + 10; ++i) text += "key" + std::to_string(i) + ": {a: 1}\n";
  const test::FeatureCase none;
  const test::CaseWorkspace workspace(none);
  const auto document =
      ide::makeDocument("/p/wide.yml", std::make_shared<const std::string>(text), 1, workspace);
  CHECK(countOf(ide::symbols(*document)) == most + 10);
}
