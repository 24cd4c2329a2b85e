// SQLite in a few words, for the store's own files only. Failures inside are thrown as StoreFailure and
// become a Result at RunStore's public functions; nothing is thrown out of the store.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace footplate::store {

struct StoreFailure {
  Error error;
  bool damaged = false;  // the file is no database, or a broken one
};

// A prepared statement of a Database, ready to bind. Reset when it goes.
class Statement {
 public:
  explicit Statement(sqlite3_stmt* statement, const std::string& doing)
      : statement_(statement), doing_(doing) {}
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  // In order, from the first parameter on.
  Statement& bind(std::string_view text);
  Statement& bind(std::int64_t number);
  Statement& bind(double number);  // NaN becomes NULL
  Statement& bindNull();
  Statement& bind(const std::optional<std::int64_t>& number) { return number ? bind(*number) : bindNull(); }

  bool step();  // true: there is a row
  void run();   // to its end

  std::string text(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;  // NULL is NaN
  bool isNull(int column) const;
  enum class Type { null, integer, real, text };
  Type type(int column) const;

 private:
  sqlite3_stmt* statement_;
  const std::string& doing_;
  int next_ = 1;
};

class Database {
 public:
  enum class Access { create, existing, readOnly };
  // Waits up to a minute where another process writes.
  Database(const std::string& path, Access access);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void execute(const char* sql);
  // Kept prepared under its text. One statement of one text at a time.
  Statement prepare(std::string_view sql);
  std::int64_t pragma(const char* name);
  std::int64_t changes() const;
  const std::string& path() const { return path_; }
  // Between two transactions: gives the index that connections share (-shm) its length back where another
  // program has cut it. What is mapped of it would end the process; SQLite makes what stood there anew.
  void mendSharedIndex();

 private:
  std::string path_;
  std::int64_t sharedSize_ = 0;  // of that index, as far as it was seen
  sqlite3* handle_ = nullptr;
  std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
};

// BEGIN IMMEDIATE … COMMIT; rolled back when it goes without commit().
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

// One consistent view for several SELECTs.
class ReadTransaction {
 public:
  explicit ReadTransaction(Database& database);
  ~ReadTransaction();
  ReadTransaction(const ReadTransaction&) = delete;
  ReadTransaction& operator=(const ReadTransaction&) = delete;

 private:
  Database& database_;
};

}  // namespace footplate::store
