#include "policy/check_life_row.h"

#include <algorithm>

namespace truename::policy {
namespace {

using domain::EventKind;

Status wrong(const std::string& row, const std::string& problem) {
  return fail(ErrorCode::bad_input, row + " " + problem);
}

bool needs(const LifeTransition& move, NeedKind kind) {
  return std::any_of(move.needs.begin(), move.needs.end(),
                     [kind](const Need& need) { return need.kind == kind; });
}

bool needs_mark(const LifeTransition& move, domain::LineMark mark) {
  return std::any_of(move.needs.begin(), move.needs.end(), [mark](const Need& need) {
    return need.kind == NeedKind::mark && need.mark == mark;
  });
}

// The two ways in which a held line gets another holder.
bool hands_over(EventKind kind) {
  return kind == EventKind::transfer || kind == EventKind::succeed;
}

// Needs that no line and event can meet together.
Status check_contradictions(const LifeTransition& move, const std::string& row) {
  if (needs(move, NeedKind::same_holder) && needs(move, NeedKind::other_holder)) {
    return wrong(row, "has needs that contradict: \"same_holder\" and \"other_holder\".");
  }
  for (const Need& need : move.needs) {
    if (need.kind != NeedKind::no_mark || !needs_mark(move, need.mark)) continue;
    const std::string mark(mark_text(need.mark));
    return wrong(row, "has needs that contradict: \"" + mark + "\" and \"no_" + mark + "\".");
  }
  return {};
}

// What every pack asks for, whatever it says: the code's own walls (R1, R45, R48, R77).
Status check_needs(const LifeTransition& move, const std::string& row) {
  const auto lacks = [&](NeedKind kind) { return !needs(move, kind); };
  switch (move.on) {
    case EventKind::open:
    case EventKind::port_in:
      if (lacks(NeedKind::proofed)) return wrong(row, "needs \"proofed\" (R1).");
      return {};
    case EventKind::transfer:
      if (lacks(NeedKind::proofed) || lacks(NeedKind::giver_proofed) ||
          lacks(NeedKind::other_holder)) {
        return wrong(row, "needs \"proofed\", \"giver_proofed\" and \"other_holder\" (R45).");
      }
      return {};
    case EventKind::succeed:
      if (lacks(NeedKind::proofed) || lacks(NeedKind::other_holder) ||
          !needs_mark(move, domain::LineMark::holder_ended)) {
        return wrong(row, "needs \"proofed\", \"other_holder\" and \"holder_ended\" (R62).");
      }
      return {};
    case EventKind::sim_replace:
      if (lacks(NeedKind::proofed) || lacks(NeedKind::same_holder) || lacks(NeedKind::card)) {
        return wrong(row, "needs \"proofed\", \"same_holder\" and \"card\" (R48).");
      }
      return {};
    case EventKind::reverify_pass:
      if (lacks(NeedKind::proofed) || lacks(NeedKind::same_holder)) {
        return wrong(row, "needs \"proofed\" and \"same_holder\" (R51).");
      }
      return {};
    case EventKind::appeal_upheld:
    case EventKind::appeal_dismissed:
      if (lacks(NeedKind::another_person)) return wrong(row, "needs \"another_person\" (R77).");
      return {};
    case EventKind::sanction:
      if (lacks(NeedKind::end_date)) {
        return wrong(row, "needs \"end_date\": no list is for ever (R76).");
      }
      return {};
    default:
      return {};
  }
}

bool happens_by_itself(EventKind kind) {
  return kind == EventKind::clock || kind == EventKind::activated ||
         kind == EventKind::device_change || kind == EventKind::scenario_breach;
}

Status check_roles(const LifeTransition& move, const std::string& row) {
  if (move.on == EventKind::clock && !move.roles.empty()) {
    return wrong(row, "is on a clock and so may name no roles.");
  }
  if (!happens_by_itself(move.on) && move.roles.empty()) {
    return wrong(row, "needs \"roles\": somebody must be allowed to do it.");
  }
  return {};
}

// What a row does to the holder, from each of its states.
Status check_holder(const LifeTable& table, const LifeTransition& move, const std::string& row) {
  for (const std::size_t from : move.from) {
    const LifeState& before = table.states[from];
    const LifeState& after = table.states[target_of(move, from)];
    if (!before.held && after.held && !needs(move, NeedKind::proofed)) {
      return wrong(row, "makes somebody the holder and needs \"proofed\" (R1).");
    }
    if (before.held && after.held && needs(move, NeedKind::proofed) && !hands_over(move.on) &&
        !needs(move, NeedKind::same_holder)) {
      return wrong(row,
                   "could give a held line to whoever shows a proof and needs \"same_holder\"; "
                   "another holder comes by transfer or succeed (R45).");
    }
    if (!after.held && !move.set.empty()) {
      return wrong(row,
                   "sets a mark on a number that nobody holds, where the next holder would "
                   "find it; leave \"set\" out (R58).");
    }
    if (before.held && reaches_emergency(before.service) && after.held &&
        !reaches_emergency(after.service)) {
      return wrong(row,
                   "takes emergency calls from a holder; lead to a state with at least "
                   "emergency_only (R52).");
    }
  }
  return {};
}

}  // namespace

std::size_t target_of(const LifeTransition& move, std::size_t from) {
  return move.to.value_or(from);
}

Status check_life_row(const LifeTable& table, const LifeTransition& move, const std::string& row) {
  TRY_STATUS(check_roles(move, row));
  TRY_STATUS(check_contradictions(move, row));
  TRY_STATUS(check_holder(table, move, row));
  return check_needs(move, row);
}

}  // namespace truename::policy
