#include "storage/day_counts.h"

#include <algorithm>
#include <vector>

#include "base/bytes.h"

namespace truename::storage {
namespace {

using domain::CaseRecord;
using registration::DayMarks;
using registration::StoredHistory;

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kLongestGapMs = 366 * 24 * kHourMs;  // that a pack may ask between two faces

// What a case is counted on, by the name of its counter; empty where the case names nothing.
struct Counter {
  const char* name;  // of domain::kOpeningCounters
  std::string of;
};

std::string identity_text(const CaseRecord& record, const Vault& vault) {
  const domain::HolderRecord* const holder = identity_of(record);
  return holder == nullptr ? "" : domain::holder_text(vault.holder_id(*holder));
}

// Pictures of one card are not always read with the same spaces.
std::string address_text(const CaseRecord& record) {
  std::string out = record.holder ? record.holder->address.reveal() : std::string();
  std::erase(out, ' ');
  return out;
}

std::vector<Counter> counters_of(const CaseRecord& record, const Vault& vault) {
  const domain::Origin& origin = record.evidence.origin;
  return {{"clerk_day", origin.clerk},
          {"outlet_day", origin.outlet},
          {"device_day", origin.device},
          {"address_day", address_text(record)},
          {"identity_day", identity_text(record, vault)}};
}

bool opens(const CaseRecord& record) {
  const auto kind = record.evidence.application.kind;
  return record.decision.outcome == domain::Outcome::approved &&
         (kind == domain::ApplicationKind::open || kind == domain::ApplicationKind::port_in);
}

std::string opened(std::string_view counter) { return "opened." + std::string(counter); }

bool face_was_tried(const CaseRecord& record) {
  return record.evidence.application.way == domain::Way::face &&
         record.evidence.face.stage != domain::FaceStage::not_examined;
}

}  // namespace

DayCounts::Mark DayCounts::mark(std::string_view day, std::string_view kind,
                                std::string_view of) const {
  std::string text = "truename-mark:" + std::string(day) + ":" + std::string(kind) + ":";
  text += of;
  const Digest digest = keyed_digest(vault_.store_key(), as_bytes(text));
  Mark out{};
  std::copy_n(digest.begin(), out.size(), out.begin());
  return out;
}

Result<bool> DayCounts::others_had(std::string_view kind, std::string_view of,
                                   std::string_view holder) {
  const Mark counted = mark(day_, kind, of);
  const Mark whose = mark(day_, "holder", holder);
  Rows rows = TRY(
      database_.query("SELECT others OR holder IS NOT ? FROM day_counts WHERE day = ? AND mark = ?",
                      {ByteView(whose), day_, ByteView(counted)}));
  return TRY(rows.next()) && rows.integer(0) != 0;
}

Result<int> DayCounts::number(std::string_view kind, std::string_view of) {
  const Mark counted = mark(day_, kind, of);
  Rows rows = TRY(database_.query("SELECT n FROM day_counts WHERE day = ? AND mark = ?",
                                  {day_, ByteView(counted)}));
  return TRY(rows.next()) ? static_cast<int>(rows.integer(0)) : 0;
}

Status DayCounts::add(std::string_view kind, std::string_view of, std::string_view holder) {
  const Mark counted = mark(day_, kind, of);
  const Mark whose = mark(day_, "holder", holder);
  return database_.execute(
      "INSERT INTO day_counts (day, mark, n, holder) VALUES (?1, ?2, 1, ?3) ON CONFLICT (day, "
      "mark) "
      "DO UPDATE SET n = n + 1, others = others OR holder IS NOT excluded.holder",
      {day_, ByteView(counted), holder.empty() ? Parameter() : Parameter(ByteView(whose))});
}

Result<std::optional<DayCounts::Sighting>> DayCounts::find_sighting(std::string_view kind,
                                                                    std::string_view of) {
  const Mark seen = mark("", kind, of);
  Rows rows = TRY(
      database_.query("SELECT first_ms, last_ms FROM sightings WHERE mark = ?", {ByteView(seen)}));
  if (!TRY(rows.next())) return std::optional<Sighting>();
  return std::optional(Sighting{Timestamp{rows.integer(0)}, Timestamp{rows.integer(1)}});
}

Status DayCounts::see(std::string_view kind, std::string_view of, Timestamp at) {
  const Mark seen = mark("", kind, of);
  return database_.execute(
      "INSERT INTO sightings (mark, kind, first_ms, last_ms) VALUES (?1, ?2, ?3, ?3) ON CONFLICT "
      "(mark) DO UPDATE SET last_ms = max(last_ms, excluded.last_ms)",
      {ByteView(seen), kind, at.unix_ms});
}

Status DayCounts::read(const CaseRecord& record, const DayMarks& marks, StoredHistory& history) {
  domain::HistoryEvidence& counted = history.counted;
  for (const Counter& counter : counters_of(record, vault_)) {
    if (counter.of.empty()) continue;
    const auto* const known =
        std::ranges::find(domain::kOpeningCounters, counter.name, &domain::OpeningCounter::name);
    counted.openings.*(known->count) = TRY(number(opened(counter.name), counter.of));
  }
  const domain::Origin& origin = record.evidence.origin;
  if (!origin.clerk.empty()) {
    history.exceptions_clerk_today = TRY(number("exception.clerk", origin.clerk));
    if (const auto seen = TRY(find_sighting("clerk", origin.clerk)))
      history.clerk_since = seen->first;
  }
  if (!origin.device.empty()) {
    counted.attempts_device_today = TRY(number("attempt.device", origin.device));
    if (const auto seen = TRY(find_sighting("device", origin.device))) {
      history.device_since = seen->first;
    }
  }
  const std::string identity = identity_text(record, vault_);
  if (identity.empty()) return {};
  counted.attempts_identity_today = TRY(number("attempt.identity", identity));
  history.closures_identity_today = TRY(number("closed.identity", identity));
  if (const auto face = TRY(find_sighting("biometric", identity))) {
    const std::int64_t past_ms = std::max<std::int64_t>(0, record.at.unix_ms - face->last.unix_ms);
    counted.hours_since_biometric = static_cast<int>(past_ms / kHourMs);
  }
  if (marks.artefacts.empty()) return {};
  counted.artefact_fresh = domain::Check::pass;
  for (const Digest& artefact : marks.artefacts) {
    if (TRY(others_had("artefact", to_hex(artefact), identity))) {
      counted.artefact_fresh = domain::Check::fail;
    }
  }
  return {};
}

Status DayCounts::check_limits(const CaseRecord& record, const DayMarks& marks) {
  for (const Counter& counter : counters_of(record, vault_)) {
    const auto limit =
        std::ranges::find(marks.limits, counter.name, &registration::OpeningLimit::name);
    if (limit == marks.limits.end() || counter.of.empty()) continue;
    if (TRY(number(opened(counter.name), counter.of)) < limit->most) continue;
    return fail(ErrorCode::conflict,
                "Meanwhile others have opened what \"" + limit->name + "\" allows; decide anew.");
  }
  return {};
}

Status DayCounts::count_sale(const CaseRecord& record) {
  for (const Counter& counter : counters_of(record, vault_)) {
    if (!counter.of.empty()) TRY_STATUS(add(opened(counter.name), counter.of));
  }
  return {};
}

// A copied picture is the same whoever holds it up; without an identity nobody can say whose it is.
Status DayCounts::count_face(const CaseRecord& record, const DayMarks& marks) {
  const std::string identity = identity_text(record, vault_);
  const std::string& device = record.evidence.origin.device;
  if (!device.empty()) TRY_STATUS(add("attempt.device", device));
  if (identity.empty()) return {};
  TRY_STATUS(add("attempt.identity", identity));
  if (record.evidence.face.stage == domain::FaceStage::examined) {
    TRY_STATUS(see("biometric", identity, record.at));
  }
  for (const Digest& artefact : marks.artefacts) {
    TRY_STATUS(add("artefact", to_hex(artefact), identity));
  }
  return {};
}

Status DayCounts::count(const CaseRecord& record, const DayMarks& marks) {
  const domain::Origin& origin = record.evidence.origin;
  if (opens(record)) {
    TRY_STATUS(check_limits(record, marks));
    TRY_STATUS(count_sale(record));
  }
  if (face_was_tried(record)) TRY_STATUS(count_face(record, marks));
  if (!origin.clerk.empty()) {
    TRY_STATUS(see("clerk", origin.clerk, record.at));
    if (record.evidence.application.way != domain::Way::face) {
      TRY_STATUS(add("exception.clerk", origin.clerk));
    }
  }
  if (!origin.device.empty()) TRY_STATUS(see("device", origin.device, record.at));
  return forget_old(record.at);
}

Status DayCounts::count_closure(const domain::HolderId& holder) {
  return add("closed.identity", domain::holder_text(holder));
}

Status DayCounts::forget_old(Timestamp now) {
  TRY_STATUS(database_.execute("DELETE FROM day_counts WHERE day < ?", {day_}));
  return database_.execute("DELETE FROM sightings WHERE kind = 'biometric' AND last_ms < ?",
                           {now.unix_ms - kLongestGapMs});
}

}  // namespace truename::storage
