// Commands as bash would split them, with places in the document.
#include "ide/arguments/shell_words.h"

#include <catch2/catch.hpp>

#include "base/strings.h"

using namespace footplate;

namespace {

struct Read : ide::ShellText {
  std::shared_ptr<const yaml::Tree> tree;
};

Read read(const std::string& yaml) {
  const auto tree = yaml::parse(std::make_shared<const std::string>(yaml));
  return {ide::shellText(tree->root().find("c")), tree};
}

// "a b | c": words by blanks, commands by bars.
std::string shown(const Read& all) {
  std::vector<std::string> commands;
  for (const ide::ShellCommand& command : all.commands) {
    std::vector<std::string> words;
    for (const ide::ShellWord& word : command.words) words.push_back(word.text);
    commands.push_back(join(words, " "));
  }
  return join(commands, " | ");
}

}  // namespace

TEST_CASE("commands end where bash ends them") {
  CHECK(shown(read("c: a 1 && b; d | e & f || g")) == "a 1 | b | d | e | f | g");
  CHECK(shown(read("c: |\n  a \\\n    --x\n  b # no\n  #c\n  d\n")) == "a --x | b | d");
  CHECK(shown(read("c: >-\n  a\n  --x\n\n  b\n")) == "a --x | b");
  CHECK(shown(read("c: a > log 2>&1 --x < in >> out")) == "a --x");
  CHECK(shown(read("c: a <<EOF\n")) == "a");
}

TEST_CASE("quotes and backslashes go, what is put in later is told") {
  const Read all = read("c: a 'b c' \"d\\\" $E\" f\\ g ${{ inputs.x }}/y --z=$(n 1) *.py");
  REQUIRE(all.commands.size() == 1);
  const auto& words = all.commands[0].words;
  REQUIRE(words.size() == 7);
  CHECK(words[1].text == "b c");
  CHECK(words[1].isLiteral());
  CHECK(words[2].text == "d\" $E");
  CHECK(words[2].literal == 3);
  CHECK(words[3].text == "f g");
  CHECK(words[4].text == "${{ inputs.x }}/y");
  CHECK(words[4].literal == 0);
  CHECK(words[5].literal == 4);
  CHECK_FALSE(words[6].isLiteral());
}

TEST_CASE("optional blocks hold words of the command around") {
  const Read all = read("c: a $[[--x ${{inputs.x}}]] --y");
  CHECK(shown(all) == "a --x ${{inputs.x}} --y");
  CHECK(all.commands[0].words[1].optional);
  CHECK_FALSE(all.commands[0].words[3].optional);
}

TEST_CASE("cd is followed as far as it can be") {
  const Read all = read("c: cd a/b && x; (cd .. && y); z; cd $D && w");
  REQUIRE(all.commands.size() == 7);
  CHECK(all.commands[1].folder == "a/b");
  CHECK(all.commands[3].folder == "a");
  CHECK(all.commands[4].folder == "a/b");
  CHECK_FALSE(all.commands[6].folderKnown);
}

TEST_CASE("every word has its place in the document, however the scalar is written") {
  const std::string text = GENERATE("c: run --flag v", "c: \"run --flag \\\n  v\"", "c: 'run --flag ''v'''",
                                    "c: |\n  run \\\n   --flag v\n", "c: >-\n  run\n  --flag v\n",
                                    "c:\n  run\n  --flag\n  v\n", "c: \"\\x72un --flag v\"");
  INFO(text);
  const Read all = read(text);
  REQUIRE(all.commands.size() == 1);
  const auto& words = all.commands[0].words;
  REQUIRE(words.size() == 3);
  CHECK(text.substr(words[1].span.begin, words[1].span.size()) == "--flag");
  const Span value = words[2].part(0, 1);
  CHECK(text.substr(value.begin, value.size()) == "v");
}

TEST_CASE("broken commands are read to their end") {
  for (const char* text : {"c: a 'b", "c: \"a \\\"b\"", "c: a ${{ b", "c: a $(b", "c: a `b", "c: >",
                           "c: a \\", "c: ')'", "c: '$[[ a'", "c: '>'"})
    CHECK(read(text).commands.size() <= 2);
}

TEST_CASE("commands that only the end of a line parts from the one before are told") {
  const Read all = read("c: |\n  a \\\n   --x\n  --y\n  # no\n\n  --z; b &&\n  d\n  x=(\n  --w\n  )\n");
  std::string told;
  for (const ide::ShellCommand& command : all.commands) told += command.newLine ? '1' : '0';
  CHECK(shown(all) == "a --x | --y | --z | b | d | x= | --w");
  CHECK(told == "0110010");
}

TEST_CASE("comments have their places, folded lines and all") {
  const std::string text = "c: >-\n  a # b\n  c\n\n  d#e\n";
  const Read all = read(text);
  REQUIRE(all.comments.size() == 1);
  CHECK(text.substr(all.comments[0].begin, all.comments[0].size()) == "# b\n  c");
  CHECK(shown(all) == "a | d#e");
}

TEST_CASE("a quote that nothing closes is told where that is sure") {
  CHECK(read("c: a 'b").openQuote == Span{5, 6});
  CHECK(read("c: \"a \\\"b\"").openQuote == Span{6, 8});
  for (const char* text :
       {"c: a 'b'", "c: a \\'b", "c: a # it's", "c: a \"it's\"", "c: a $(b 'c) 'd", "c: a \"$(b\"",
        "c: a ${b:-'} '", "c: a $'b' 'c", "c: a `b ' c` 'd", "c: |\n  a <<E\n  it's\n  E\n"}) {
    INFO(text);
    CHECK(read(text).openQuote.empty());
  }
}
