#include "policy/judge.h"

#include <algorithm>

#include "base/check.h"

namespace truename::policy {
namespace {

using domain::AuthorityAnswer;
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

// match, no match and no answer are never merged; nobody is refused for an authority's silence
// (R8).
Judgement judge_authority(const Rule& rule, AuthorityAnswer answer) {
  switch (answer) {
    case AuthorityAnswer::match:
      return satisfied(rule, "authority.match");
    case AuthorityAnswer::no_match:
      return against(rule, "authority.no_match");
    case AuthorityAnswer::unavailable:
      return referred(rule, "authority.unavailable");
    case AuthorityAnswer::not_asked:
      return std::get<AuthorityRule>(rule.parameters).need.value == AuthorityNeed::required
                 ? referred(rule, "authority.not_asked")
                 : satisfied(rule, "authority.not_required");
  }
  CHECK(false);
}

Judgement judge_cap(const Rule& rule, int active_lines) {
  return active_lines < std::get<LineCap>(rule.parameters).max_lines.value
             ? satisfied(rule, "line.within_cap")
             : against(rule, "line.cap_reached");
}

Judgement judge_free(const Rule& rule, const domain::HistoryEvidence& history) {
  Judgement out;
  if (history.msisdn_in_use) out = against(rule, "line.msisdn_in_use");
  if (history.iccid_in_use) {
    out.standing = Standing::against;
    out.reasons.push_back(reason(rule, "line.iccid_in_use"));
  }
  return out.standing == Standing::against ? out : satisfied(rule, "line.free");
}

OthersSpeak others_speak(const Evidence& evidence, const Pack& pack) {
  const bool speaks = !pack.in_force(evidence.today) ||
                      std::any_of(pack.rules.begin(), pack.rules.end(), [&](const Rule& rule) {
                        return is_before_face(rule.kind) &&
                               judge_before_face(rule, evidence).standing == Standing::against;
                      });
  return speaks ? OthersSpeak::yes : OthersSpeak::no;
}

// After a capture that failed there is no face to examine, and its own rule says why.
OthersSpeak before_face_match(const Evidence& evidence, const Pack& pack, OthersSpeak others) {
  const Rule* const rule = pack.find(Kind::capture_challenge);
  if (rule == nullptr || !evidence.capture) return others;
  const bool against = judge_capture(*rule, evidence, others).standing == Standing::against;
  return against ? OthersSpeak::yes : others;
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

bool is_face(Kind kind) {
  return kind == Kind::face_quality || kind == Kind::face_pad || kind == Kind::face_match;
}

bool is_before_face(Kind kind) {
  return !is_face(kind) && kind != Kind::capture_challenge && kind != Kind::authority;
}

Judgement judge_before_face(const Rule& rule, const Evidence& evidence) {
  switch (rule.kind) {
    case Kind::accepted_documents:
    case Kind::document_fields_complete:
    case Kind::document_number_check:
    case Kind::document_consistent:
    case Kind::document_unexpired:
    case Kind::claim_agreement:
    case Kind::holder_age:
    case Kind::portrait_present:
      return judge_document(rule, evidence.document);
    case Kind::face_consent:
      return evidence.consent.face ? satisfied(rule, "consent.face_given")
                                   : against(rule, "consent.face_absent");
    case Kind::no_resale_term:
      return evidence.consent.terms ? satisfied(rule, "terms.accepted")
                                    : against(rule, "terms.not_accepted");
    case Kind::line_cap:
      return judge_cap(rule, evidence.history.active_lines);
    case Kind::line_free:
      return judge_free(rule, evidence.history);
    case Kind::face_quality:
    case Kind::face_pad:
    case Kind::face_match:
    case Kind::capture_challenge:
    case Kind::authority:
      break;
  }
  CHECK(false);
}

std::vector<Judgement> judge(const Evidence& evidence, const Pack& pack) {
  const OthersSpeak others = others_speak(evidence, pack);
  const OthersSpeak for_face = before_face_match(evidence, pack, others);
  std::vector<Judgement> out;
  for (const Rule& rule : pack.rules) {
    if (is_face(rule.kind)) {
      out.push_back(judge_face(rule, evidence.face, for_face));
    } else if (rule.kind == Kind::capture_challenge) {
      out.push_back(judge_capture(rule, evidence, others));
    } else if (rule.kind == Kind::authority) {
      out.push_back(judge_authority(rule, evidence.authority));
    } else {
      out.push_back(judge_before_face(rule, evidence));
    }
  }
  return out;
}

}  // namespace truename::policy
