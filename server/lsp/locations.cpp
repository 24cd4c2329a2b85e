#include "lsp/locations.h"

#include "base/uri.h"

namespace footplate::lsp {

std::string uriOf(const Snapshot& snapshot, const std::string& path) {
  if (path == snapshot.document().path) return snapshot.uri;
  const Buffer* open = snapshot.workspace->buffer(path);
  return open ? open->uri : uriFromPath(path);
}

protocol::Location Locations::of(const ide::Location& location) {
  const PositionEncoding encoding = snapshot_.client->encoding;
  protocol::Location result{uriOf(snapshot_, location.path), {}};
  if (location.document) {
    if (location.document != document_) {
      document_ = location.document;
      places_.emplace(*document_, encoding);
    }
    result.range = places_->range(location.span);
  }
  if (location.text) {
    const Range range = LineIndex(*location.text).range(*location.text, location.span, encoding);
    result.range = {{range.start.line, range.start.character}, {range.end.line, range.end.character}};
  }
  return result;
}

}  // namespace footplate::lsp
