// Runs the annotated documents of tests/features about places: definitions, references, highlights, renaming.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <set>

#include "ide/navigation/definition.h"
#include "ide/navigation/highlight.h"
#include "ide/navigation/links.h"
#include "ide/navigation/rename.h"
#include "ide/navigation/usages.h"
#include "support/case_workspace.h"

using namespace footplate;
using test::Annotation;
using test::CaseWorkspace;
using test::FeatureCase;
using test::featuresFolder;
using test::listed;
using test::project;
using test::setOf;

namespace {

class PlacesRun {
 public:
  explicit PlacesRun(const FeatureCase& one) : case_(one), workspace_(one) {
    const std::vector<std::string> path = one.directive("path");
    document_ = ide::makeDocument(joinPath(project, path.empty() ? "job.yml" : path.back()),
                                  std::make_shared<const std::string>(one.text), 1, workspace_);
    workspace_.addText(document_->path, one.text);
    for (const Annotation& a : one.annotations) {
      if (a.startsWith("mark ")) marks_.push_back({a.after("mark"), span(a)});
    }
  }

  void run(bool allLinks) {
    for (const Annotation& a : case_.annotations) {
      INFO(a.source << " " << a.words << "\nkind '" << document_->kind << "'\n" << case_.text);
      one(a);
    }
    INFO(case_.title << "\n" << case_.text);
    if (!allLinks) return;
    for (const ide::Link& link : ide::links(*document_, workspace_)) {
      INFO(nameOf({document_->path, link.span, document_, nullptr}));
      CHECK(seenLinks_.count(link.span.begin) == 1);
    }
  }

 private:
  void one(const Annotation& a) {
    const std::string verb = a.words.substr(0, a.words.find_first_of(": "));
    if (verb == "mark") return;
    if (verb == "definition" || verb == "definition-none") return definition(a);
    if (verb == "references") return references(a);
    if (verb == "highlight" || verb == "highlight-none") return highlight(a);
    if (verb == "rename") return rename(a);
    if (verb == "rename-refused") return refused(a);
    if (verb == "link") return link(a);
    FAIL("no such remark: " << a.words);
  }

  void definition(const Annotation& a) {
    const ide::Destination got = ide::definition(*document_, span(a).begin, workspace_);
    std::set<std::string> names;
    for (const ide::Location& target : got.targets) names.insert(nameOf(target));
    CHECK(names ==
          setOf(listed(a.after(a.startsWith("definition-none") ? "definition-none" : "definition:"))));
    if (!got.targets.empty()) CHECK(got.origin.touches(span(a).begin));
  }

  void references(const Annotation& a) {
    std::set<std::string> names;
    for (const ide::Usage& usage : ide::usagesAt(*document_, span(a).begin, workspace_)) {
      CHECK(names.insert(nameOf(usage.location)).second);
    }
    CHECK(names == setOf(listed(a.after("references:"))));
  }

  void highlight(const Annotation& a) {
    std::set<std::string> names;
    for (const ide::Highlight& one : ide::highlights(*document_, span(a).begin, workspace_)) {
      names.insert(nameOf({document_->path, one.span, document_, nullptr}));
    }
    CHECK(names == setOf(listed(a.startsWith("highlight-none") ? "" : a.after("highlight:"))));
  }

  void link(const Annotation& a) {
    std::string got;
    for (const ide::Link& one : ide::links(*document_, workspace_)) {
      const std::string target = one.path.empty() ? one.address : relativePath(one.path, project);
      got += "\n  " + nameOf({document_->path, one.span, document_, nullptr}) + " " + target;
      if (one.span != span(a) || target != a.after("link:")) continue;
      seenLinks_.insert(one.span.begin);
      SUCCEED();
      return;
    }
    FAIL_CHECK("no such link; there are:" << got);
  }

  // "rename NEW: PLACES": just these places become NEW, and all files keep their structure.
  void rename(const Annotation& a) {
    const std::size_t colon = a.words.find(':');
    REQUIRE(colon != std::string::npos);
    const std::string newName = a.words.substr(7, colon - 7);
    const auto prepared = ide::prepareRename(*document_, span(a).begin, workspace_);
    REQUIRE(prepared);
    // A cursor on the mark of an anchor, or on a quote, means the name behind it.
    CHECK((prepared->span.touches(span(a).begin) || prepared->span.begin == span(a).begin + 1));
    const auto edits = ide::rename(*document_, span(a).begin, newName, workspace_);
    INFO((edits ? "" : edits.error().message));
    REQUIRE(edits);
    std::set<std::string> names;
    for (const ide::FileEdits& file : *edits) {
      for (const Span place : file.places)
        CHECK(names.insert(nameOf({file.path, place, file.document, nullptr})).second);
      checkStructure(file, newName);
    }
    CHECK(names == setOf(listed(a.words.substr(colon + 1))));
  }

  void refused(const Annotation& a) {
    const std::size_t colon = a.words.find(": ");
    REQUIRE(colon != std::string::npos);
    const std::string newName = a.words.substr(15, colon - 15);
    const auto edits = ide::rename(*document_, span(a).begin, newName, workspace_);
    CHECK_FALSE(edits);
    if (edits) return;
    INFO(edits.error().message);
    CHECK(edits.error().message.find(a.words.substr(colon + 2)) != std::string::npos);
  }

  void checkStructure(const ide::FileEdits& file, const std::string& newName) const {
    const yaml::Tree& before = file.document->yaml();
    std::string text = *file.document->text;
    for (auto place = file.places.rbegin(); place != file.places.rend(); ++place)
      text.replace(place->begin, place->size(), newName);
    const auto after = yaml::parse(std::make_shared<const std::string>(text));
    INFO(text);
    REQUIRE(after->nodeCount() == before.nodeCount());
    CHECK(after->problems().size() == before.problems().size());
    for (yaml::NodeId id = 0; id < before.nodeCount(); ++id) {
      CHECK(after->node(id).kind() == before.node(id).kind());
      CHECK(after->node(id).parent().id() == before.node(id).parent().id());
      CHECK(after->node(id).resolved().id() == before.node(id).resolved().id());
    }
  }

  // A mark's name in this document, "PATH:LINE WORD" in another file, "PATH" for a whole file.
  std::string nameOf(const ide::Location& location) const {
    if (location.path == document_->path && location.document) {
      for (const auto& [name, place] : marks_) {
        if (place == location.span) return name;
      }
    }
    const std::string path = relativePath(location.path, project);
    if (location.text) {
      const std::uint32_t line = LineIndex(*location.text).lineOf(location.span.begin) + 1;
      return path + ":" + std::to_string(line);
    }
    if (!location.document) return path;
    const std::uint32_t line = location.document->yaml().lines().lineOf(location.span.begin) + 1;
    return path + ":" + std::to_string(line) + " " +
           location.document->text->substr(location.span.begin, location.span.size());
  }

  Offset offset(std::uint32_t line, std::uint32_t column) const {
    return document_->yaml().lines().offset(case_.text, {line, column}, PositionEncoding::utf32);
  }
  Span span(const Annotation& a) const { return {offset(a.line, a.begin), offset(a.line, a.end)}; }

  const FeatureCase& case_;
  CaseWorkspace workspace_;
  std::shared_ptr<const ide::Document> document_;
  std::vector<std::pair<std::string, Span>> marks_;
  std::set<Offset> seenLinks_;
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
      PlacesRun(one).run(feature == "document_link");
    }
  }
}

}  // namespace

TEST_CASE("the annotated documents of definition lead where they remark", "[navigation]") {
  runFolder("definition");
}
TEST_CASE("the annotated documents of references have the uses they remark", "[navigation]") {
  runFolder("references");
}
TEST_CASE("the annotated documents of highlight have the places they remark", "[navigation]") {
  runFolder("highlight");
}
TEST_CASE("the annotated documents of rename change what they remark and nothing else", "[navigation]") {
  runFolder("rename");
}
TEST_CASE("the annotated documents of document_link have the links they remark and no others",
          "[navigation]") {
  runFolder("document_link");
}
