#include "ide/selection.h"

#include "lsp/requests/handlers.h"

namespace footplate::lsp {
namespace {

// {"range": innermost, "parent": {"range": …}}
std::string chainText(const std::vector<Span>& spans, const Places& places) {
  std::string out;
  for (const Span span : spans) {
    out += out.empty() ? R"({"range":)" : R"(,"parent":{"range":)";
    write(out, places.range(span));
  }
  return out.append(spans.size(), '}');
}

}  // namespace

std::string selectionRange(const Snapshot& snapshot, const protocol::SelectionRangeParams& params) {
  const Places places = snapshot.places();
  std::string out = "[";
  for (const protocol::Position& position : params.positions) {
    if (out.size() > 1) out += ',';
    const Offset at = places.offset(position);
    std::vector<Span> spans = ide::selection(snapshot.document(), at);
    if (spans.empty()) spans.push_back({at, at});
    out += chainText(spans, places);
  }
  return out + ']';
}

}  // namespace footplate::lsp
