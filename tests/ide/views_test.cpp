// Runs the annotated documents of the features that show a document another way: folding, selection,
// semantic_tokens, formatting, on_type_formatting, inlay_hints, code_lens (tests/features/README.md).
#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>

#include "base/path.h"
#include "ide/code_lens.h"
#include "ide/folding.h"
#include "ide/formatting/formatting.h"
#include "ide/formatting/on_type_formatting.h"
#include "ide/inlay_hints.h"
#include "ide/schedule_words.h"
#include "ide/selection.h"
#include "ide/semantic_tokens.h"
#include "support/edits.h"
#include "support/feature_case.h"

using namespace footplate;
using test::Annotation;
using test::FeatureCase;

namespace {

// What the directives say of the world: assets by name, and the language.
class ViewWorkspace : public ide::Workspace {
 public:
  explicit ViewWorkspace(const FeatureCase& one) : assets_(one.directive("name")) {
    if (one.has("chinese")) settings_.language = Language::chinese;
    settings_.inlayHints = settings_.codeLens = !one.has("off");
  }
  const ide::Settings& settings() const override { return settings_; }
  std::vector<ide::AssetName> names(std::string_view kind) const override {
    std::vector<ide::AssetName> some;
    for (const std::string& line : assets_) {
      const std::vector<std::string> words = split(line, ' ');
      const std::vector<std::string> parts = split(words.at(1), ':');
      if (words[0] == kind) some.push_back({parts.at(0), parts.at(1), "test"});
    }
    return some;
  }

 private:
  std::vector<std::string> assets_;
  ide::Settings settings_;
};

// One case's document and what it remarks; `seen` is what a feature gave, in the words of the remarks.
class View {
 public:
  explicit View(const FeatureCase& one) : case_(one), workspace_(one), text_(one.text) {
    const std::vector<std::string> path = one.directive("path");
    document_ = ide::makeDocument(joinPath("/project", path.empty() ? "job.yml" : path.back()),
                                  std::make_shared<const std::string>(text_), 1, workspace_);
  }

  const ide::Document& document() const { return *document_; }
  const ide::Workspace& workspace() const { return workspace_; }
  const std::string& text() const { return text_; }
  const FeatureCase& source() const { return case_; }

  Offset offset(std::uint32_t line, std::uint32_t column) const {
    return document_->yaml().lines().offset(text_, {line, column}, PositionEncoding::utf32);
  }
  Span span(const Annotation& a) const { return {offset(a.line, a.begin), offset(a.line, a.end)}; }
  Range range(Span place) const {
    return document_->yaml().lines().range(text_, place, PositionEncoding::utf32);
  }
  std::string slice(Span place) const { return text_.substr(place.begin, place.size()); }

  // `LINE:COLUMN words` of every remark must be what was seen, and nothing else.
  void compare(std::vector<std::string> seen) const {
    std::vector<std::string> wanted;
    for (const Annotation& a : case_.annotations) wanted.push_back(placed(span(a), a.words));
    std::ranges::sort(wanted);
    std::ranges::sort(seen);
    INFO(case_.title << "\nkind '" << document_->kind << "'\n" << text_);
    CHECK(seen == wanted);
  }
  std::string placed(Span place, const std::string& words) const {
    const Range at = range(place);
    return std::to_string(at.start.line + 1) + ":" + std::to_string(at.start.character) + "-" +
           std::to_string(at.end.character) + " " + words;
  }

 private:
  const FeatureCase& case_;
  ViewWorkspace workspace_;
  std::string text_;
  std::shared_ptr<const ide::Document> document_;
};

std::vector<FeatureCase> casesOf(const std::string& feature) {
  std::vector<std::string> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(FOOTPLATE_SOURCE "/tests/features/" + feature)) {
    if (entry.path().extension() == ".yml") files.push_back(entry.path().string());
  }
  std::ranges::sort(files);
  std::vector<FeatureCase> cases;
  for (const std::string& file : files) {
    for (FeatureCase& one : test::FeatureReader::read(file)) cases.push_back(std::move(one));
  }
  REQUIRE_FALSE(cases.empty());
  return cases;
}

void forEach(const std::string& feature, const std::function<void(const View&)>& judge) {
  for (const FeatureCase& one : casesOf(feature)) judge(View(one));
}

void judgeFolding(const View& view) {
  std::vector<std::string> seen;
  for (const ide::Fold& fold : ide::folding(view.document())) {
    const std::string kind = fold.kind == ide::Fold::Kind::comment  ? " comment"
                             : fold.kind == ide::Fold::Kind::region ? " region"
                                                                    : "";
    const Offset at = view.offset(fold.first, 0);
    seen.push_back(view.placed({at, at + 1}, "folds " + std::to_string(fold.last - fold.first) + kind));
  }
  view.compare(seen);
}

void judgeSelection(const View& view) {
  for (const Annotation& a : view.source().annotations) {
    INFO(a.source << "\n" << view.text());
    std::string chain;
    for (const Span span : ide::selection(view.document(), view.span(a).begin)) {
      chain += (chain.empty() ? "" : " | ") + replaceAll(view.slice(span), "\n", "\\n");
    }
    CHECK(chain == a.after("selects:"));
  }
}

void judgeTokens(const View& view) {
  std::vector<std::string> seen;
  for (const ide::SemanticToken& token : ide::semanticTokens(view.document())) {
    const char* name = ide::semanticTokenTypes()[static_cast<std::size_t>(token.type)];
    seen.push_back(view.placed(token.span, std::string("token ") + name));
  }
  view.compare(seen);
}

void judgeHints(const View& view) {
  std::vector<std::string> seen;
  for (const ide::InlayHint& hint :
       ide::inlayHints(view.document(), {0, static_cast<Offset>(view.text().size())}, view.workspace())) {
    seen.push_back(view.placed({hint.at - 1, hint.at}, "hint " + hint.label));
  }
  view.compare(seen);
}

void judgeLenses(const View& view) {
  constexpr const char* names[] = {"run", "debug", "submit to", "dry run"};
  std::string seen;
  for (const ide::CodeLens& lens : ide::codeLens(view.document(), view.workspace())) {
    CHECK(lens.span == Span{0, 0});
    seen += (seen.empty() ? "" : ", ") + std::string(names[static_cast<std::size_t>(lens.action)]);
  }
  INFO(view.source().title << " kind " << view.document().kind);
  CHECK(seen == (view.source().annotations.empty() ? "" : view.source().annotations[0].after("lenses:")));
}

std::string formatted(const std::string& text, const ide::FormatOptions& options) {
  const auto document =
      ide::makeDocument("/project/job.yml", std::make_shared<const std::string>(text), 1, ide::Workspace());
  return test::applied(text, ide::formatting(*document, options));
}

ide::FormatOptions optionsOf(const FeatureCase& one) {
  ide::FormatOptions options;
  for (const std::string& size : one.directive("tab-size")) options.tabSize = std::stoi(size);
  options.endWithBreak = !one.has("no-added-break");
  return options;
}

// The remark's line is the new one.
void judgeNewLine(const View& view) {
  for (const Annotation& a : view.source().annotations) {
    INFO(a.source << "\n" << view.text());
    const Offset at = view.offset(a.line, 0);
    const auto edits = ide::onNewLine(view.document(), at, optionsOf(view.source()));
    const std::size_t blanks = edits.empty() ? 0 : edits.front().newText.size();
    CHECK("indents " + std::to_string(blanks) == a.words);
  }
}

}  // namespace

TEST_CASE("the annotated documents of inlay_hints have the hints they remark, and no other") {
  forEach("inlay_hints", judgeHints);
}
TEST_CASE("the annotated documents of code_lens have lenses where they can run") {
  forEach("code_lens", judgeLenses);
}
TEST_CASE("cron is told in words") {
  const std::pair<const char*, const char*> rows[] = {
      {"* * * * *", "every minute"},
      {"*/15 * * * *", "every 15 minutes"},
      {"0 * * * *", "every hour"},
      {"30 * * * *", "every hour at minute 30"},
      {"0 */2 * * *", "every 2 hours"},
      {"5 */6 * * *", "every 6 hours at minute 5"},
      {"0 10 * * *", "at 10:00 every day"},
      {"15 10 * * 1", "at 10:15, on Monday"},
      {"15 10 * * MON-FRI", "at 10:15, Monday to Friday"},
      {"0 8,20 * * 0,6", "at 08:00 and 20:00, on Sunday and Saturday"},
      {"0 0 1 * *", "at 00:00, on day 1 of the month"},
      {"0 0 1 1,7 *", "at 00:00, on day 1 of the month, in January and July"},
      {"0 0 13 * 5", "at 00:00, on day 13 of the month or on Friday"},
      {"*/10 8-17 * * 1-5", "every 10 minutes from 08:00 to 17:50, Monday to Friday"},
      {"0 12 * * 7", "at 12:00, on Sunday"},
      {"0 0 * *", ""},
      {"61 0 * * *", ""},
      {"a b c d e", ""},
      {"*/0 * * * *", ""},
  };
  for (const auto& [expression, words] : rows) {
    INFO(expression);
    CHECK(ide::cronInWords(expression, Language::english) == words);
  }
  CHECK(ide::cronInWords("15 10 * * 1", Language::chinese) == "每周一 10:15");
  CHECK(ide::cronInWords("0 0 1 * *", Language::chinese) == "每月 1 日 00:00");
  CHECK(ide::cronInWords("0 10 * * *", Language::chinese) == "每天 10:00");
  CHECK(ide::cronInWords("*/15 * * * *", Language::chinese) == "每 15 分钟");
}
TEST_CASE("Simplified Chinese is spoken where the locale asks for it") {
  CHECK(languageOf("zh-cn") == Language::chinese);
  CHECK(languageOf("zh-Hans") == Language::chinese);
  CHECK(languageOf("zh-tw") == Language::english);
  CHECK(languageOf("de") == Language::english);
  CHECK(languageOf("") == Language::english);
}
TEST_CASE("the annotated documents of on_type_formatting indent new lines as they remark it") {
  forEach("on_type_formatting", judgeNewLine);
}
TEST_CASE("a new line that is good already, or holds something, is left alone") {
  const auto edits = [](const std::string& text, Offset at) {
    const auto document =
        ide::makeDocument("", std::make_shared<const std::string>(text), 1, ide::Workspace());
    return ide::onNewLine(*document, at, {});
  };
  CHECK(edits("a:\n  ", 5).empty());
  CHECK(edits("a:\nb: 1", 3).empty());
  CHECK(edits("a: [\n  1,\n  ]", 13) == std::vector<schema::Edit>{{{10, 12}, ""}});
}
TEST_CASE("part of a document is formatted without the rest") {
  const std::string text = "a:   1\nb:   2\nc:\n    d: 1\n";
  const auto document = ide::makeDocument("", std::make_shared<const std::string>(text), 1, ide::Workspace());
  CHECK(test::applied(text, ide::rangeFormatting(*document, {8, 9}, {})) == "a:   1\nb: 2\nc:\n    d: 1\n");
  CHECK(test::applied(text, ide::rangeFormatting(*document, {14, 20}, {})) == "a:   1\nb:   2\nc:\n  d: 1\n");
}
TEST_CASE("the annotated documents of formatting become the document that follows them") {
  const std::vector<FeatureCase> cases = casesOf("formatting");
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const bool pair = i + 1 < cases.size() && cases[i + 1].title.ends_with(": =>");
    const std::string& wanted = cases[pair ? i + 1 : i].text;
    INFO(cases[i].title);
    CHECK(formatted(cases[i].text, optionsOf(cases[i])) == wanted);
    const auto again =
        ide::makeDocument("", std::make_shared<const std::string>(wanted), 1, ide::Workspace());
    CHECK(ide::formatting(*again, optionsOf(cases[i])).empty());
    if (pair) ++i;
  }
}
TEST_CASE("the annotated documents of folding fold where they remark it, and nowhere else") {
  forEach("folding", judgeFolding);
}
TEST_CASE("of more folds than the client takes the outermost stay") {
  const auto text = std::make_shared<const std::string>("a:\n  b:\n    c: 1\nd:\n  e: 1\n");
  const auto document = ide::makeDocument("", text, 1, ide::Workspace());
  const std::vector<ide::Fold> folds = ide::folding(*document, 2);
  REQUIRE(folds.size() == 2);
  CHECK(folds[0].first == 0);
  CHECK(folds[1].first == 3);
}
TEST_CASE("the annotated documents of selection grow as they remark it") {
  forEach("selection", judgeSelection);
}
TEST_CASE("the annotated documents of semantic_tokens are painted as they remark it, and no further") {
  forEach("semantic_tokens", judgeTokens);
}
