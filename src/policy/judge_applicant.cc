#include <algorithm>
#include <string>

#include "base/check.h"
#include "policy/judge.h"

namespace truename::policy {
namespace {

using domain::Applicant;
using domain::Check;
using domain::Evidence;
using domain::LineClass;
using domain::ShownEvidence;

Check shown_of(const ShownEvidence& shown, MustShow need) {
  switch (need) {
    case MustShow::own_document:
      return shown.own_document;
    case MustShow::authorisation:
      return shown.authorisation;
    case MustShow::relation:
      return shown.relation;
    case MustShow::responsible_person:
      return shown.responsible_person;
    case MustShow::end_subscribers:
      return shown.end_subscribers;
    case MustShow::organisation_document:
      return shown.organisation_document;
  }
  CHECK(false);
}

Judgement proved_or(Judgement lacking, const Rule& rule, std::string_view code) {
  return lacking.standing == Standing::against ? lacking : satisfied(rule, code);
}

// A guardian acts for a child, never for who is of age: that would be an agent without his duties.
Judgement judge_guardian(const Rule& rule, const HolderAge& ages, const Evidence& evidence) {
  const int age = *evidence.document.holder_age_years;
  const auto& bands = ages.bands.value;
  const auto band = std::find_if(bands.begin(), bands.end(),
                                 [&](const AgeBand& one) { return age < one.below_years; });
  if (band == bands.end()) {
    return age < ages.minimum_years.value ? against(rule, "holder.under_age")
                                          : against(rule, "guardian.not_needed");
  }
  return proved_or(judge_needs(rule, "guardian", band->needs, evidence.application.shown), rule,
                   "guardian.proved");
}

Judgement judge_agent(const Rule& rule, const Evidence& evidence) {
  if (evidence.application.applicant != Applicant::agent) return silent();
  const auto& agent = std::get<AgentRule>(rule.parameters);
  if (!agent.allowed.value) return against(rule, "agent.not_allowed");
  return proved_or(judge_needs(rule, "agent", agent.needs.value, evidence.application.shown), rule,
                   "agent.proved");
}

Judgement judge_heir(const Rule& rule, const Evidence& evidence) {
  if (evidence.application.applicant != Applicant::heir) return silent();
  const auto& needs = std::get<HeirRule>(rule.parameters).needs.value;
  return proved_or(judge_needs(rule, "heir", needs, evidence.application.shown), rule,
                   "heir.proved");
}

Judgement judge_organisation(const Rule& rule, const Evidence& evidence) {
  const domain::Application& application = evidence.application;
  const bool concerned = application.applicant == Applicant::organisation ||
                         application.line_class == LineClass::organisation;
  if (!concerned) return silent();
  const auto& needs = std::get<OrganisationRule>(rule.parameters).needs.value;
  return proved_or(judge_needs(rule, "organisation", needs, application.shown), rule,
                   "organisation.proved");
}

Judgement judge_validity(const Rule& rule, const Evidence& evidence) {
  const domain::DocumentEvidence& document = evidence.document;
  if (!document.foreigner) return silent();
  if (!document.valid_until) {
    return std::get<ForeignValidity>(rule.parameters).required.value
               ? against(rule, "foreigner.validity_unknown")
               : silent();
  }
  return *document.valid_until < evidence.today ? against(rule, "foreigner.validity_over")
                                                : satisfied(rule, "foreigner.in_time");
}

// R64, R81: an assessment that failed is told apart from one that was not made.
Judgement judge_iot(const Rule& rule, const Evidence& evidence) {
  if (evidence.application.line_class != LineClass::iot) return silent();
  const domain::IotEvidence& iot = evidence.application.iot;
  Judgement out;
  for (const IotNeed need : std::get<IotRule>(rule.parameters).needs.value) {
    switch (need) {
      case IotNeed::assessment:
        if (iot.assessment == Check::not_applicable) {
          add_against(out, rule, "iot.assessment_not_made");
        } else if (iot.assessment == Check::fail) {
          add_against(out, rule, "iot.assessment_failed");
        }
        break;
      case IotNeed::scenario:
        if (iot.scenario != Check::pass) add_against(out, rule, "iot.scenario_not_bound");
        break;
      case IotNeed::devices:
        if (iot.devices != Check::pass) add_against(out, rule, "iot.devices_not_bound");
        break;
    }
  }
  return proved_or(std::move(out), rule, "iot.bound");
}

}  // namespace

Judgement judge_needs(const Rule& rule, std::string_view who, const std::vector<MustShow>& needs,
                      const ShownEvidence& shown) {
  Judgement out;
  for (const MustShow need : needs) {
    if (shown_of(shown, need) == Check::pass) continue;
    add_against(out, rule,
                std::string(who) + "." + std::string(must_show_text(need)) + "_not_proved");
  }
  return out;
}

Judgement judge_holder_age(const Rule& rule, const Evidence& evidence, AgeUnknown unknown) {
  const domain::DocumentEvidence& document = evidence.document;
  if (!document.holder_age_years) {
    return unknown == AgeUnknown::explained ? silent() : against(rule, "holder.age_unknown");
  }
  const auto& ages = std::get<HolderAge>(rule.parameters);
  if (evidence.application.applicant == Applicant::guardian) {
    return judge_guardian(rule, ages, evidence);
  }
  return *document.holder_age_years < ages.minimum_years.value
             ? against(rule, "holder.under_age")
             : satisfied(rule, "holder.old_enough");
}

Judgement judge_applicant(const Rule& rule, const Evidence& evidence) {
  if (rule.kind == Kind::agent) return judge_agent(rule, evidence);
  if (rule.kind == Kind::heir) return judge_heir(rule, evidence);
  if (rule.kind == Kind::organisation) return judge_organisation(rule, evidence);
  if (rule.kind == Kind::foreign_validity) return judge_validity(rule, evidence);
  if (rule.kind == Kind::document_equivalence) return silent();  // it says how to count (R70)
  CHECK(rule.kind == Kind::iot_assessment);
  return judge_iot(rule, evidence);
}

}  // namespace truename::policy
