#include "domain/activation.h"

#include <algorithm>

#include "base/fields.h"
#include "base/json.h"

namespace truename::domain {
namespace {

constexpr int kVersion = 1;
constexpr std::size_t kTextLimit = 256 * 1024;  // bytes; a pack's gaps are a few kilobytes
constexpr std::size_t kIdLimit = 64;

bool is_pack_id(std::string_view text) {
  return !text.empty() && text.size() <= kIdLimit && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Date read_date(Fields& in, std::string_view key) {
  const auto date = parse_date(in.text(key));
  if (!date) in.complain("needs \"" + std::string(key) + "\" as a date");
  return date.value_or(Date{});
}

PrincipalId read_principal(Fields& in, std::string_view key) {
  auto id = parse_principal_id(in.text(key));
  if (!id) in.complain("needs \"" + std::string(key) + "\" as a principal's id");
  return id ? *std::move(id) : PrincipalId();
}

std::string read_pack_id(Fields& in, std::string_view key) {
  std::string text = in.text(key);
  if (!is_pack_id(text)) in.complain("needs \"" + std::string(key) + "\" as a pack's id");
  return text;
}

Digest read_digest(Fields& in, std::string_view key) {
  const auto digest = parse_digest(in.text(key));
  if (!digest) in.complain("needs \"" + std::string(key) + "\" as a digest");
  return digest ? *digest : Digest{};
}

// The day before; only ever asked of a day that follows another.
Date day_before(const Date& date) {
  if (date.day > 1) return {date.year, date.month, date.day - 1};
  Date out{date.month > 1 ? date.year : date.year - 1, date.month > 1 ? date.month - 1 : 12, 31};
  while (!is_calendar_date(out)) --out.day;
  return out;
}

bool overlap(const Activation& one, const Activation& other, std::span<const Activation> all) {
  const auto one_end = last_day(one, all);
  const auto other_end = last_day(other, all);
  return (!other_end || one.effective_from <= *other_end) &&
         (!one_end || other.effective_from <= *one_end);
}

}  // namespace

std::string activation_text(const Activation& record) {
  Array gaps(record.accepted_gaps.begin(), record.accepted_gaps.end());
  Value out;
  out.set("version", kVersion)
      .set("kind", "pack_activation")
      .set("pack_id", record.pack_id)
      .set("pack_digest", digest_text(record.pack_digest))
      .set("effective_from", date_text(record.effective_from));
  if (record.effective_to) out.set("effective_to", date_text(*record.effective_to));
  if (!record.supersedes.empty()) out.set("supersedes", record.supersedes);
  out.set("key_id", record.key_id)
      .set("accepted_gaps", std::move(gaps))
      .set("by", record.by.get())
      .set("confirmed_by", record.confirmed_by.get())
      .set("at", timestamp_text(record.at));
  return write_json(out);
}

Result<Activation> parse_activation(std::string_view text) {
  if (text.size() > kTextLimit) {
    return fail(ErrorCode::too_large, "An activation record is over 256 KiB.");
  }
  const Value value = TRY(parse_json(text));
  Fields in(value, "The activation record");
  Activation out;
  if (in.integer("version") != kVersion) in.complain("has a version this program does not know");
  if (in.text("kind") != "pack_activation") in.complain("is of another kind");
  out.pack_id = read_pack_id(in, "pack_id");
  out.pack_digest = read_digest(in, "pack_digest");
  out.effective_from = read_date(in, "effective_from");
  if (in.has("effective_to")) out.effective_to = read_date(in, "effective_to");
  if (in.has("supersedes")) out.supersedes = read_pack_id(in, "supersedes");
  out.key_id = in.text("key_id");
  out.accepted_gaps = in.texts("accepted_gaps");
  out.by = read_principal(in, "by");
  out.confirmed_by = read_principal(in, "confirmed_by");
  const auto at = parse_timestamp(in.text("at"));
  if (!at) in.complain("needs \"at\" as a UTC time with milliseconds");
  out.at = at.value_or(Timestamp{});
  TRY_STATUS(in.finish());
  if (activation_text(out) != text) {
    return fail(ErrorCode::corrupt, "An activation record is not in canonical form; it changed.");
  }
  return out;
}

std::optional<Date> last_day(const Activation& record, std::span<const Activation> all) {
  std::optional<Date> last = record.effective_to;
  for (const Activation& later : all) {
    if (later.supersedes != record.pack_id) continue;
    // One that begins no later than what it supersedes leaves it no day at all.
    const Date end = day_before(later.effective_from);
    if (!last || end < *last) last = end;
  }
  return last;
}

Result<InForce> active_on(std::span<const Activation> all, const Date& date) {
  const Activation* found = nullptr;
  for (const Activation& record : all) {
    const auto last = last_day(record, all);
    if (date < record.effective_from || (last && *last < date)) continue;
    if (found != nullptr) {
      return fail(ErrorCode::conflict, "pack.two_in_force: " + found->pack_id + " and " +
                                           record.pack_id + " are both in force on " +
                                           date_text(date) + "; one must supersede the other.");
    }
    found = &record;
  }
  if (found != nullptr) return InForce{*found, last_day(*found, all)};
  return fail(ErrorCode::not_found,
              "pack.not_activated: No policy pack is activated and in force on " + date_text(date) +
                  "; two administrators run truename policy activate PACK.");
}

Status check_activation(std::span<const Activation> all, const Activation& record) {
  if (record.by == record.confirmed_by) {
    return fail(ErrorCode::bad_input,
                "two_persons: " + record.by.get() +
                    " cannot confirm the own act; another administrator must (R117).");
  }
  for (const Activation& earlier : all) {
    if (earlier.pack_id != record.pack_id) continue;
    if (earlier.pack_digest == record.pack_digest) {
      return fail(ErrorCode::conflict, "pack.already_activated: " + record.pack_id +
                                           " was activated at " + timestamp_text(earlier.at) +
                                           "; nothing is left to do.");
    }
    return fail(ErrorCode::conflict,
                "pack.id_reused: " + record.pack_id +
                    " was activated with another content; give the new "
                    "version an id of its own and name the old in supersedes.");
  }
  std::vector<Activation> after(all.begin(), all.end());
  after.push_back(record);
  for (const Activation& other : all) {
    if (!overlap(other, record, after)) continue;
    return fail(ErrorCode::conflict,
                "pack.two_in_force: " + record.pack_id + " and " + other.pack_id +
                    " would be in force on one day; name the older in supersedes, or end it with "
                    "effective_to.");
  }
  return {};
}

}  // namespace truename::domain
