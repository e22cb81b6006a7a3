#include "storage/database.h"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <thread>

#include "base/check.h"

namespace truename::storage {
namespace {

constexpr int kBusyTimeoutMs = 2000;  // longer than any group commit, short for a person waiting

// ---- Page tags: a thin layer over SQLite's file access that seals each page on its way out.
// SQLite leaves the last kTagBytes of every page to us (its "reserved bytes"); what it calls free
// space inside a page is covered too, which no check of the content could do.
constexpr int kPageBytes = 4096;
constexpr int kTagBytes = 16;
constexpr const char* kTaggedFiles = "truename-tagged-pages";

using PageTag = std::array<std::uint8_t, kTagBytes>;

PageTag tag_of(std::int64_t offset, const std::uint8_t* page) {
  std::array<std::uint8_t, 8> place;
  for (std::size_t i = 0; i < place.size(); ++i) {
    place[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(offset) >> (8 * i));
  }
  const Digest whole = Sha256().add(place).add({page, kPageBytes - kTagBytes}).finish();
  PageTag tag;
  std::copy_n(whole.begin(), tag.size(), tag.begin());
  return tag;
}

bool is_page(int bytes, std::int64_t offset) {
  return bytes == kPageBytes && offset % kPageBytes == 0;
}

// SQLite's own file stands in memory right behind ours; see szOsFile below.
struct TaggedFile {
  sqlite3_file base;
};

sqlite3_file* plain_file(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<TaggedFile*>(file) + 1);
}

template <auto kMethod, class... Args>
int pass_on(sqlite3_file* file, Args... args) {
  sqlite3_file* const plain = plain_file(file);
  return (plain->pMethods->*kMethod)(plain, args...);
}

int read_tagged(sqlite3_file* file, void* out, int bytes, sqlite3_int64 offset) {
  const int code = pass_on<&sqlite3_io_methods::xRead>(file, out, bytes, offset);
  if (code != SQLITE_OK || !is_page(bytes, offset)) return code;
  const auto* page = static_cast<const std::uint8_t*>(out);
  const PageTag tag = tag_of(offset, page);
  return std::equal(tag.begin(), tag.end(), page + kPageBytes - kTagBytes) ? SQLITE_OK
                                                                           : SQLITE_IOERR_DATA;
}

int write_tagged(sqlite3_file* file, const void* in, int bytes, sqlite3_int64 offset) {
  if (!is_page(bytes, offset)) return pass_on<&sqlite3_io_methods::xWrite>(file, in, bytes, offset);
  std::array<std::uint8_t, kPageBytes> page;
  std::copy_n(static_cast<const std::uint8_t*>(in), kPageBytes, page.begin());
  const PageTag tag = tag_of(offset, page.data());
  std::copy(tag.begin(), tag.end(), page.end() - kTagBytes);
  return pass_on<&sqlite3_io_methods::xWrite>(file, static_cast<const void*>(page.data()), bytes,
                                              offset);
}

void shm_barrier(sqlite3_file* file) {
  sqlite3_file* const plain = plain_file(file);
  plain->pMethods->xShmBarrier(plain);
}

const sqlite3_io_methods kTaggedMethods = {
    .iVersion = 2,  // without memory mapping, which would read past us
    .xClose = pass_on<&sqlite3_io_methods::xClose>,
    .xRead = read_tagged,
    .xWrite = write_tagged,
    .xTruncate = pass_on<&sqlite3_io_methods::xTruncate>,
    .xSync = pass_on<&sqlite3_io_methods::xSync>,
    .xFileSize = pass_on<&sqlite3_io_methods::xFileSize>,
    .xLock = pass_on<&sqlite3_io_methods::xLock>,
    .xUnlock = pass_on<&sqlite3_io_methods::xUnlock>,
    .xCheckReservedLock = pass_on<&sqlite3_io_methods::xCheckReservedLock>,
    .xFileControl = pass_on<&sqlite3_io_methods::xFileControl>,
    .xSectorSize = pass_on<&sqlite3_io_methods::xSectorSize>,
    .xDeviceCharacteristics = pass_on<&sqlite3_io_methods::xDeviceCharacteristics>,
    .xShmMap = pass_on<&sqlite3_io_methods::xShmMap>,
    .xShmLock = pass_on<&sqlite3_io_methods::xShmLock>,
    .xShmBarrier = shm_barrier,
    .xShmUnmap = pass_on<&sqlite3_io_methods::xShmUnmap>,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

// Only the database file has tags; its log (WAL) and its journals have checksums of SQLite's own.
int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  auto* const plain_vfs = static_cast<sqlite3_vfs*>(vfs->pAppData);
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0) {
    return plain_vfs->xOpen(plain_vfs, name, file, flags, out_flags);
  }
  file->pMethods = nullptr;  // SQLite closes what failed to open only when this is set
  const int code = plain_vfs->xOpen(plain_vfs, name, plain_file(file), flags, out_flags);
  if (code == SQLITE_OK) file->pMethods = &kTaggedMethods;
  return code;
}

// SQLite knows file layers by name, in one table of the process.
void register_tagged_files() {
  static std::once_flag once;
  std::call_once(once, [] {
    static sqlite3_vfs tagged;
    sqlite3_vfs* const plain = sqlite3_vfs_find(nullptr);
    CHECK(plain != nullptr);
    tagged = *plain;
    tagged.pNext = nullptr;
    tagged.zName = kTaggedFiles;
    tagged.pAppData = plain;
    tagged.szOsFile = static_cast<int>(sizeof(TaggedFile)) + plain->szOsFile;
    tagged.xOpen = open_file;
    CHECK(sqlite3_vfs_register(&tagged, 0) == SQLITE_OK);
  });
}

// ---- Errors: what a person can do about each of SQLite's.
tl::unexpected<Error> failure(int extended, sqlite3* database) {
  if (extended == SQLITE_IOERR_DATA) {
    return fail(ErrorCode::corrupt,
                "A page of truename.db was changed outside truename; restore from a backup.");
  }
  switch (extended & 0xff) {
    case SQLITE_FULL:
      return fail(ErrorCode::unavailable, "The disk is full; free space and try again.");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fail(ErrorCode::unavailable,
                  "The database is locked by another process; stop the other process.");
    case SQLITE_IOERR:
      return fail(ErrorCode::unavailable,
                  "The database cannot be read or written; free space or look at the disk.");
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return fail(ErrorCode::unavailable,
                  "The database cannot be opened for writing; look at the folder's permissions.");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return fail(ErrorCode::corrupt,
                  "truename.db is damaged or no truename database; restore from a backup.");
    case SQLITE_CONSTRAINT:
      return fail(ErrorCode::conflict, "Another sale took the same place; ask again.");
    default:
      return fail(ErrorCode::internal, std::string("SQLite failed (") + sqlite3_errmsg(database) +
                                           "); report this to the operator.");
  }
}

}  // namespace

struct Database::Connection {
  sqlite3* sqlite = nullptr;
  std::map<std::string, sqlite3_stmt*, std::less<>> statements;

  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() {
    for (const auto& [sql, statement] : statements) sqlite3_finalize(statement);
    sqlite3_close(sqlite);
  }
  tl::unexpected<Error> failed() const { return failure(sqlite3_extended_errcode(sqlite), sqlite); }
  Status open(const char* path, int flags, const char* file_layer) {
    register_tagged_files();
    const int threads = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (sqlite3_open_v2(path, &sqlite, flags | threads, file_layer) != SQLITE_OK) return failed();
    sqlite3_busy_timeout(sqlite, kBusyTimeoutMs);
    int reserved = kTagBytes;  // takes effect when the file is created, and is kept in it
    sqlite3_file_control(sqlite, nullptr, SQLITE_FCNTL_RESERVE_BYTES, &reserved);
    return {};
  }
};

Rows::~Rows() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

Result<bool> Rows::next() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return failure(code, sqlite3_db_handle(statement_));
}

bool Rows::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Rows::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Rows::text(int column) const { return std::string(as_text(bytes(column))); }

Bytes Rows::bytes(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
  const int size = sqlite3_column_bytes(statement_, column);
  return data == nullptr ? Bytes() : Bytes(data, data + size);
}

Digest Rows::digest(int column) const {
  const Bytes value = bytes(column);
  Digest digest{};
  if (value.size() == digest.size()) std::copy(value.begin(), value.end(), digest.begin());
  return digest;
}

Database::Database(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Database::Database(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const std::filesystem::path& path, Access access) {
  const int flags = access == Access::read_only ? SQLITE_OPEN_READONLY
                                                : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  auto connection = std::make_unique<Connection>();
  TRY_STATUS(connection->open(path.c_str(), flags, kTaggedFiles));
  Database database(std::move(connection));
  TRY_STATUS(database.run_script("PRAGMA foreign_keys = ON; PRAGMA mmap_size = 0;"));
  if (access == Access::read_only) return database;
  // A restarted WAL is cut, so that no bytes of an older one stay behind. 64 MiB hold the upper
  // pages of every index of some million lines; each page read anew costs its tag.
  TRY_STATUS(
      database.run_script("PRAGMA page_size = 4096; PRAGMA journal_mode = WAL;"
                          "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 0;"
                          "PRAGMA secure_delete = ON; PRAGMA cache_size = -65536;"
                          "PRAGMA wal_autocheckpoint = 4000;"));
  return database;
}

Result<Database> Database::open_in_memory() {
  auto connection = std::make_unique<Connection>();
  TRY_STATUS(connection->open(":memory:", SQLITE_OPEN_READWRITE, nullptr));
  return Database(std::move(connection));
}

namespace {

int bind(sqlite3_stmt* statement, int place, const Parameter& parameter) {
  if (const auto* integer = std::get_if<std::int64_t>(&parameter)) {
    return sqlite3_bind_int64(statement, place, *integer);
  }
  if (const auto* text = std::get_if<std::string_view>(&parameter)) {
    return sqlite3_bind_text64(statement, place, text->empty() ? "" : text->data(), text->size(),
                               SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  if (const auto* bytes = std::get_if<ByteView>(&parameter)) {
    return sqlite3_bind_blob64(statement, place, bytes->data(), bytes->size(), SQLITE_TRANSIENT);
  }
  return sqlite3_bind_null(statement, place);
}

}  // namespace

Result<Rows> Database::query(std::string_view sql, std::initializer_list<Parameter> parameters) {
  auto found = connection_->statements.find(sql);
  if (found == connection_->statements.end()) {
    sqlite3_stmt* statement = nullptr;
    const int code =
        sqlite3_prepare_v3(connection_->sqlite, sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return connection_->failed();
    found = connection_->statements.emplace(sql, statement).first;
  }
  CHECK(sqlite3_stmt_busy(found->second) == 0);
  Rows rows(found->second);
  int place = 1;
  for (const Parameter& parameter : parameters) {
    if (bind(found->second, place++, parameter) != SQLITE_OK) return connection_->failed();
  }
  return rows;
}

Status Database::execute(std::string_view sql, std::initializer_list<Parameter> parameters) {
  Rows rows = TRY(query(sql, parameters));
  while (TRY(rows.next())) {
  }
  return {};
}

Status Database::run_script(const std::string& sql) {
  const int code = sqlite3_exec(connection_->sqlite, sql.c_str(), nullptr, nullptr, nullptr);
  if (code == SQLITE_OK) return {};
  const auto failed = connection_->failed();
  if (in_transaction()) sqlite3_exec(connection_->sqlite, "ROLLBACK", nullptr, nullptr, nullptr);
  return failed;
}

bool Database::in_transaction() const { return sqlite3_get_autocommit(connection_->sqlite) == 0; }

Status Database::check_pages() {
  constexpr int kAttempts = 5;  // a page may be on its way out of the WAL of a running truename
  sqlite3_file* file = nullptr;
  sqlite3_file_control(connection_->sqlite, nullptr, SQLITE_FCNTL_FILE_POINTER, &file);
  sqlite3_int64 size = 0;
  CHECK(file != nullptr && file->pMethods != nullptr);
  if (file->pMethods->xFileSize(file, &size) != SQLITE_OK) return connection_->failed();
  if (size % kPageBytes != 0) {
    return fail(ErrorCode::corrupt, "truename.db was cut or added to; restore from a backup.");
  }
  std::array<std::uint8_t, kPageBytes> page;
  for (sqlite3_int64 offset = 0; offset < size; offset += kPageBytes) {
    int code = SQLITE_IOERR_DATA;
    for (int attempt = 0; attempt < kAttempts && code == SQLITE_IOERR_DATA; ++attempt) {
      if (attempt > 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
      code = file->pMethods->xRead(file, page.data(), kPageBytes, offset);
    }
    if (code != SQLITE_OK) return failure(code, connection_->sqlite);
  }
  return {};
}

}  // namespace truename::storage
