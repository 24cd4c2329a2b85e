// Any bytes are a condition that SQLite takes, or an error that names a column of them.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "store/database.h"
#include "store/migrations.h"
#include "store/run_rows.h"

namespace {

using namespace footplate;
using namespace footplate::store;

void require(bool holds) {
  if (!holds) std::abort();
}

void isTold(const Error& error) {
  require(error.code == ErrorCode::usage);
  require(error.message.find(" at column ") != std::string::npos);
}

Database& emptyStore() {
  static Database database(":memory:", Database::Access::create);
  static const bool made = (migrate(database), true);
  require(made);
  return database;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  RunFilter filter;
  if (auto where = parseWhere(text, 1'700'000'000'000)) {
    filter.where = std::move(*where);
  } else {
    isTold(where.error());
  }
  if (auto order = parseOrder(text, Direction::descending)) {
    filter.order = std::move(*order);
  } else {
    isTold(order.error());
  }
  (void)parseField(text);
  require(selectPage(emptyStore(), filter).seqs.empty());
  filter.cursor = text;
  try {
    (void)selectPage(emptyStore(), filter);
  } catch (const StoreFailure& failure) {
    require(failure.error.code == ErrorCode::usage);
  }
  return 0;
}
