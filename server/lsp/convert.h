// Spans of our texts as ranges of the protocol, and back; severities.
#pragma once

#include "base/severity.h"
#include "base/text.h"
#include "ide/document.h"
#include "protocol/generated/lsp_types.h"
#include "schema/issue.h"

namespace footplate::lsp {

// Counts columns of one document in the client's encoding.
class Places {
 public:
  Places(const ide::Document& document, PositionEncoding encoding)
      : document_(document), encoding_(encoding) {}

  protocol::Range range(Span span) const;
  Offset offset(const protocol::Position& position) const;
  Span span(const protocol::Range& range) const;

 private:
  const ide::Document& document_;
  PositionEncoding encoding_;
};

protocol::Diagnostic toDiagnostic(const schema::Issue& issue, const Places& places);

}  // namespace footplate::lsp
