#include "adapters/pack_folder/pack_folder.h"

#include <algorithm>

#include "adapters/file_lock.h"
#include "base/files.h"

namespace truename::adapters {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLogLimitBytes = 8 * 1024 * 1024;  // a pack a week for decades
constexpr std::size_t kPackLimitBytes = 1024 * 1024;     // parse_toml's own limit
constexpr std::size_t kSignatureLimitBytes = 4096;

// No file: nothing was activated yet.
Result<std::string> read_log(const fs::path& file) {
  auto text = read_text_file(file, kLogLimitBytes);
  if (!text && text.error().code == ErrorCode::not_found) return std::string();
  return text;
}

Result<std::string> read_kept(const fs::path& file, std::size_t limit_bytes) {
  auto text = read_text_file(file, limit_bytes);
  if (text || text.error().code != ErrorCode::not_found) return text;
  return fail(ErrorCode::not_found, "pack.missing: " + file.string() +
                                        " is gone, so the pack in force cannot be read; put the "
                                        "activated bytes back.");
}

}  // namespace

Result<std::vector<domain::Activation>> parse_activations(std::string_view text) {
  std::vector<domain::Activation> out;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    auto record = domain::parse_activation(text.substr(0, end));
    if (!record) {
      return fail(ErrorCode::corrupt, "activations.log line " + std::to_string(out.size() + 1) +
                                          " was changed: " + record.error().message);
    }
    out.push_back(*std::move(record));
    text.remove_prefix(end + 1);
  }
  return out;
}

Status PackFolder::activate(const domain::Activation& record) {
  const FileLock lock = TRY(FileLock::take(data_, "activations"));
  std::string text = TRY(read_log(log()));
  text.erase(text.rfind('\n') + 1);  // npos + 1 is 0: a half first line goes as well
  const auto earlier = TRY(parse_activations(text));
  TRY_STATUS(domain::check_activation(earlier, record));
  text += domain::activation_text(record) + "\n";
  if (text.size() > kLogLimitBytes) {
    return fail(ErrorCode::too_large, "activations.log is over 8 MiB; begin a new data folder.");
  }
  return write_file(log(), as_bytes(text), FileMode::readable);
}

Result<std::vector<domain::Activation>> PackFolder::all() {
  return parse_activations(TRY(read_log(log())));
}

Result<domain::InForce> PackFolder::active_on(const Date& date) {
  const auto records = TRY(all());
  return domain::active_on(records, date);
}

Result<std::optional<domain::Activation>> PackFolder::find(const Digest& pack_digest) {
  const auto records = TRY(all());
  const auto found = std::ranges::find(records, pack_digest, &domain::Activation::pack_digest);
  return found == records.end() ? std::nullopt : std::optional(*found);
}

fs::path PackFolder::shelf(const Digest& pack_digest) const {
  return data_ / "packs" / to_hex(pack_digest);
}

Status PackFolder::keep(const registration::PackFiles& files) {
  const fs::path folder = shelf(sha256(as_bytes(files.text)));
  std::error_code ignored;  // the write says what is wrong
  fs::create_directories(folder, ignored);
  TRY_STATUS(write_file(folder / (files.id + ".toml"), as_bytes(files.text), FileMode::readable));
  return write_file(folder / (files.id + ".sig"), as_bytes(files.signature_text),
                    FileMode::readable);
}

// The id was checked when the record was parsed: it names a file and no way out of the folder.
Result<registration::PackFiles> PackFolder::read(const domain::Activation& record) {
  const fs::path folder = shelf(record.pack_digest);
  registration::PackFiles files;
  files.id = record.pack_id;
  files.text = TRY(read_kept(folder / (record.pack_id + ".toml"), kPackLimitBytes));
  auto signature = read_text_file(folder / (record.pack_id + ".sig"), kSignatureLimitBytes);
  if (signature) files.signature_text = *std::move(signature);
  const bool absent = !signature && signature.error().code == ErrorCode::not_found;
  if (!signature && !absent) return fail(std::move(signature).error());
  return files;
}

}  // namespace truename::adapters
