#include "ide/folding.h"

#include "lsp/requests/handlers.h"
#include "lsp/requests/list_text.h"

namespace footplate::lsp {

// Whole lines, for every client: characters are never said.
std::string foldingRange(const Snapshot& snapshot, const protocol::FoldingRangeParams&) {
  std::vector<protocol::FoldingRange> ranges;
  for (const ide::Fold& fold : ide::folding(snapshot.document(), snapshot.client->mostFolds)) {
    protocol::FoldingRange range{fold.first, fold.last, {}};
    if (fold.kind == ide::Fold::Kind::comment) range.kind = "comment";
    if (fold.kind == ide::Fold::Kind::region) range.kind = "region";
    ranges.push_back(std::move(range));
  }
  return listText(ranges);
}

}  // namespace footplate::lsp
