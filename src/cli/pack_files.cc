#include "cli/pack_files.h"

#include <algorithm>

#include "adapters/file_lock.h"
#include "base/files.h"

namespace truename::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPackLimitBytes = 1024 * 1024;  // parse_toml's own limit
constexpr std::size_t kSmallLimitBytes = 64 * 1024;

fs::path keys_path(const std::string& data) { return fs::path(data) / "trusted_keys.toml"; }

Result<std::string> text_or_nothing(const fs::path& file, std::size_t limit_bytes) {
  auto text = read_text_file(file, limit_bytes);
  if (!text && text.error().code == ErrorCode::not_found) return std::string();
  return text;
}

bool is_id(const std::string& text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace

Result<fs::path> pack_path(const fs::path& home, const std::string& pack) {
  const fs::path path = is_id(pack) ? home / "policies" / (pack + ".toml") : fs::path(pack);
  std::error_code ignored;
  if (path.extension() == ".toml" && fs::exists(path, ignored)) return path;
  return fail(ErrorCode::not_found, "There is no policy pack \"" + pack +
                                        "\"; name one of policies/, or the path of a .toml file.");
}

fs::path signature_path(const fs::path& pack_toml) {
  return fs::path(pack_toml).replace_extension(".sig");
}

Result<registration::PackFiles> read_pack_files(const fs::path& pack_toml) {
  registration::PackFiles files;
  files.id = pack_toml.stem().string();
  files.text = TRY(read_text_file(pack_toml, kPackLimitBytes));
  files.signature_text = TRY(text_or_nothing(signature_path(pack_toml), kSmallLimitBytes));
  files.cases_text =
      TRY(text_or_nothing(fs::path(pack_toml).replace_extension(".cases.toml"), kPackLimitBytes));
  return files;
}

Result<std::vector<policy::TrustedKey>> read_trusted_keys(const std::string& data) {
  const std::string text = TRY(text_or_nothing(keys_path(data), kSmallLimitBytes));
  return policy::parse_trusted_keys(text, "trusted_keys.toml");
}

Status add_trusted_key(const std::string& data, const policy::TrustedKey& key) {
  const adapters::FileLock lock = TRY(adapters::FileLock::take(data, "trusted_keys"));
  auto keys = TRY(read_trusted_keys(data));
  if (policy::find_key(keys, key.id)) {
    return fail(ErrorCode::conflict, "The key " + key.id + " is trusted already.");
  }
  keys.push_back(key);
  const std::string text = policy::trusted_keys_text(keys);
  TRY_STATUS(policy::parse_trusted_keys(text, "trusted_keys.toml"));  // its limits, before writing
  return write_file(keys_path(data), as_bytes(text), FileMode::readable);
}

Result<std::string> read_token(const std::string& given) {
  if (!given.starts_with('@')) return given;
  const std::string text = TRY(read_text_file(given.substr(1), kSmallLimitBytes));
  return text.substr(0, text.find('\n'));
}

}  // namespace truename::cli
