// Runs every annotated document of tests/features (its README says how they are written).
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "base/path.h"
#include "ide/completion/completion.h"
#include "ide/diagnostics.h"
#include "ide/hover/hover.h"
#include "ide/navigation/symbols.h"
#include "ide/quickfixes/code_action.h"
#include "ide/quickfixes/quick_fix.h"
#include "schema/snippet.h"
#include "support/case_workspace.h"
#include "support/feature_case.h"

using namespace footplate;
using test::Annotation;
using test::CaseWorkspace;
using test::FeatureCase;
using test::featuresFolder;
using test::listed;
using test::project;

namespace {

class CaseRun {
 public:
  explicit CaseRun(const FeatureCase& one) : case_(one), workspace_(one), text_(one.text) {
    const std::vector<std::string> path = one.directive("path");
    document_ = ide::makeDocument(joinPath(project, path.empty() ? "job.yml" : path.back()),
                                  std::make_shared<const std::string>(text_), 1, workspace_);
    issues_ = ide::diagnostics(*document_, workspace_);
  }

  void run(bool allIssues, bool allSymbols) {
    for (const Annotation& annotation : case_.annotations) {
      INFO(annotation.source << " " << annotation.words << "\nkind '" << document_->kind << "'\n" << text_);
      one(annotation);
    }
    INFO(case_.title << "\nkind '" << document_->kind << "'\n" << text_);
    if (allIssues) noOtherIssue();
    if (allSymbols) noOtherSymbol();
  }

 private:
  Offset offset(std::uint32_t line, std::uint32_t column) const {
    return document_->yaml().lines().offset(text_, {line, column}, PositionEncoding::utf32);
  }
  Span span(const Annotation& a) const { return {offset(a.line, a.begin), offset(a.line, a.end)}; }
  std::string shown(Span place) const {
    const Range range = document_->yaml().lines().range(text_, place, PositionEncoding::utf32);
    return std::to_string(range.start.line + 1) + ":" + std::to_string(range.start.character) + "-" +
           std::to_string(range.end.line + 1) + ":" + std::to_string(range.end.character);
  }

  void one(const Annotation& a) {
    const std::string verb = a.words.substr(0, a.words.find_first_of(": "));
    if (verb == "error" || verb == "warning" || verb == "information" || verb == "hint") return issue(a);
    if (verb.rfind("completion", 0) == 0) return completion(a, verb);
    if (verb == "inserts") return inserts(a);
    if (verb == "hover" || verb == "hover-none") return hover(a, verb);
    if (verb == "fix") return fix(a);
    if (verb == "action" || verb == "action-not" || verb == "makes") return action(a, verb);
    if (verb == "symbol") return symbol(a);
    FAIL("no such remark: " << a.words);
  }

  void issue(const Annotation& a) {
    const std::size_t colon = a.words.find(':');
    const std::string head = a.words.substr(0, colon);
    const std::string words = colon == std::string::npos ? "" : std::string(trim(a.words.substr(colon + 1)));
    std::string got;
    for (std::size_t i = 0; i < issues_.size(); ++i) {
      const schema::Issue& one = issues_[i];
      got += "\n  " + describe(one);
      const bool same =
          one.span == span(a) && head == std::string(severityName(one.severity)) + " " + one.code;
      if (same && one.message.find(words) != std::string::npos) {
        seenIssues_.insert(i);
        SUCCEED();
        return;
      }
    }
    FAIL_CHECK("expected at " << shown(span(a)) << ": " << a.words << "\ngot:" << got);
  }

  std::string describe(const schema::Issue& one) const {
    return shown(one.span) + " " + severityName(one.severity) + " " + one.code + ": " + one.message;
  }

  // Small examples have inputs that nothing reads; only the files about bindings remark that.
  void noOtherIssue() {
    const bool aboutBindings = case_.title.rfind("bindings", 0) == 0;
    for (std::size_t i = 0; i < issues_.size(); ++i) {
      if (issues_[i].code == "binding.unused" && !aboutBindings) continue;
      if (seenIssues_.count(i) == 0) FAIL_CHECK("not remarked: " << describe(issues_[i]));
    }
  }

  void completion(const Annotation& a, const std::string& verb) {
    std::vector<std::string> labels;
    for (const ide::CompletionItem& item : ide::completion(*document_, span(a).begin, workspace_)) {
      labels.push_back(item.label);
    }
    const std::set<std::string> offered(labels.begin(), labels.end());
    INFO("offered: " << join(labels, ", "));
    CHECK(offered.size() == labels.size());
    const std::vector<std::string> wanted =
        listed(a.after(verb).substr(a.words.size() > verb.size() ? 1 : 0));
    for (const std::string& label : wanted) {
      INFO(label);
      CHECK((offered.count(label) == 1) == (verb != "completion-not"));
    }
    if (verb == "completion-only") CHECK(offered.size() == wanted.size());
    if (verb == "completion-none") CHECK(offered.empty());
  }

  void inserts(const Annotation& a) {
    const std::size_t arrow = a.words.find(" => ");
    REQUIRE(arrow != std::string::npos);
    const std::string label = a.words.substr(8, arrow - 8);
    const std::string wanted = replaceAll(a.words.substr(arrow + 4), "\\n", "\n");
    const Offset at = span(a).begin;
    for (const ide::CompletionItem& item : ide::completion(*document_, at, workspace_)) {
      if (item.label != label) continue;
      const Span line = document_->yaml().lines().line(text_, a.line);
      std::string after = text_.substr(line.begin, item.replace.begin - line.begin);
      after += item.isSnippet ? schema::flattenSnippet(item.insertText) : item.insertText;
      after += text_.substr(item.replace.end, line.end - item.replace.end);
      while (!after.empty() && after.back() == ' ') after.pop_back();
      CHECK(item.replace.begin <= at);
      CHECK(at <= item.replace.end);
      CHECK(after == wanted);
      return;
    }
    FAIL_CHECK("not offered: " << label);
  }

  void hover(const Annotation& a, const std::string& verb) {
    const std::optional<ide::Hover> got = ide::hover(*document_, span(a).begin, workspace_);
    if (verb == "hover-none") {
      CHECK_FALSE(got);
      return;
    }
    CHECK(got);
    if (!got) return;
    INFO(got->markdown);
    CHECK(got->markdown.find(a.after("hover:")) != std::string::npos);
    CHECK(got->span.touches(span(a).begin));
  }

  void fix(const Annotation& a) {
    const std::size_t arrow = a.words.find(" => ");
    REQUIRE(arrow != std::string::npos);
    const std::string title = a.words.substr(4, arrow - 4);
    const Span line = document_->yaml().lines().line(text_, a.line);
    std::string titles;
    for (const ide::QuickFix& one : ide::quickFixes(*document_, issues_, span(a))) {
      titles += "\n  " + one.title;
      if (one.title != title) continue;
      std::string after = text_;
      for (auto edit = one.edits.rbegin(); edit != one.edits.rend(); ++edit) {
        after.replace(edit->span.begin, edit->span.size(), edit->newText);
      }
      const std::string wanted = replaceAll(a.words.substr(arrow + 4), "\\n", "\n");
      CHECK(after.substr(line.begin, wanted.size()) == wanted);
      return;
    }
    FAIL_CHECK("no such repair: " << title << "\nthere are:" << titles);
  }

  // "action TITLE => TEXT" with the whole text that comes of it; "makes TITLE => TEXT" of the new file.
  void action(const Annotation& a, const std::string& verb) {
    const std::size_t arrow = a.words.find(" => ");
    const std::string title = a.words.substr(verb.size() + 1, arrow - std::min(arrow, verb.size() + 1));
    std::string titles;
    const ide::ActionScope scope{*document_, workspace_, issues_, span(a).size() == 1 ? cursor(a) : span(a)};
    for (const ide::CodeAction& one : ide::codeActions(scope, case_.directive("only"))) {
      titles += "\n  " + std::string(one.kind) + ": " + one.title;
      if (one.title != title) continue;
      CHECK(verb != "action-not");
      if (arrow == std::string::npos) return;
      const std::string wanted = replaceAll(a.words.substr(arrow + 4), "\\n", "\n");
      std::string got = ide::applyEdits(text_, one.edits);
      if (verb == "makes") {
        got = one.newFiles.empty() ? "no file" : "";
        for (const ide::NewFile& file : one.newFiles)
          got += (got.empty() ? "" : "\n") + fileName(file.path) + ": " + file.text;
      }
      while (got.ends_with('\n')) got.pop_back();
      CHECK(replaceAll(got, "\r", "\\r") == wanted);
      return;
    }
    if (verb != "action-not") FAIL_CHECK("no such action: " << title << "\nthere are:" << titles);
  }
  Span cursor(const Annotation& a) const { return {span(a).begin, span(a).begin}; }

  void flatten(const std::vector<ide::Symbol>& some, const std::string& prefix) {
    for (const ide::Symbol& symbol : some) {
      const std::string path = prefix + symbol.name;
      CHECK(symbol.span.begin <= symbol.selection.begin);
      CHECK(symbol.selection.end <= symbol.span.end);
      symbols_.push_back({path, symbol.detail, symbol.selection, false});
      flatten(symbol.children, path + "/");
    }
  }

  void symbol(const Annotation& a) {
    if (symbols_.empty()) flatten(ide::symbols(*document_), "");
    const std::string words = a.after("symbol");
    std::string got;
    for (FlatSymbol& one : symbols_) {
      const std::string description = one.detail.empty() ? one.path : one.path + ": " + one.detail;
      got += "\n  " + shown(one.selection) + " " + description;
      if (description != words || one.selection != span(a)) continue;
      one.seen = true;
      SUCCEED();
      return;
    }
    FAIL_CHECK("no such symbol at " << shown(span(a)) << "; there are:" << got);
  }

  void noOtherSymbol() {
    if (symbols_.empty()) flatten(ide::symbols(*document_), "");
    for (const FlatSymbol& one : symbols_) {
      if (!one.seen)
        FAIL_CHECK("not remarked: " << shown(one.selection) << " " << one.path << ": " << one.detail);
    }
  }

  struct FlatSymbol {
    std::string path;
    std::string detail;
    Span selection;
    bool seen = false;
  };

  const FeatureCase& case_;
  CaseWorkspace workspace_;
  std::string text_;
  std::shared_ptr<const ide::Document> document_;
  std::vector<schema::Issue> issues_;
  std::set<std::size_t> seenIssues_;
  std::vector<FlatSymbol> symbols_;
};

void runFolder(const std::string& feature) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(featuresFolder + "/" + feature)) {
    if (entry.path().extension() == ".yml") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  REQUIRE_FALSE(files.empty());
  for (const std::string& file : files) {
    for (const FeatureCase& one : test::FeatureReader::read(file)) {
      INFO(one.title);
      CaseRun(one).run(feature == "diagnostics", feature == "symbols");
    }
  }
}

}  // namespace

TEST_CASE("the annotated documents of diagnostics say what is wrong, and nothing else") {
  runFolder("diagnostics");
}
TEST_CASE("the annotated documents of completion are offered what they remark") {
  runFolder("completion");
}
TEST_CASE("the annotated documents of actions are offered what they remark") {
  runFolder("actions");
}
TEST_CASE("the annotated documents of hover say what their words mean") {
  runFolder("hover");
}
TEST_CASE("the annotated documents of symbols have the outline they remark") {
  runFolder("symbols");
}
