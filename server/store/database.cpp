#include "store/database.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "store/opening_problem.h"
#include "store/where_values.h"

namespace footplate::store {

namespace {

constexpr int busyTimeoutMs = 60'000;

[[noreturn]] void throwFailure(sqlite3* handle, int code, const std::string& path) {
  ErrorCode kind = ErrorCode::unavailable;
  bool damaged = false;
  std::string reason = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  switch (code & 0xff) {
    case SQLITE_IOERR:  // also where there is no room for what readers share
      if (isDiskFull(path)) reason = "the disk is full";
      break;
    case SQLITE_FULL:
      reason = "the disk is full";
      break;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      if (std::string seen = openingProblem(path); !seen.empty()) reason = std::move(seen);
      break;
    case SQLITE_BUSY:
      reason = "another process has been writing for a minute";
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      damaged = true;
      reason += "; the file is damaged: rename it, and the runs are brought back from their folders";
      break;
    case SQLITE_CONSTRAINT:
      kind = ErrorCode::conflict;
      break;
    case SQLITE_ERROR:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
      kind = ErrorCode::internal;
      break;
    default:
      break;
  }
  throw StoreFailure{{kind, "using the run database " + path + ": " + reason}, damaged};
}

std::string_view textOf(sqlite3_value* value) {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(value));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

// footplate_number(text): the number that the whole text is; NULL for another one.
void numberFunction(sqlite3_context* context, int, sqlite3_value** values) {
  const std::optional<double> number = readNumber(textOf(values[0]));
  if (number) {
    sqlite3_result_double(context, *number);
  } else {
    sqlite3_result_null(context);
  }
}

// footplate_value(text): the number that the whole text is, else the text.
void valueFunction(sqlite3_context* context, int, sqlite3_value** values) {
  const std::optional<double> number = readNumber(textOf(values[0]));
  if (number) {
    sqlite3_result_double(context, *number);
  } else {
    sqlite3_result_value(context, values[0]);
  }
}

// footplate_like(text, pattern, whatever the case); NULL for no text.
void likeFunction(sqlite3_context* context, int, sqlite3_value** values) {
  if (sqlite3_value_type(values[0]) == SQLITE_NULL) return sqlite3_result_null(context);
  const bool anyCase = sqlite3_value_int(values[2]) != 0;
  sqlite3_result_int(context, matchesLike(textOf(values[0]), textOf(values[1]), anyCase) ? 1 : 0);
}

void addFunctions(sqlite3* handle) {
  using Function = void (*)(sqlite3_context*, int, sqlite3_value**);
  const auto add = [&](const char* name, int count, Function function) {
    sqlite3_create_function(handle, name, count, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, function,
                            nullptr, nullptr);
  };
  add("footplate_number", 1, numberFunction);
  add("footplate_value", 1, valueFunction);
  add("footplate_like", 3, likeFunction);
}

// Nobody asks how much memory SQLite has; counting it takes a lock of the whole process at every allocation.
void leaveMemoryUncounted() {
  static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(done);
}

}  // namespace

Statement::~Statement() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

Statement& Statement::bind(std::string_view text) {
  sqlite3_bind_text64(statement_, next_++, text.data() != nullptr ? text.data() : "", text.size(),
                      SQLITE_TRANSIENT, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind(std::int64_t number) {
  sqlite3_bind_int64(statement_, next_++, number);
  return *this;
}

Statement& Statement::bind(double number) {
  sqlite3_bind_double(statement_, next_++, number);
  return *this;
}

Statement& Statement::bindNull() {
  sqlite3_bind_null(statement_, next_++);
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) throwFailure(sqlite3_db_handle(statement_), code, doing_);
  return false;
}

void Statement::run() {
  while (step()) {
  }
}

std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double Statement::real(int column) const {
  return isNull(column) ? std::numeric_limits<double>::quiet_NaN()
                        : sqlite3_column_double(statement_, column);
}

bool Statement::isNull(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

Statement::Type Statement::type(int column) const {
  switch (sqlite3_column_type(statement_, column)) {
    case SQLITE_NULL:
      return Type::null;
    case SQLITE_INTEGER:
      return Type::integer;
    case SQLITE_FLOAT:
      return Type::real;
    default:
      return Type::text;
  }
}

Database::Database(const std::string& path, Access access) : path_(path) {
  leaveMemoryUncounted();
  int flags =
      SQLITE_OPEN_NOMUTEX | (access == Access::readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
  if (access == Access::create) flags |= SQLITE_OPEN_CREATE;
  const int code = sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr);
  if (code != SQLITE_OK) {
    sqlite3_close(handle_);
    throwFailure(nullptr, code, path);
  }
  sqlite3_extended_result_codes(handle_, 1);
  sqlite3_busy_timeout(handle_, busyTimeoutMs);
  addFunctions(handle_);
  if (access == Access::create) ::chmod(path.c_str(), 0600);
}

Database::~Database() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  mendSharedIndex();
  sqlite3_close(handle_);
}

void Database::execute(const char* sql) {
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throwFailure(handle_, code, path_);
}

Statement Database::prepare(std::string_view sql) {
  const auto known = statements_.find(sql);
  if (known != statements_.end()) return Statement(known->second, path_);
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) throwFailure(handle_, code, path_);
  statements_.emplace(sql, statement);
  return Statement(statement, path_);
}

std::int64_t Database::pragma(const char* name) {
  Statement statement = prepare(std::string("PRAGMA ") + name);
  return statement.step() ? statement.integer(0) : 0;
}

void Database::mendSharedIndex() {
  const std::string index = path_ + "-shm";
  struct stat info{};
  if (::stat(index.c_str(), &info) != 0) return;
  if (info.st_size < sharedSize_) static_cast<void>(::truncate(index.c_str(), sharedSize_));
  sharedSize_ = std::max<std::int64_t>(sharedSize_, info.st_size);
}

std::int64_t Database::changes() const {
  return sqlite3_changes64(handle_);
}

Transaction::Transaction(Database& database) : database_(database) {
  database_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    database_.execute("ROLLBACK");
  } catch (const StoreFailure&) {
    // SQLite has rolled back by itself (disk full, I/O error).
  }
}

void Transaction::commit() {
  database_.execute("COMMIT");
  open_ = false;
}

ReadTransaction::ReadTransaction(Database& database) : database_(database) {
  database_.execute("BEGIN");
}

ReadTransaction::~ReadTransaction() {
  try {
    database_.execute("COMMIT");
  } catch (const StoreFailure&) {
    // A read has nothing to lose.
  }
}

}  // namespace footplate::store
