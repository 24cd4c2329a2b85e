// Spans of our texts as ranges of the protocol, and back; severities.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/severity.h"
#include "base/text.h"
#include "ide/document.h"
#include "ide/l10n/l10n.h"
#include "protocol/generated/lsp_types.h"
#include "schema/issue.h"

namespace footplate::lsp {

// Counts columns of one document in the client's encoding, and speaks its language. Of one thread.
class Places {
 public:
  Places(const ide::Document& document, PositionEncoding encoding, Language language = Language::english)
      : document_(document), encoding_(encoding), language_(language) {}

  // Quick for places that follow one another in the text, however long its lines are.
  protocol::Range range(Span span) const;
  // That as JSON behind `out`.
  void write(std::string& out, Span span) const;
  Offset offset(const protocol::Position& position) const;
  Span span(const protocol::Range& range) const;
  // A message in the client's language.
  std::string words(std::string_view text) const { return ide::translate(language_, text); }

 private:
  Range near(Span span) const;
  Position near(Offset at) const;
  std::uint32_t lineNear(Offset at) const;
  bool countsBytes() const;

  const ide::Document& document_;
  mutable std::optional<bool> countsBytes_;
  mutable Offset lastAt_ = 0;  // the begin of the last span
  mutable Position last_;      // where that is
  PositionEncoding encoding_;
  Language language_;
};

protocol::Diagnostic toDiagnostic(const schema::Issue& issue, const Places& places);

}  // namespace footplate::lsp
