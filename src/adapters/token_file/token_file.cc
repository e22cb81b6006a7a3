#include "adapters/token_file/token_file.h"

#include <algorithm>

#include "adapters/file_lock.h"
#include "base/files.h"

namespace truename::adapters {
namespace {

constexpr std::size_t kFileLimitBytes = 1024 * 1024;  // parse_toml's own limit
constexpr std::size_t kTokenLimitBytes = 256;         // ours have 64; a longer one is nobody's

// No file is no principal: a data folder that was just made.
Result<std::string> read_text(const std::filesystem::path& file) {
  auto text = read_text_file(file, kFileLimitBytes);
  if (!text && text.error().code == ErrorCode::not_found) return std::string();
  return text;
}

Result<std::vector<PrincipalEntry>> read_entries(const std::filesystem::path& file) {
  const std::string text = TRY(read_text(file));
  return parse_principals(text, file.filename().string());
}

Status write_entries(const std::filesystem::path& file,
                     const std::vector<PrincipalEntry>& entries) {
  const std::string text = principals_text(entries);
  TRY_STATUS(parse_principals(text, file.filename().string()));  // never write what would not read
  return write_file(file, as_bytes(text), FileMode::owner_only);
}

}  // namespace

std::filesystem::path principals_path(const std::filesystem::path& data) {
  return data / "principals.toml";
}

TokenFile::TokenFile(std::filesystem::path file, const Clock& clock)
    : file_(std::move(file)), clock_(clock) {}

// The bytes are compared rather than the file's time, which two changes within a tick share; some
// 20 µs for a hundred principals.
Result<TokenFile::Entries> TokenFile::current() {
  auto text = read_text(file_);
  if (!text) return fail(ErrorCode::unavailable, std::move(text).error().message);
  const std::lock_guard lock(mutex_);
  if (entries_ && *text == text_) return entries_;
  auto parsed = parse_principals(*text, file_.filename().string());
  if (!parsed) return fail(ErrorCode::unavailable, std::move(parsed).error().message);
  text_ = *std::move(text);
  entries_ = std::make_shared<const std::vector<PrincipalEntry>>(*std::move(parsed));
  return entries_;
}

// Every entry is compared, whichever fits, so that time tells nothing of where.
Result<domain::Principal> TokenFile::authenticate(std::string_view token) {
  const Entries entries = TRY(current());
  const Digest hash = token_hash(token.substr(0, kTokenLimitBytes));
  const PrincipalEntry* found = nullptr;
  for (const PrincipalEntry& entry : *entries) {
    const bool same = equal_in_constant_time(entry.token_hash, hash);
    found = same && token.size() <= kTokenLimitBytes ? &entry : found;
  }
  if (found == nullptr) {
    return fail(ErrorCode::unauthenticated,
                "principal.unknown: Nobody here has this token; ask an administrator for one.");
  }
  const std::string& id = found->principal.id.get();
  if (found->standing == Standing::suspended) {
    return fail(ErrorCode::forbidden,
                "principal.suspended: " + id + " is suspended; an administrator can tell why.");
  }
  if (found->not_after && *found->not_after < date_of(clock_.now())) {
    return fail(ErrorCode::unauthenticated,
                "principal.expired: The token of " + id + " has expired; ask for a new one.");
  }
  return found->principal;
}

Result<std::string> add_principal(const std::filesystem::path& data, PrincipalEntry entry) {
  const FileLock lock = TRY(FileLock::take(data, "principals"));
  auto entries = TRY(read_entries(principals_path(data)));
  const bool taken = std::ranges::any_of(entries, [&entry](const PrincipalEntry& other) {
    return other.principal.id == entry.principal.id;
  });
  if (taken) {
    return fail(ErrorCode::conflict, "There is a principal " + entry.principal.id.get() +
                                         " already; ids are never given twice.");
  }
  std::string token = new_token();
  entry.token_hash = token_hash(token);
  entries.push_back(std::move(entry));
  TRY_STATUS(write_entries(principals_path(data), entries));
  return token;
}

Result<std::vector<PrincipalEntry>> list_principals(const std::filesystem::path& data) {
  return read_entries(principals_path(data));
}

Status set_standing(const std::filesystem::path& data, const domain::PrincipalId& id,
                    Standing standing) {
  const FileLock lock = TRY(FileLock::take(data, "principals"));
  auto entries = TRY(read_entries(principals_path(data)));
  const auto found = std::ranges::find_if(
      entries, [&id](const PrincipalEntry& entry) { return entry.principal.id == id; });
  if (found == entries.end()) {
    return fail(ErrorCode::not_found,
                "There is no principal " + id.get() + "; truename principal list shows them.");
  }
  found->standing = standing;
  return write_entries(principals_path(data), entries);
}

}  // namespace truename::adapters
