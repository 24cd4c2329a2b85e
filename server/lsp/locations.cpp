#include "lsp/locations.h"

#include "base/uri.h"

namespace footplate::lsp {

std::string uriOf(const Snapshot& snapshot, const std::string& path) {
  if (path == snapshot.document().path) return snapshot.uri;
  const Buffer* open = snapshot.workspace->buffer(path);
  return open ? open->uri : uriFromPath(path);
}

protocol::Location toLocation(const Snapshot& snapshot, const ide::Location& location) {
  protocol::Location result{uriOf(snapshot, location.path), {}};
  if (location.document)
    result.range = Places(*location.document, snapshot.client->encoding).range(location.span);
  if (location.text) {
    const Range range =
        LineIndex(*location.text).range(*location.text, location.span, snapshot.client->encoding);
    result.range = {{range.start.line, range.start.character}, {range.end.line, range.end.character}};
  }
  return result;
}

}  // namespace footplate::lsp
