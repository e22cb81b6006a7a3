#include "domain/decision.h"

#include "base/check.h"
#include "base/fields.h"

namespace truename::domain {

std::string_view outcome_text(Outcome outcome) {
  switch (outcome) {
    case Outcome::approved:
      return "approved";
    case Outcome::referred:
      return "referred";
    case Outcome::rejected:
      return "rejected";
  }
  CHECK(false);
}

std::optional<Outcome> parse_outcome(std::string_view text) {
  for (const Outcome outcome : {Outcome::approved, Outcome::referred, Outcome::rejected}) {
    if (outcome_text(outcome) == text) return outcome;
  }
  return std::nullopt;
}

std::string_view remedy_text(Remedy remedy) {
  switch (remedy) {
    case Remedy::none:
      return "none";
    case Remedy::retake:
      return "retake";
    case Remedy::another_document:
      return "another_document";
    case Remedy::attended:
      return "attended";
    case Remedy::correct_claim:
      return "correct_claim";
    case Remedy::choose_line:
      return "choose_line";
  }
  CHECK(false);
}

std::optional<Remedy> parse_remedy(std::string_view text) {
  for (const Remedy remedy : {Remedy::none, Remedy::retake, Remedy::another_document,
                              Remedy::attended, Remedy::correct_claim, Remedy::choose_line}) {
    if (remedy_text(remedy) == text) return remedy;
  }
  return std::nullopt;
}

Value decision_value(const Decision& decision) {
  Array reasons;
  for (const Reason& reason : decision.reasons) {
    reasons.push_back(Value()
                          .set("code", reason.code)
                          .set("rule", reason.rule)
                          .set("citation", reason.citation)
                          .set("outcome", outcome_text(reason.outcome))
                          .set("remedy", remedy_text(reason.remedy)));
  }
  Value out;
  out.set("outcome", outcome_text(decision.outcome)).set("reasons", std::move(reasons));
  return out;
}

namespace {

Outcome read_outcome(Fields& in) {
  const auto outcome = parse_outcome(in.text("outcome"));
  if (!outcome) in.complain("has an unknown outcome");
  return outcome.value_or(Outcome::rejected);
}

Result<Reason> parse_reason(const Value& value) {
  Fields in(value, "decision.reasons");
  Reason out{.code = in.text("code"),
             .rule = in.text("rule"),
             .citation = in.text("citation"),
             .outcome = read_outcome(in)};
  const auto remedy = parse_remedy(in.text("remedy"));
  if (!remedy) in.complain("has an unknown remedy");
  out.remedy = remedy.value_or(Remedy::none);
  TRY_STATUS(in.finish());
  return out;
}

}  // namespace

Result<Decision> parse_decision(const Value& value) {
  Fields in(value, "decision");
  Decision out;
  out.outcome = read_outcome(in);
  for (const Value& item : in.array("reasons")) out.reasons.push_back(TRY(parse_reason(item)));
  TRY_STATUS(in.finish());
  return out;
}

}  // namespace truename::domain
