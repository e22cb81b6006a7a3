// Database: one SQLite connection and its statements; the only face of SQLite, and no SQL itself.
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/bytes.h"
#include "base/crypto.h"
#include "base/result.h"

struct sqlite3_stmt;

namespace truename::storage {

// null, integer, text or bytes.
using Parameter = std::variant<std::monostate, std::int64_t, std::string_view, ByteView>;

// The rows of one running query. It must go before its Database, and before the same SQL is asked
// again. Columns count from 0.
class Rows {
 public:
  explicit Rows(sqlite3_stmt* statement) : statement_(statement) {}
  ~Rows();
  Rows(Rows&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
  Rows& operator=(Rows&&) = delete;

  Result<bool> next();  // false after the last row
  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  std::string text(int column) const;
  Bytes bytes(int column) const;
  // All zero when the column holds anything but 32 bytes; nothing hashes to that.
  Digest digest(int column) const;

 private:
  sqlite3_stmt* statement_;
};

enum class Access { read_write, read_only };

// Used by one thread at a time. Every page of the file carries a tag over its bytes, so that a
// change anywhere in it, used or not, is told as corrupt (docs/decisions in verify_store.h).
class Database {
 public:
  // WAL, synchronous = FULL, foreign keys. Errors as in the table of database.cc: unavailable for
  // a full disk or a lock of another process, corrupt for changed bytes.
  static Result<Database> open(const std::filesystem::path& path, Access access);
  static Result<Database> open_in_memory();
  ~Database();
  Database(Database&&) noexcept;
  Database& operator=(Database&&) = delete;

  // Statements are prepared once per SQL text and kept.
  Result<Rows> query(std::string_view sql, std::initializer_list<Parameter> parameters = {});
  // A query whose rows nobody wants.
  Status execute(std::string_view sql, std::initializer_list<Parameter> parameters = {});
  Status run_script(const std::string& sql);
  // Whether a transaction is open; a full disk may have ended it.
  bool in_transaction() const;
  // Reads every page of the file and holds it to its tag.
  Status check_pages();

 private:
  struct Connection;
  explicit Database(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

}  // namespace truename::storage
