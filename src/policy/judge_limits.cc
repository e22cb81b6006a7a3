#include <algorithm>
#include <string>

#include "base/check.h"
#include "policy/judge.h"

namespace truename::policy {
namespace {

using domain::Check;
using domain::HistoryEvidence;

// Too many attempts lead to a person (R32), so that what a person has seen is not held up by them.
Judgement judge_attempts(const Rule& rule, const HistoryEvidence& history,
                         const Situation& situation) {
  if (situation.way != domain::Way::face) return silent();
  const auto& limits = std::get<AttemptLimit>(rule.parameters);
  Judgement out;
  const auto reached = [](const std::optional<Cited<int>>& most, const std::optional<int>& count) {
    return most && count && *count >= most->value;
  };
  if (reached(limits.identity_day, history.attempts_identity_today)) {
    add_against(out, rule, "attempts.identity_reached");
  }
  if (reached(limits.device_day, history.attempts_device_today)) {
    add_against(out, rule, "attempts.device_reached");
  }
  if (out.standing == Standing::against) return out;
  const bool counted = (limits.identity_day && history.attempts_identity_today) ||
                       (limits.device_day && history.attempts_device_today);
  return counted ? satisfied(rule, "attempts.within_limit") : silent();
}

Judgement judge_gap(const Rule& rule, const HistoryEvidence& history, const Situation& situation) {
  if (situation.face_due == FaceDue::no || !history.hours_since_biometric) return silent();
  return *history.hours_since_biometric < std::get<BiometricGap>(rule.parameters).hours.value
             ? against(rule, "biometric.too_soon")
             : satisfied(rule, "biometric.gap_kept");
}

Judgement judge_batch(const Rule& rule, const domain::OpeningCounts& openings) {
  Judgement out;
  bool counted = false;
  for (const NamedLimit& limit : std::get<BatchLimits>(rule.parameters).limits.value) {
    for (const domain::OpeningCounter& counter : domain::kOpeningCounters) {
      const auto& count = openings.*counter.count;
      if (counter.name != limit.name || !count) continue;
      counted = true;
      if (*count >= limit.most) add_against(out, rule, "batch." + limit.name + "_reached");
    }
  }
  if (out.standing == Standing::against) return out;
  return counted ? satisfied(rule, "batch.within_limits") : silent();
}

Judgement judge_reverification(const Rule& rule, Check settled) {
  switch (settled) {
    case Check::pass:
      return satisfied(rule, "reverification.settled");
    case Check::fail:
      return against(rule, "reverification.failed_open");
    case Check::not_applicable:
      return silent();
  }
  CHECK(false);
}

// R76: whoever is listed keeps basic service.
Judgement judge_sanction(const Rule& rule, const HistoryEvidence& history) {
  if (!history.sanction_grade) return silent();
  if (*history.sanction_grade == 0) return satisfied(rule, "sanction.none");
  return history.active_lines < std::get<SanctionRule>(rule.parameters).basic_lines.value
             ? satisfied(rule, "sanction.basic_line")
             : against(rule, "sanction.in_force");
}

Judgement judge_cap(const Rule& rule, const domain::Evidence& evidence) {
  const auto& cap = std::get<LineCap>(rule.parameters);
  const auto most = [&] {
    switch (evidence.application.line_class) {
      case domain::LineClass::personal:
        return cap.max_lines.value;
      case domain::LineClass::organisation:
        return cap.max_lines_organisation.value_or(cap.max_lines).value;
      case domain::LineClass::iot:
        return cap.max_lines_iot.value_or(cap.max_lines).value;
    }
    CHECK(false);
  }();
  return evidence.history.active_lines < most ? satisfied(rule, "line.within_cap")
                                              : against(rule, "line.cap_reached");
}

Judgement judge_free(const Rule& rule, const HistoryEvidence& history) {
  Judgement out;
  if (history.msisdn_in_use) add_against(out, rule, "line.msisdn_in_use");
  if (history.iccid_in_use) add_against(out, rule, "line.iccid_in_use");
  return out.standing == Standing::against ? out : satisfied(rule, "line.free");
}

}  // namespace

Judgement judge_line(const Rule& rule, const domain::Evidence& evidence) {
  if (rule.kind == Kind::line_cap) return judge_cap(rule, evidence);
  CHECK(rule.kind == Kind::line_free);
  return judge_free(rule, evidence.history);
}

Judgement judge_limits(const Rule& rule, const domain::Evidence& evidence,
                       const Situation& situation) {
  const HistoryEvidence& history = evidence.history;
  if (rule.kind == Kind::attempt_limit) return judge_attempts(rule, history, situation);
  if (rule.kind == Kind::biometric_gap) return judge_gap(rule, history, situation);
  if (rule.kind == Kind::batch_limits) return judge_batch(rule, history.openings);
  if (rule.kind == Kind::open_reverification) {
    return judge_reverification(rule, history.reverification_settled);
  }
  CHECK(rule.kind == Kind::sanction);
  return judge_sanction(rule, history);
}

}  // namespace truename::policy
