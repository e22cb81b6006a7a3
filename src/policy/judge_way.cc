#include <algorithm>

#include "base/check.h"
#include "policy/judge.h"

namespace truename::policy {
namespace {

using domain::Application;
using domain::Check;
using domain::CredentialEvidence;
using domain::Way;

bool enables(const Rule* rule, const Application& application) {
  if (rule == nullptr || !rule->applies_to(application)) return false;
  const auto& ways = std::get<OtherWay>(rule->parameters).ways.value;
  return std::any_of(ways.begin(), ways.end(), [&](const EnabledWay& one) {
    return one.way == application.way &&
           std::find(one.events.begin(), one.events.end(), application.kind) != one.events.end();
  });
}

// Nobody is refused because the second person has not looked yet, or was the first one (R34).
Judgement judge_attended(const Rule& rule, const domain::AttendedEvidence& attended) {
  if (attended.checked == Check::fail || attended.confirmed == Check::fail) {
    return against(rule, "way.person_differs");
  }
  if (attended.checked == Check::not_applicable) return referred(rule, "way.not_checked");
  if (attended.confirmed == Check::not_applicable) return referred(rule, "way.not_confirmed");
  return attended.two_persons == Check::pass ? satisfied(rule, "way.attended")
                                             : referred(rule, "way.one_person");
}

Judgement judge_other_way(const Rule& rule, const Application& application) {
  if (application.way == Way::face) return silent();
  if (!enables(&rule, application)) return against(rule, "way.not_enabled");
  return application.way == Way::attended_visual ? judge_attended(rule, application.attended)
                                                 : satisfied(rule, "way.enabled");
}

struct CredentialCheck {
  Check CredentialEvidence::*check;
  std::string_view code;
};
constexpr CredentialCheck kCredentialChecks[] = {
    {&CredentialEvidence::issuer_trusted, "credential.issuer_not_trusted"},
    {&CredentialEvidence::holder_bound, "credential.holder_not_bound"},
    {&CredentialEvidence::nonce, "credential.wrong_nonce"},
    {&CredentialEvidence::audience, "credential.wrong_audience"},
    {&CredentialEvidence::in_time, "credential.out_of_time"}};

// R14: every check must hold, whatever the pack; only the schemes are the pack's.
Judgement judge_credential(const Rule& rule, const Application& application) {
  if (application.way != Way::network_credential) return silent();
  const CredentialEvidence& credential = application.credential;
  if (credential == CredentialEvidence{}) return referred(rule, "credential.not_shown");
  const auto& schemes = std::get<NetworkCredential>(rule.parameters).schemes.value;
  Judgement out;
  if (std::find(schemes.begin(), schemes.end(), credential.scheme) == schemes.end()) {
    add_against(out, rule, "credential.scheme_not_accepted");
  }
  for (const auto& [check, code] : kCredentialChecks) {
    if (credential.*check != Check::pass) add_against(out, rule, code);
  }
  if (credential.status == Check::fail) add_against(out, rule, "credential.revoked");
  if (out.standing == Standing::against) return out;
  return credential.status == Check::pass ? satisfied(rule, "credential.holds")
                                          : referred(rule, "credential.status_unknown");
}

}  // namespace

bool is_attended(const Application& application) {
  const domain::AttendedEvidence& attended = application.attended;
  return application.way == Way::attended_visual && attended.checked == Check::pass &&
         attended.confirmed == Check::pass && attended.two_persons == Check::pass;
}

Situation situation_of(const domain::Evidence& evidence, const Pack& pack) {
  const Application& application = evidence.application;
  Situation out;
  if (application.way != Way::face && enables(pack.find(Kind::other_way), application)) {
    out.way = application.way;
    out.face_due = FaceDue::no;
  }
  if (application.applicant == domain::Applicant::guardian && evidence.document.holder_age_years) {
    const AgeBand* const band = pack.band_of(*evidence.document.holder_age_years);
    if (band != nullptr && band->face == BandFace::none) out.face_due = FaceDue::no;
  }
  return out;
}

Judgement judge_way(const Rule& rule, const domain::Evidence& evidence) {
  if (rule.kind == Kind::other_way) return judge_other_way(rule, evidence.application);
  CHECK(rule.kind == Kind::network_credential);
  return judge_credential(rule, evidence.application);
}

}  // namespace truename::policy
