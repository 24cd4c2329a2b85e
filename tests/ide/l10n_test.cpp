// Chinese messages: how they are matched, and that no message of the annotated documents lacks one.
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "ide/diagnostics.h"
#include "ide/l10n/l10n.h"
#include "ide/quickfixes/code_action.h"
#include "support/case_workspace.h"
#include "support/feature_case.h"

using namespace footplate;
using ide::translate;

namespace {

std::string chinese(std::string_view text) {
  return translate(Language::chinese, text);
}

// What the documents of a folder give: messages, and titles of what can be done about them.
void collect(const std::string& folder, std::set<std::string>& texts) {
  for (const auto& file : std::filesystem::directory_iterator(test::featuresFolder + "/" + folder)) {
    if (file.path().extension() != ".yml") continue;
    for (const test::FeatureCase& one : test::FeatureReader::read(file.path().string())) {
      const test::CaseWorkspace workspace(one);
      const std::vector<std::string> path = one.directive("path");
      const auto document = ide::makeDocument(joinPath(test::project, path.empty() ? "job.yml" : path.back()),
                                              std::make_shared<const std::string>(one.text), 1, workspace);
      const auto issues = ide::diagnostics(*document, workspace);
      for (const schema::Issue& issue : issues) {
        texts.insert(issue.message);
        for (const ide::CodeAction& action :
             ide::codeActions({*document, workspace, issues, issue.span}, {""}))
          texts.insert(action.title);
      }
    }
  }
}

}  // namespace

TEST_CASE("parts of a message are put where the translation wants them", "[l10n]") {
  CHECK(chinese("unknown key 'lr2', did you mean 'lr'?") == "未知的键 'lr2'，是否想写 'lr'？");
  CHECK(chinese("unknown key 'lr2'") == "未知的键 'lr2'");
}

TEST_CASE("words of ours are translated within a message, words of the user are not", "[l10n]") {
  CHECK(chinese("expected a string or a mapping, not 'a number or a text'") ==
        "应为字符串 或 映射，而不是'a number or a text'");
  CHECK(chinese("missing key: one of 'a', 'b' and 'c' is wanted") == "缺少键：需要 'a'、'b' 和 'c' 之一");
}

TEST_CASE("labels of a hover are translated line by line, descriptions stay", "[l10n]") {
  CHECK(
      ide::translateLines(Language::chinese,
                          "What it is.\n\nRequired · type: string or ${{…}} · at least 1\n\nDefault: `x`") ==
      "What it is.\n\n必需 · 类型：字符串 或 ${{…}} · 不小于 1\n\n默认值：`x`");
}

TEST_CASE("lists of types are translated, lists that name something of the user are not", "[l10n]") {
  CHECK(chinese("string, mapping or null") == "字符串、映射 或 null");
  CHECK(chinese("uri_file, ./data and more") == "uri_file, ./data and more");
}

TEST_CASE("a message within a message is one sentence, whatever joins its words", "[l10n]") {
  CHECK(chinese("reading the condition 'a b' at column 3: expected AND or OR before 'b'") ==
        "读取条件 'a b' 第 3 列：在 'b' 之前应为 AND 或 OR");
  CHECK(chinese("checking the file, nothing was started: 'nodeCount' has no counterpart") ==
        "检查文件，没有启动任何内容：'nodeCount' 没有对应的写法");
}

TEST_CASE("a list of names stays, and so does a quoted text that holds quotes", "[l10n]") {
  CHECK(chinese("making a new file: there is no template 'x'; there are data, environment and mine") ==
        "新建文件：没有模板 'x'；可用的有 data、environment 和 mine");
  CHECK(chinese("reading the condition 'a = 'b' and c' at column 3: the end") ==
        "读取条件 'a = 'b' and c' 第 3 列：末尾");
}

TEST_CASE("the words of other programs stay as they are", "[l10n]") {
  CHECK(chinese("/usr/bin/docker (Docker version 28.2.2, build e6534b4), not used by this version") ==
        "/usr/bin/docker（Docker version 28.2.2, build e6534b4），此版本不使用");
}

TEST_CASE("a description that happens to fit a template stays", "[l10n]") {
  const std::string words = "Longest time, in seconds. Without it there is no limit.";
  CHECK(ide::translateLines(Language::chinese, words) == words);
}

TEST_CASE("what stands between fences in a hover is the user's", "[l10n]") {
  CHECK(ide::translateLines(Language::chinese, "Required\n```yaml\nRequired\n```\nRequired") ==
        "必需\n```yaml\nRequired\n```\n必需");
}

TEST_CASE("a text without a row stays as it is", "[l10n]") {
  CHECK(chinese("nobody ever says this") == "nobody ever says this");
  CHECK(chinese("") == "");
  CHECK(translate(Language::english, "no key is allowed here") == "no key is allowed here");
}

TEST_CASE("locales of editors and of POSIX are understood", "[l10n]") {
  for (const char* locale : {"zh-cn", "zh", "zh_CN.UTF-8", "zh-Hans", "ZH-CN"})
    CHECK(languageOf(locale) == Language::chinese);
  for (const char* locale : {"", "en", "de_DE.UTF-8", "zh-tw", "zh_HK", "zh-Hant", "C"})
    CHECK(languageOf(locale) == Language::english);
}

TEST_CASE("everything the annotated documents give has a Chinese row", "[l10n]") {
  std::set<std::string> texts;
  collect("diagnostics", texts);
  collect("actions", texts);
  REQUIRE(texts.size() > 100);
  std::string missing;
  for (const std::string& text : texts) {
    if (!ide::hasTranslation(Language::chinese, text)) missing += "\n  " + text;
  }
  INFO("add rows to server/ide/l10n/l10n_zh_cn*.def for:" << missing);
  CHECK(missing.empty());
}
