// A table of text for a terminal: columns as wide as what stands in them, cut where the terminal is too
// narrow, and the last ones left out where that is not enough.
//
//   TextTable table({{"RUN", true}, {"STATUS"}});
//   table.add({"silver-harbor-1", {"Completed", "32"}});
//   text += table.text(style);
#pragma once

#include <string>
#include <vector>

#include "cli/words.h"

namespace footplate::cli {

struct Cell {
  Cell(std::string words) : text(std::move(words)) {}
  Cell(const char* words) : text(words) {}
  Cell(std::string words, const char* colorCode) : text(std::move(words)), color(colorCode) {}
  std::string text;
  const char* color = nullptr;
};

struct Column {
  std::string heading;
  bool isFixed = false;  // never cut: what is copied into the next command
  bool isRight = false;  // numbers
};

class TextTable {
 public:
  explicit TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // One cell a column; what stands in it is made printable.
  void add(std::vector<Cell> row);
  bool empty() const { return rows_.empty(); }
  // Headings (translated) and rows, each line with its end.
  std::string text(const Style& style) const;

 private:
  std::vector<std::size_t> widths(const std::vector<std::string>& headings, const Style& style) const;

  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace footplate::cli
