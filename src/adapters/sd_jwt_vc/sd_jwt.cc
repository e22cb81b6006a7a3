#include "adapters/sd_jwt_vc/sd_jwt.h"

#include <map>
#include <set>

#include "base/json.h"

namespace truename::adapters {
namespace {

constexpr int kDepthLimit = 32;  // of disclosures within disclosures, as parse_json's of one

// [salt, name, value], or [salt, value] for an item of a list.
struct Disclosure {
  Value parts;
  bool used = false;
  const Array& items() const { return *parts.as<Array>(); }
};

std::optional<Disclosure> parse_disclosure(std::string_view text) {
  const auto bytes = from_base64url(text);
  if (!bytes) return std::nullopt;
  auto value = parse_json(as_text(*bytes));
  const Array* const items = value ? value->as<Array>() : nullptr;
  if (items == nullptr || (items->size() != 2 && items->size() != 3)) return std::nullopt;
  if (items->front().as<std::string>() == nullptr) return std::nullopt;
  return Disclosure{*std::move(value)};
}

// RFC 9901 §7.1 step 3: every digest once, every disclosure in the one place that names it.
class Placing {
 public:
  explicit Placing(std::map<std::string, Disclosure> disclosures)
      : disclosures_(std::move(disclosures)) {}

  bool place_in(const Value& value, int depth, Object* claims) {
    if (depth > kDepthLimit) return false;
    if (const auto* const list = value.as<Array>()) {
      for (const Value& item : *list) {
        if (!place_item(item, depth)) return false;
      }
      return true;
    }
    const auto* const members = value.as<Object>();
    if (members == nullptr) return true;
    for (const Member& member : *members) {
      const bool fits = member.first == "_sd" ? place_members(value, member.second, depth, claims)
                                              : place_in(member.second, depth + 1, nullptr);
      if (!fits) return false;
    }
    return true;
  }
  bool all_used() const {
    for (const auto& [digest, one] : disclosures_) {
      if (!one.used) return false;
    }
    return true;
  }

 private:
  // False when the digest stands twice; null when it is a decoy or was not disclosed.
  bool take(const Value& digest, Disclosure*& out) {
    const auto* const text = digest.as<std::string>();
    if (text == nullptr || !seen_.insert(*text).second) return false;
    const auto found = disclosures_.find(*text);
    out = found == disclosures_.end() ? nullptr : &found->second;
    if (out != nullptr) out->used = true;
    return true;
  }
  bool place_item(const Value& item, int depth) {
    const Value* const digest = item.find("...");
    if (digest == nullptr) return place_in(item, depth + 1, nullptr);
    Disclosure* found = nullptr;
    if (item.as<Object>()->size() != 1 || !take(*digest, found)) return false;
    if (found == nullptr) return true;
    return found->items().size() == 2 && place_in(found->items()[1], depth + 1, nullptr);
  }
  bool place_members(const Value& object, const Value& digests, int depth, Object* claims) {
    const auto* const list = digests.as<Array>();
    if (list == nullptr) return false;
    std::set<std::string> names;
    for (const Value& digest : *list) {
      Disclosure* found = nullptr;
      if (!take(digest, found)) return false;
      if (found == nullptr) continue;
      if (found->items().size() != 3) return false;
      const auto* const name = found->items()[1].as<std::string>();
      if (name == nullptr || *name == "_sd" || *name == "...") return false;
      if (object.find(*name) != nullptr || !names.insert(*name).second) return false;
      if (!place_in(found->items()[2], depth + 1, nullptr)) return false;
      if (claims != nullptr) claims->emplace_back(*name, found->items()[2]);
    }
    return true;
  }

  std::map<std::string, Disclosure> disclosures_;  // by digest
  std::set<std::string> seen_;
};

Result<std::vector<std::string>> split(std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t from = 0;;) {
    const std::size_t to = text.find('~', from);
    parts.emplace_back(text.substr(from, to == text.npos ? to : to - from));
    if (to == text.npos) return parts;
    if (parts.size() > kDisclosureLimit + 1) {
      return fail(ErrorCode::too_large, "The presentation has over 64 disclosures.");
    }
    from = to + 1;
  }
}

}  // namespace

Result<SdJwt> parse_sd_jwt(std::string_view text) {
  if (text.size() > kPresentationLimitBytes) {
    return fail(ErrorCode::too_large, "The presentation is over 64 KiB.");
  }
  const std::vector<std::string> parts = TRY(split(text));
  if (parts.size() < 2) {
    return fail(ErrorCode::bad_input, "The presentation is no SD-JWT: it has no \"~\".");
  }
  SdJwt out;
  out.issued = TRY(parse_jws(parts.front(), "credential"));
  for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
    if (!parse_disclosure(parts[i])) {
      return fail(ErrorCode::bad_input, "A disclosure of the presentation cannot be read.");
    }
    out.disclosures.push_back(parts[i]);
  }
  out.bound_text = text.substr(0, text.size() - parts.back().size());
  if (!parts.back().empty()) out.key_binding = TRY(parse_jws(parts.back(), "key binding"));
  return out;
}

Disclosed disclose(const SdJwt& sd_jwt) {
  const Value& payload = sd_jwt.issued.payload;
  if (payload.find("_sd_alg") != nullptr && text_in(payload, "_sd_alg") != "sha-256") return {};
  std::map<std::string, Disclosure> disclosures;
  for (const std::string& text : sd_jwt.disclosures) {
    auto one = parse_disclosure(text);
    const bool fresh =
        one && disclosures.emplace(to_base64url(sha256(as_bytes(text))), *std::move(one)).second;
    if (!fresh) return {};
  }
  Placing placing(std::move(disclosures));
  Disclosed out;
  out.fits = placing.place_in(payload, 0, &out.claims) && placing.all_used();
  if (!out.fits) out.claims.clear();
  return out;
}

}  // namespace truename::adapters
