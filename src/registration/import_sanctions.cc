#include "registration/import_sanctions.h"

#include <algorithm>
#include <map>
#include <optional>

#include "registration/change_line.h"
#include "registration/history_of.h"
#include "registration/permission.h"

namespace truename::registration {
namespace {

using domain::EventKind;

// When a list lets go of somebody, the line's clock still ends it: this far from now, which is
// longer than a commit takes.
constexpr Duration kLiftAfter{60'000};

Timestamp start_of(const Date& day) {
  return parse_timestamp(date_text(day) + "T00:00:00.000Z").value_or(Timestamp{});
}

Result<std::vector<domain::SanctionEntry>> key_rows(const SanctionImport& import,
                                                    const Setting& setting) {
  const Store& store = setting.ports.store;
  std::map<std::pair<domain::HolderId, Date>, std::size_t> places;
  std::vector<domain::SanctionEntry> out;
  out.reserve(import.rows.size());
  for (const SanctionRow& row : import.rows) {
    const domain::HolderId holder = store.holder_id(as_counted(row.identity, setting.pack));
    const auto [earlier, fresh] = places.try_emplace({holder, row.from}, row.place);
    if (!fresh) {
      return fail(ErrorCode::bad_input,
                  "Line " + std::to_string(row.place) + ": the same identity begins on the same " +
                      "day in line " + std::to_string(earlier->second) + "; keep one of them.");
    }
    out.push_back({holder, row.grade, row.from, row.until});
  }
  return out;
}

// Who is on a list, and until when.
using Listed = std::map<domain::HolderId, ListedHolder>;

Result<Listed> listed_today(SanctionLists& lists, const Date& today) {
  Listed out;
  for (ListedHolder& one : TRY(lists.in_force(today))) {
    const domain::HolderId holder = one.holder;
    out.emplace(holder, std::move(one));
  }
  return out;
}

// When the sanction that a line bears ends: the clock that the pack's table starts at the end date.
std::optional<Timestamp> running_end(const domain::Life& life, const policy::LifeTable& table) {
  for (const policy::LifeTransition& move : table.transitions) {
    if (move.on != EventKind::sanction) continue;
    for (const policy::ClockStart& start : move.start) {
      const std::string& id = table.clocks[start.clock].id;
      const auto found = std::ranges::find(life.clocks, id, &domain::RunningClock::id);
      if (start.at_end_date && found != life.clocks.end()) return found->due;
    }
  }
  return std::nullopt;
}

class Teller {
 public:
  Teller(const Setting& setting, domain::SanctionHead list)
      : setting_(setting), list_(std::move(list)), now_(setting.ports.clock.now()) {}

  // `before` and `after`: how lists spoke of the holder; null when none did.
  Status tell(const domain::HolderId& holder, const ListedHolder* before,
              const ListedHolder* after) {
    for (const domain::Life& life : TRY(setting_.ports.store.lives().held_by(holder))) {
      const auto due = running_end(life, setting_.pack.life);
      const auto end = after != nullptr ? std::optional(start_of(after->until)) : std::nullopt;
      // Only an end that a list gave follows the list: an officer's own measure stays.
      const bool ours = before != nullptr && due == start_of(before->until);
      if (end && (!due || *due < *end || (ours && due != end))) {
        TRY_STATUS(tell_line(life, *end, after->list, told_.told));
      } else if (!end && ours) {
        TRY_STATUS(tell_line(life, now_ + kLiftAfter, list_, told_.lifted));
      }
    }
    return {};
  }
  ToldLines result() && { return std::move(told_); }

 private:
  // The key names the import and the life's revision, so that nothing is told twice.
  Status tell_line(const domain::Life& life, Timestamp until, const domain::SanctionHead& list,
                   std::size_t& counter) {
    const domain::Msisdn& msisdn = life.line.msisdn;
    domain::LifeEvent event;
    event.kind = EventKind::sanction;
    event.key = "sanction:" + list.id + ":" + std::to_string(list.imported_at.unix_ms) + ":" +
                msisdn.get() + ":" + std::to_string(life.revision);
    event.by = list.by;
    event.until = until;
    event.reason = list.id;
    const LifeChange change =
        TRY(change_line(msisdn, std::move(event),
                        {setting_.pack, setting_.ports.store.lives(), setting_.ports.clock}));
    if (change.refusal) {
      told_.refused.push_back({msisdn, change.refusal->code});
    } else {
      ++counter;
    }
    return {};
  }

  const Setting& setting_;
  const domain::SanctionHead list_;
  const Timestamp now_;
  ToldLines told_;
};

const ListedHolder* find_in(const Listed& listed, const domain::HolderId& holder) {
  const auto found = listed.find(holder);
  return found == listed.end() ? nullptr : &found->second;
}

Result<ToldLines> tell_difference(const Listed& before, const Listed& after,
                                  const domain::SanctionHead& list, const Setting& setting) {
  Teller teller(setting, list);
  for (const auto& [holder, listed] : after) {
    TRY_STATUS(teller.tell(holder, find_in(before, holder), &listed));
  }
  for (const auto& [holder, listed] : before) {
    if (!after.contains(holder)) TRY_STATUS(teller.tell(holder, &listed, nullptr));
  }
  return std::move(teller).result();
}

Status check_import(const SanctionImport& import) {
  TRY_STATUS(permit(import.actor, Act::import_sanctions));
  if (!domain::is_list_id(import.list)) {
    return fail(ErrorCode::bad_input,
                "A list's id has 1 to 48 characters a-z, 0-9, \"-\" and \".\"; choose another.");
  }
  if (import.rows.size() <= kSanctionRowsLimit) return {};
  return fail(ErrorCode::too_large, "A list has at most 200,000 rows; divide it by another id.");
}

}  // namespace

Result<SanctionReport> import_sanctions(const SanctionImport& import, SanctionLists& lists,
                                        const Setting& setting) {
  TRY_STATUS(check_import(import));
  const Timestamp now = setting.ports.clock.now();
  domain::SanctionList list;
  list.head = {.id = import.list,
               .by = {import.actor.id, import.actor.role},
               .imported_at = now,
               .policy_digest = setting.pack.digest};
  list.entries = TRY(key_rows(import, setting));
  const Listed before = TRY(listed_today(lists, date_of(now)));
  TRY_STATUS(lists.replace(list));
  const Listed after = TRY(listed_today(lists, date_of(now)));
  SanctionReport report;
  report.entries = list.entries.size();
  report.lines = TRY(tell_difference(before, after, list.head, setting));
  return report;
}

Result<ToldLines> keep_sanctions(SanctionLists& lists, const Setting& setting) {
  const Date today = date_of(setting.ports.clock.now());
  TRY_STATUS(lists.drop_ended(today));
  return tell_difference({}, TRY(listed_today(lists, today)), {}, setting);
}

}  // namespace truename::registration
