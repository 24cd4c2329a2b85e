// Spaces in the place of tabs: as many as put each line where it belongs.
//
//   TabFixes tabs(document);
//   if (auto fix = tabs.at(issue.span)) issue.fixes.push_back(*fix);
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

class TabFixes {
 public:
  explicit TabFixes(const Document& document) : document_(document) {}

  // The fix of a `yaml.tab-indentation` issue. First all tabs of the document are taken to be of one width:
  // the one that leaves the fewest faults. Where none leaves a right text, every column that is open above
  // the line is tried, and in a long document the likeliest is taken. Nothing where no column makes the
  // document better; a choice where two would do as well.
  std::optional<schema::Fix> at(Span span);

 private:
  // Faults of the syntax, then of the structure.
  using Faults = std::pair<std::size_t, std::size_t>;
  // The document with other columns.
  struct Trial {
    std::size_t column = 0;  // of the line, or the width of a tab
    Faults faults;
    std::shared_ptr<const yaml::Tree> tree;
  };
  struct Column {
    std::size_t at = 0;
    bool isSure = false;
  };

  std::optional<Column> column(Span span);
  std::optional<Column> tried(Span span, const Trial& byWidth) const;
  const std::vector<Trial>& widthTrials();
  Trial trial(std::size_t column, std::string text) const;
  Faults faultsNow() const;
  bool isLong() const;
  const std::vector<Span>& indentations();
  static const Trial& best(const std::vector<Trial>& trials);
  static bool isOnly(const Trial& best, const std::vector<Trial>& trials);

  const Document& document_;
  std::optional<std::vector<Span>> indentations_;  // when first asked
  std::vector<Trial> widthTrials_;                 // likewise
};

}  // namespace footplate::ide
