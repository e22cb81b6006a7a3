#include "registration/history_of.h"

#include <algorithm>

#include "registration/change_line.h"
#include "registration/risk_signals.h"

namespace truename::registration {
namespace {

// A line that service was taken from while its holder was to be verified again (R61).
bool failed_reverification(const domain::Life& line, const policy::LifeTable& table) {
  if (!line.marks.has(domain::LineMark::reverification_open)) return false;
  const auto state = std::ranges::find(table.states, line.state, &policy::LifeState::id);
  return state != table.states.end() && state->service != domain::Service::full;
}

domain::Check settled(std::span<const domain::Life> lines, const policy::LifeTable& table) {
  const bool failed = std::any_of(lines.begin(), lines.end(), [&](const domain::Life& line) {
    return failed_reverification(line, table);
  });
  return failed ? domain::Check::fail : domain::Check::pass;
}

// Nobody reads a thousand lines of an organisation for a rule that the pack lacks.
bool asks_for_lines(const policy::Pack& pack) {
  return pack.find(policy::Kind::open_reverification) != nullptr ||
         pack.find(policy::Kind::risk) != nullptr;
}

}  // namespace

domain::HolderRecord as_counted(domain::HolderRecord holder, const policy::Pack& pack) {
  const domain::DocumentType counted_as = pack.counted_as(holder.document_type);
  if (counted_as != holder.document_type) holder.counted_as = counted_as;
  return holder;
}

Result<domain::HistoryEvidence> history_of(const domain::CaseRecord& record, const DayMarks& marks,
                                           const Setting& setting) {
  Store& store = setting.ports.store;
  StoredHistory history = TRY(store.history_of(record, marks));
  // A number is free in the pack's first state alone: one in quarantine is in use.
  const domain::Life life = TRY(life_of(record.line.msisdn, setting.pack, store.lives()));
  if (life.state != setting.pack.life.states.front().id) history.counted.msisdn_in_use = true;
  std::vector<domain::Life> lines;
  const domain::HolderRecord* const holder = identity_of(record);
  if (holder != nullptr && asks_for_lines(setting.pack)) {
    lines = TRY(store.lives().held_by(store.holder_id(*holder)));
    history.counted.reverification_settled = settled(lines, setting.pack.life);
  }
  history.counted.risk_signals = risk_signals({history, record.evidence.origin, lines, record.at});
  return std::move(history.counted);
}

std::vector<OpeningLimit> limits_kept(const domain::HistoryEvidence& history,
                                      const policy::Pack& pack) {
  std::vector<OpeningLimit> out;
  const policy::Rule* const rule = pack.find(policy::Kind::batch_limits);
  if (rule == nullptr) return out;
  for (const auto& limit : std::get<policy::BatchLimits>(rule->parameters).limits.value) {
    for (const domain::OpeningCounter& counter : domain::kOpeningCounters) {
      const auto& count = history.openings.*counter.count;
      if (counter.name == limit.name && count && *count < limit.most) {
        out.push_back({limit.name, limit.most});
      }
    }
  }
  return out;
}

}  // namespace truename::registration
