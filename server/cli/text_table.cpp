#include "cli/text_table.h"

#include <algorithm>
#include <numeric>

#include "ide/l10n/l10n.h"

namespace footplate::cli {

namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest = 6;

}  // namespace

void TextTable::add(std::vector<Cell> row) {
  for (Cell& cell : row) cell.text = printable(cell.text);
  row.resize(columns_.size(), Cell(""));
  rows_.push_back(std::move(row));
}

// The widest column that may be cut gives way first; where that is not enough, the last ones are left out.
std::vector<std::size_t> TextTable::widths(const std::vector<std::string>& headings,
                                           const Style& style) const {
  std::vector<std::size_t> result;
  for (std::size_t at = 0; at < columns_.size(); ++at) {
    std::size_t width = displayWidth(headings[at]);
    for (const auto& row : rows_) width = std::max(width, displayWidth(row[at].text));
    result.push_back(width);
  }
  if (style.width == 0 || result.empty()) return result;
  std::size_t total = std::accumulate(result.begin(), result.end(), gap * (result.size() - 1));
  while (total > style.width) {
    std::size_t widest = result.size();
    for (std::size_t at = 0; at < result.size(); ++at) {
      if (columns_[at].isFixed || result[at] <= narrowest) continue;
      if (widest == result.size() || result[at] >= result[widest]) widest = at;
    }
    if (widest == result.size()) break;
    --result[widest];
    --total;
  }
  for (std::size_t at = result.size(); at-- > 0 && total > style.width;) {
    if (columns_[at].isFixed) continue;
    total -= std::min(total, result[at] + gap);
    result[at] = 0;
  }
  return result;
}

std::string TextTable::text(const Style& style) const {
  std::vector<std::string> headings;
  for (const Column& column : columns_) headings.push_back(ide::translate(style.language, column.heading));
  const std::vector<std::size_t> width = widths(headings, style);
  std::string text;
  const auto addLine = [&](auto cellText, auto paint) {
    std::string line;
    for (std::size_t at = 0; at < columns_.size(); ++at) {
      if (width[at] == 0 && !columns_[at].isFixed) continue;
      const std::string cell = fitted(cellText(at), width[at]);
      const std::string blanks(width[at] - std::min(width[at], displayWidth(cell)), ' ');
      if (!line.empty()) line += std::string(gap, ' ');
      line += columns_[at].isRight ? blanks + paint(at, cell) : paint(at, cell) + blanks;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  };
  addLine([&](std::size_t at) { return headings[at]; },
          [&](std::size_t, const std::string& cell) { return painted(cell, "1", style); });
  for (const auto& row : rows_) {
    addLine([&](std::size_t at) { return row[at].text; },
            [&](std::size_t at, const std::string& cell) {
              return row[at].color != nullptr ? painted(cell, row[at].color, style) : cell;
            });
  }
  return text;
}

}  // namespace footplate::cli
