#include "adapters/sd_jwt_vc/status_list.h"

#include <algorithm>
#include <optional>

#include "adapters/sd_jwt_vc/inflate.h"
#include "base/files.h"

namespace truename::adapters {
namespace {

using domain::Check;

constexpr std::size_t kFileLimitBytes = 1024 * 1024;       // parse_json's limit with its base64
constexpr std::size_t kListLimitBytes = 16 * 1024 * 1024;  // 134 million credentials of one bit
constexpr std::int64_t kSkewS = 60;

std::optional<std::int64_t> integer_in(const Value& object, std::string_view key) {
  const Value* const value = object.find(key);
  const auto* const integer = value == nullptr ? nullptr : value->as<std::int64_t>();
  return integer == nullptr ? std::nullopt : std::optional(*integer);
}

// A list that does not say how long it holds is not relied upon.
bool holds_now(const Value& payload, Timestamp now) {
  constexpr std::int64_t kLongest = std::int64_t{1} << 40;  // far beyond, and no sum overflows
  const std::int64_t now_s = now.unix_ms / 1000;
  const auto issued = integer_in(payload, "iat");
  const auto expires = integer_in(payload, "exp");
  const auto lives = integer_in(payload, "ttl");
  if (!issued || *issued < 0 || *issued > now_s + kSkewS || (!expires && !lives)) return false;
  if (expires && *expires < now_s) return false;
  return !lives || (*lives >= 0 && *lives < kLongest && *issued + *lives >= now_s);
}

// Token Status List §4.1: the first status in the lowest bits of the first byte.
Check status_at(const Bytes& list, std::int64_t bits, std::int64_t index) {
  const std::int64_t per_byte = 8 / bits;
  if (index < 0 || index / per_byte >= static_cast<std::int64_t>(list.size())) {
    return Check::not_applicable;
  }
  const unsigned byte = list[static_cast<std::size_t>(index / per_byte)];
  const unsigned status =
      byte >> (index % per_byte * bits) & ((1U << static_cast<unsigned>(bits)) - 1);
  if (status == 0) return Check::pass;                       // VALID
  return status <= 2 ? Check::fail : Check::not_applicable;  // INVALID, SUSPENDED; others' own
}

}  // namespace

std::string StatusFolder::file_name(const std::string& uri) {
  return to_hex(sha256(as_bytes(uri))) + ".jwt";
}

Result<std::string> StatusFolder::list_of(const std::string& uri) {
  std::string text = TRY(read_text_file(folder_ / file_name(uri), kFileLimitBytes));
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

Check read_status(std::string_view list, const StatusReference& reference,
                  const std::vector<PublicKey>& keys, Timestamp now) {
  const auto jws = parse_jws(list, "status list");
  if (!jws || typ_of(*jws) != "statuslist+jwt") return Check::not_applicable;
  const bool trusted = std::any_of(keys.begin(), keys.end(),
                                   [&](const PublicKey& key) { return is_signed_by(*jws, key); });
  const bool same = text_in(jws->payload, "sub") == reference.uri;
  const Value* const status_list = jws->payload.find("status_list");
  if (!trusted || !same || status_list == nullptr || !holds_now(jws->payload, now)) {
    return Check::not_applicable;
  }
  const std::int64_t bits = integer_in(*status_list, "bits").value_or(0);
  if (bits != 1 && bits != 2 && bits != 4 && bits != 8) return Check::not_applicable;
  const auto packed = from_base64url(text_in(*status_list, "lst"));
  if (!packed) return Check::not_applicable;
  const auto statuses = inflate_all(*packed, kListLimitBytes);
  return statuses ? status_at(*statuses, bits, reference.index) : Check::not_applicable;
}

}  // namespace truename::adapters
