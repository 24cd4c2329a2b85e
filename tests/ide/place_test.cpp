// Where a cursor is: the texts mark it with "|".
#include "ide/place.h"

#include <catch2/catch.hpp>

using namespace footplate;

namespace {

struct Found {
  ide::Place place;
  std::shared_ptr<const yaml::Tree> tree;
  std::string path() const { return place.node ? tree->path(place.node) : "none"; }
  std::string replaced() const { return tree->text().substr(place.replace.begin, place.replace.size()); }
};

Found placeIn(std::string text) {
  const std::size_t at = text.find('|');
  text.erase(at, 1);
  Found found;
  found.tree = yaml::parse(std::make_shared<const std::string>(text));
  found.place = ide::placeAt(*found.tree, static_cast<Offset>(at));
  return found;
}

}  // namespace

TEST_CASE("an empty text takes a key at its beginning") {
  const Found found = placeIn("|");
  CHECK(found.place.key);
  CHECK(found.place.indent == 0);
}

TEST_CASE("the column of an empty line decides the mapping") {
  CHECK(placeIn("a:\n  b:\n    c: 1\n|").path() == "");
  CHECK(placeIn("a:\n  b:\n    c: 1\n  |").path() == "a");
  CHECK(placeIn("a:\n  b:\n    c: 1\n    |").path() == "a.b");
  CHECK_FALSE(placeIn("a:\n  b:\n    c: 1\n   |").place.any());
}

TEST_CASE("a half-typed word under a key belongs to the mapping it will be") {
  const Found found = placeIn("a:\n  wor|\n");
  CHECK(found.place.key);
  CHECK(found.path() == "a");
  CHECK(found.replaced() == "wor");
  CHECK(found.place.indent == 2);
}

TEST_CASE("a value needs the blank after the colon") {
  CHECK_FALSE(placeIn("a:|").place.any());
  CHECK(placeIn("a: |").place.value);
  CHECK(placeIn("a: b|").replaced() == "b");
}

TEST_CASE("the words in quotes are replaced, not the quotes") {
  const Found found = placeIn("a: \"wo|rd\"\n");
  CHECK(found.place.quote == '"');
  CHECK(found.replaced() == "word");
}

TEST_CASE("inside a block scalar there is only text") {
  CHECK(placeIn("a: >\n  wo|\n").place.text);
  CHECK_FALSE(placeIn("a: >\n  wo|\n").place.key);
}

TEST_CASE("a byte order mark takes no column") {
  const Found found = placeIn(
      "\xEF\xBB\xBF"
      "a: 1\nb|\n");
  CHECK(found.place.key);
  CHECK(found.place.indent == 0);
  CHECK(placeIn("\xEF\xBB\xBF"
                "a:\n  b|\n")
            .path() == "a");
  CHECK(placeIn("\xEF\xBB\xBF"
                "wo|\n")
            .replaced() == "wo");
}

TEST_CASE("a comment is no place") {
  CHECK_FALSE(placeIn("a: 1 # wo|\n").place.any());
  CHECK_FALSE(placeIn("# wo|\na: 1\n").place.any());
}
