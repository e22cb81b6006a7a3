#include "policy/judge.h"

#include "base/check.h"

namespace truename::policy {
namespace {

using domain::Evidence;
using domain::Outcome;
using domain::Remedy;

domain::Reason reason(const Rule& rule, std::string_view code) {
  return {.code = std::string(code),
          .rule = rule.id,
          .citation = rule.cite,
          .outcome = rule.on_fail,
          .remedy = rule.remedy};
}

// What no rule speaks of, to a member of staff.
domain::Reason no_rule(const Pack& pack, std::string_view code) {
  return {.code = std::string(code),
          .rule = pack.id,
          .citation = pack.title,
          .outcome = Outcome::referred,
          .remedy = Remedy::attended};
}

bool speaks_of(const Pack& pack, Kind kind, const domain::Application& application) {
  const Rule* const rule = pack.find(kind);
  return rule != nullptr && rule->applies_to(application);
}

bool rules_applicant(const Pack& pack, const domain::Application& application) {
  switch (application.applicant) {
    case domain::Applicant::self:
      return true;
    case domain::Applicant::agent:
      return speaks_of(pack, Kind::agent, application);
    case domain::Applicant::guardian:
      return speaks_of(pack, Kind::holder_age, application);
    case domain::Applicant::organisation:
      return speaks_of(pack, Kind::organisation, application);
    case domain::Applicant::heir:
      return speaks_of(pack, Kind::heir, application);
  }
  CHECK(false);
}

bool rules_class(const Pack& pack, const domain::Application& application) {
  switch (application.line_class) {
    case domain::LineClass::personal:
      return true;
    case domain::LineClass::organisation:
      return speaks_of(pack, Kind::organisation, application);
    case domain::LineClass::iot:
      return speaks_of(pack, Kind::iot_assessment, application);
  }
  CHECK(false);
}

// The judgements so far, and who may still speak.
struct Hearing {
  const Evidence& evidence;
  const Pack& pack;
  Situation situation;
  OthersSpeak others = OthersSpeak::no;
  OthersSpeak for_face = OthersSpeak::no;
};

Judgement judge_due_face(const Rule& rule, const Hearing& hearing) {
  if (hearing.situation.face_due == FaceDue::no) return silent();
  return part_of(rule.kind) == Part::capture
             ? judge_capture(rule, hearing.evidence, hearing.others)
             : judge_face(rule, hearing.evidence.face, hearing.for_face);
}

// After a capture that failed there is no face to examine, and its own rule says why.
OthersSpeak before_face_match(const Hearing& hearing) {
  const Rule* const rule = hearing.pack.find(Kind::capture_challenge);
  if (rule == nullptr || !hearing.evidence.capture) return hearing.others;
  if (!rule->applies_to(hearing.evidence.application)) return hearing.others;
  const auto standing = judge_capture(*rule, hearing.evidence, hearing.others).standing;
  return standing == Standing::against ? OthersSpeak::yes : hearing.others;
}

Judgement judge_consent(const Rule& rule, const Evidence& evidence, const Situation& situation) {
  if (rule.kind == Kind::no_resale_term) {
    return evidence.consent.terms ? satisfied(rule, "terms.accepted")
                                  : against(rule, "terms.not_accepted");
  }
  CHECK(rule.kind == Kind::face_consent);
  if (situation.face_due == FaceDue::no) return silent();
  return evidence.consent.face ? satisfied(rule, "consent.face_given")
                               : against(rule, "consent.face_absent");
}

}  // namespace

Judgement satisfied(const Rule& rule, std::string_view code) {
  domain::Reason only = reason(rule, code);
  only.outcome = Outcome::approved;
  only.remedy = Remedy::none;
  return {Standing::satisfied, {only}};
}

Judgement against(const Rule& rule, std::string_view code) {
  return {Standing::against, {reason(rule, code)}};
}

Judgement referred(const Rule& rule, std::string_view code) {
  domain::Reason only = reason(rule, code);
  only.outcome = Outcome::referred;
  only.remedy = Remedy::attended;
  return {Standing::against, {only}};
}

Judgement silent() { return {}; }

void add_against(Judgement& judgement, const Rule& rule, std::string_view code) {
  judgement.standing = Standing::against;
  judgement.reasons.push_back(reason(rule, code));
}

bool is_face(Kind kind) { return part_of(kind) == Part::face; }

bool is_before_face(Kind kind) {
  return !is_face(kind) && part_of(kind) != Part::capture && part_of(kind) != Part::authority;
}

Judgement judge_before_face(const Rule& rule, const Evidence& evidence,
                            const Situation& situation) {
  if (!rule.applies_to(evidence.application)) return silent();
  switch (part_of(rule.kind)) {
    case Part::document:
      return judge_document(rule, evidence, situation);
    case Part::consent:
      return judge_consent(rule, evidence, situation);
    case Part::line:
      return judge_line(rule, evidence);
    case Part::applicant:
      return judge_applicant(rule, evidence);
    case Part::way:
      return judge_way(rule, evidence);
    case Part::limits:
      return judge_limits(rule, evidence, situation);
    case Part::risk:
      return judge_risk(rule, evidence);
    case Part::face:
    case Part::capture:
    case Part::authority:
      break;
  }
  CHECK(false);
}

std::vector<domain::Reason> unruled(const Evidence& evidence, const Pack& pack) {
  const domain::Application& application = evidence.application;
  std::vector<domain::Reason> out;
  if (application.way != domain::Way::face && !speaks_of(pack, Kind::other_way, application)) {
    out.push_back(no_rule(pack, "way.no_rule"));
  }
  if (!rules_applicant(pack, application)) out.push_back(no_rule(pack, "applicant.no_rule"));
  if (!rules_class(pack, application)) out.push_back(no_rule(pack, "line.class_without_rule"));
  return out;
}

std::vector<Judgement> judge(const Evidence& evidence, const Pack& pack) {
  Hearing hearing{evidence, pack, situation_of(evidence, pack)};
  std::vector<Judgement> out(pack.rules.size());
  if (!pack.in_force(evidence.today)) hearing.others = OthersSpeak::yes;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (!is_before_face(pack.rules[i].kind)) continue;
    out[i] = judge_before_face(pack.rules[i], evidence, hearing.situation);
    if (out[i].standing == Standing::against) hearing.others = OthersSpeak::yes;
  }
  hearing.for_face = before_face_match(hearing);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const Rule& rule = pack.rules[i];
    if (is_before_face(rule.kind) || !rule.applies_to(evidence.application)) continue;
    out[i] = part_of(rule.kind) == Part::authority ? judge_authority(rule, evidence)
                                                   : judge_due_face(rule, hearing);
  }
  return out;
}

}  // namespace truename::policy
