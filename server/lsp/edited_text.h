// A text to which many changes are made one after the other. They mostly go through it in one direction
// ("replace all" sends thousands), so it is kept in two pieces that meet at the line of the last change.
//
//   EditedText text(before);
//   for (const auto& change : changes) text.apply(change, encoding);
//   after = text.take();
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "protocol/generated/lsp_types.h"

namespace footplate::lsp {

class EditedText {
 public:
  explicit EditedText(std::string_view text) { reset(text); }

  // As applyChange() of documents.h.
  void apply(const protocol::TextDocumentContentChangeEvent& change, PositionEncoding encoding);
  std::string take();

 private:
  void reset(std::string_view text);
  std::string_view rest() const { return std::string_view(after_).substr(at_); }
  void goToLine(std::uint32_t line);
  void goBack();
  void replaceHead(std::size_t size, std::string_view text);

  std::string before_;      // whole lines
  std::string after_;       // begins with a line, behind room that is free
  std::size_t at_ = 0;      // where
  std::uint32_t line_ = 0;  // lines of before_
  bool hasCr_ = false;      // somewhere, or there was one
};

}  // namespace footplate::lsp
