// The runs of several stores as one list, in one order and page by page.
//
//   auto page = listJoined(stores, {.limit = 50}, {});
//   auto more = listJoined(stores, {.limit = 50}, page->next);   // where any of `next` is set
//
// Plain functions; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/run_store.h"

namespace footplate::store {

// Where a list goes on in each store; nothing for a store that has been read to its end.
using JoinedCursor = std::vector<std::optional<std::string>>;

struct JoinedPage {
  struct Item {
    std::size_t store = 0;  // its place among the stores
    Run run;
  };
  std::vector<Item> runs;
  JoinedCursor next;
};

// `from` has an entry a store, "" for its beginning; empty: all from the beginning. `filter.cursor` does not
// count. Runs that the order does not tell apart stand newest first. usage for a cursor of another list.
Result<JoinedPage> listJoined(const std::vector<const RunStore*>& stores, RunFilter filter,
                              JoinedCursor from);

}  // namespace footplate::store
