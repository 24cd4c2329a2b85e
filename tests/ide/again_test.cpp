// After an edit a document says what a fresh reading of the same text says, whatever was carried over from
// the version before.
#include <catch2/catch.hpp>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "base/path.h"
#include "ide/diagnostics.h"
#include "ide/findings.h"
#include "support/case_workspace.h"
#include "support/feature_case.h"

using namespace footplate;

namespace {

using DocumentPtr = std::shared_ptr<const ide::Document>;

std::string told(const ide::Document& document, const ide::Workspace& workspace) {
  std::string all;
  for (const schema::Issue& issue : ide::diagnostics(document, workspace)) {
    all += std::to_string(issue.span.begin) + "-" + std::to_string(issue.span.end) + " " + issue.code + " " +
           issue.message + "\n";
  }
  return all;
}

// The same text typed into: each version made from the one before.
class Typist {
 public:
  Typist(std::string path, std::string text, const ide::Workspace& workspace)
      : path_(std::move(path)), text_(std::move(text)), workspace_(workspace) {
    document_ = read(nullptr);
  }

  const std::string& text() const { return text_; }
  const ide::Document& document() const { return *document_; }
  void replace(std::size_t at, std::size_t length, const std::string& words) {
    text_.replace(at, length, words);
    document_ = read(document_.get());
  }
  std::string said() const { return told(*document_, workspace_); }
  std::string saidAfresh() const { return told(*read(nullptr), workspace_); }

 private:
  DocumentPtr read(const ide::Document* earlier) const {
    return ide::makeDocument(path_, std::make_shared<const std::string>(text_), 1, workspace_, earlier);
  }

  std::string path_;
  std::string text_;
  const ide::Workspace& workspace_;
  DocumentPtr document_;
};

std::string steps(int count) {
  std::string text = "type: pipeline\njobs:\n";
  for (int i = 0; i < count; ++i) {
    text +=
        "  step_" + std::to_string(i) +
        ":\n    type: command\n    command: echo a long enough line of words\n" +
        "    environment: azureml:sklearn:1\n    compute: azureml:cpu\n    resources:\n      instance_count: "
        "1\n" +
        "    environment_variables:\n      FIRST: one\n      SECOND: two\n      THIRD: three and some more\n";
  }
  return text;
}

}  // namespace

TEST_CASE("what was found faultless is not judged again, what was edited is") {
  const ide::Workspace nothing;
  Typist typist("/p/job.yml", steps(5), nothing);
  CHECK(typist.said().empty());
  const std::size_t before = typist.document().findings->verdicts().size();
  CHECK(before > 5);

  const std::size_t count = typist.text().find("instance_count", typist.text().find("step_2"));
  typist.replace(count, 8, "instence");
  const std::size_t carried = typist.document().findings->verdicts().size();
  CHECK(carried >= 2);  // a step on either side of the edited one
  CHECK(carried < before);
  CHECK(typist.said() == typist.saidAfresh());
  CHECK(typist.said().find("schema.unknown-key") != std::string::npos);

  typist.replace(count, 8, "instance");
  CHECK(typist.said().empty());
}

TEST_CASE("a document that becomes one of another kind is judged as such") {
  const ide::Workspace nothing;
  Typist typist("/p/job.yml", steps(5), nothing);
  CHECK(typist.said().empty());
  typist.replace(typist.text().find("type: pipeline"), 14, "type: command ");
  CHECK(typist.said() == typist.saidAfresh());
  CHECK(!typist.said().empty());
}

TEST_CASE("every annotated document, edited at random, says what a fresh reading says") {
  const std::vector<std::string> pieces{" ",         "\n",
                                        "\n  ",      ":",
                                        ": ",        "- ",
                                        "#",         "'",
                                        "{",         "}",
                                        "&a ",       "*a",
                                        "x",         "---\n",
                                        "<<: *a\n",  "  type: command\n",
                                        "type: x\n", "${{inputs.a}}"};
  std::mt19937 random(11);
  const auto below = [&random](std::size_t limit) { return limit ? random() % limit : 0; };
  for (const auto& file : std::filesystem::recursive_directory_iterator(test::featuresFolder)) {
    if (file.path().extension() != ".yml") continue;
    for (const test::FeatureCase& one : test::FeatureReader::read(file.path().string())) {
      if (one.text.size() < 400) continue;
      const test::CaseWorkspace workspace(one);
      const std::vector<std::string> path = one.directive("path");
      Typist typist(joinPath(test::project, path.empty() ? "job.yml" : path.back()), one.text, workspace);
      for (int edit = 0; edit < 6; ++edit) {
        const std::size_t at = below(typist.text().size());
        typist.replace(at, below(3), pieces[below(pieces.size())]);
        if (below(3) == 0) continue;  // typed on before it is judged
        INFO(one.title << "\n" << typist.text());
        REQUIRE(typist.said() == typist.saidAfresh());
      }
    }
  }
}
