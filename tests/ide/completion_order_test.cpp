// Paths in the order in which an editor shows them.
#include <algorithm>
#include <catch2/catch.hpp>

#include "base/strings.h"
#include "ide/completion/completion.h"
#include "ide/document.h"

using namespace footplate;

namespace {

class Folder : public ide::Workspace {
 public:
  bool seesFiles() const override { return true; }
  std::vector<ide::FolderEntry> list(const std::string& folder) const override {
    if (folder != "/p/src") return {};
    return {{"a.csv", false}, {"lib", true}, {"train.py", false}, {"b.yaml", false}, {"conda.yml", false}};
  }
};

// The labels at "|" of a file beside `src`.
std::string shown(const std::string& name, std::string text) {
  const Folder folder;
  const std::size_t at = text.find('|');
  text.erase(at, 1);
  const auto document = ide::makeDocument("/p/" + name, std::make_shared<const std::string>(text), 1, folder);
  std::vector<ide::CompletionItem> items = ide::completion(*document, static_cast<Offset>(at), folder);
  std::ranges::stable_sort(items, {}, [](const ide::CompletionItem& item) { return item.sortText; });
  std::vector<std::string> labels;
  for (const ide::CompletionItem& item : items) labels.push_back(item.label);
  return join(labels, " ");
}

}  // namespace

TEST_CASE("files that fit a place come first, then folders") {
  CHECK(shown("a.runconfig", "script: src/|\nenvironment: {}\n") == "train.py lib/ a.csv b.yaml conda.yml");
  CHECK(shown("e.yml", "name: e\nimage: ubuntu\nconda_file: src/|\n") ==
        "b.yaml conda.yml lib/ a.csv train.py");
  CHECK(shown("MLTable", "paths:\n  - file: src/|\n") == "lib/ a.csv b.yaml conda.yml train.py");
}
