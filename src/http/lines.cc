#include "http/lines.h"

#include "base/fields.h"
#include "base/json.h"
#include "http/access.h"
#include "http/problem.h"
#include "http/render.h"
#include "registration/ask_line.h"
#include "registration/confirm_case.h"
#include "registration/own_lines.h"

namespace truename::http {
namespace {

// At an open counter nobody says who they are; there it is the machine's own clerk.
Result<domain::Principal> actor_of(const Request& request, const Desk& desk) {
  auto known = TRY(principal_of(request, desk));
  if (known) return *std::move(known);
  return domain::Principal{.id = domain::PrincipalId("counter"), .role = domain::Role::clerk};
}

Value line_value(const domain::Life& life, const policy::Pack& pack) {
  Array marks;
  for (const domain::LineMark mark : domain::kLineMarks) {
    if (life.marks.has(mark)) marks.push_back(mark_text(mark));
  }
  Array clocks;
  for (const domain::RunningClock& clock : life.clocks) {
    clocks.push_back(Value().set("id", clock.id).set("due", timestamp_text(clock.due)));
  }
  const auto state = pack.life.state(life.state);
  const auto service = state ? pack.life.states[*state].service : domain::Service::none;
  return Value()
      .set("msisdn", "+" + life.line.msisdn.get())
      .set("state", life.state)
      .set("service", service_text(service))
      .set("held", life.holder.has_value())
      .set("line_class", line_class_text(life.line_class))
      .set("epoch", std::int64_t{life.epoch})
      .set("epoch_since", timestamp_text(life.epoch_since))
      .set("state_since", timestamp_text(life.state_since))
      .set("marks", std::move(marks))
      .set("clocks", std::move(clocks));
}

Value change_value(const registration::LifeChange& change, const Desk& desk) {
  Value out;
  out.set("outcome", change.refusal ? "refused" : "moved")
      .set("event", event_text(change.event.kind))
      .set("rule", change.rule);
  if (change.refusal) {
    out.set("reason", Value()
                          .set("code", change.refusal->code)
                          .set("rule", change.refusal->rule)
                          .set("citation", change.refusal->citation)
                          .set("hint", render_hint(change.refusal->code, desk)));
  }
  return out.set("line", line_value(change.after, desk.setting.pack));
}

struct Asked {
  registration::RawLineRequest raw;
  std::string confirm_token;
};

Result<Asked> read_asked(const Request& request, const std::string& msisdn) {
  const Value value = TRY(parse_json(request.body));
  Fields in(value, "The request");
  Asked out;
  out.raw.msisdn = msisdn;
  out.raw.kind = in.text("event");
  out.raw.key = request.header("idempotency-key").value_or("");
  out.raw.proof = in.text_or("proof", "");
  out.raw.giver_proof = in.text_or("giver_proof", "");
  out.raw.iccid = in.text_or("iccid", "");
  out.raw.until = in.text_or("until", "");
  out.raw.reason = in.text_or("reason", "");
  out.confirm_token = in.text_or("confirm_token", "");
  TRY_STATUS(in.finish());
  return out;
}

Result<registration::LifeChange> ask(const Request& request, const std::string& msisdn,
                                     const Desk& desk) {
  const Asked asked = TRY(read_asked(request, msisdn));
  auto line = TRY(registration::parse_line_request(asked.raw, TRY(actor_of(request, desk))));
  if (!asked.confirm_token.empty() && desk.authenticator != nullptr) {
    line.confirmed_by = TRY(desk.authenticator->authenticate(asked.confirm_token));
  }
  return registration::ask_line(line, desk.setting);
}

Result<std::vector<domain::Life>> ask_own(const Request& request, const Desk& desk) {
  const Value value = TRY(parse_json(request.body));
  Fields in(value, "The request");
  const domain::CaseId proof(in.text("proof"));
  TRY_STATUS(in.finish());
  return registration::own_lines(proof, desk.setting);
}

Result<domain::CommittedCase> confirm(const Request& request, const std::string& case_id,
                                      const Desk& desk) {
  const Value value = TRY(parse_json(request.body));
  Fields in(value, "The request");
  const std::string seen = in.text("seen");
  if (seen != "same_person" && seen != "another_person") {
    in.complain("needs \"seen\" of same_person or another_person");
  }
  TRY_STATUS(in.finish());
  const std::string key = request.header("idempotency-key").value_or("");
  if (key.empty() || key.size() > 128) {
    return fail(ErrorCode::bad_input, "The header Idempotency-Key is missing; send one.");
  }
  const auto principal = TRY(principal_of(request, desk));
  if (!principal) {
    return fail(ErrorCode::forbidden,
                "two_persons: an open counter knows no second person; serve with tokens.");
  }
  return registration::confirm_case(
      {.case_id = domain::CaseId(case_id),
       .key = domain::IdempotencyKey(key),
       .reviewer = *principal,
       .seen = seen == "same_person" ? registration::Seen::same_person
                                     : registration::Seen::another_person},
      desk.setting);
}

}  // namespace

Response get_line(const std::string& msisdn, const Desk& desk) {
  const auto life = registration::find_line(msisdn, desk.setting);
  if (!life) return problem(life.error());
  if (!life->has_value()) return problem(404, "Nothing is known of this number.");
  return json(200, line_value(**life, desk.setting.pack));
}

Response post_line_event(const Request& request, const std::string& msisdn, const Desk& desk) {
  const auto change = ask(request, msisdn, desk);
  return change ? json(201, change_value(*change, desk)) : problem(change.error());
}

Response post_own_lines(const Request& request, const Desk& desk) {
  const auto lives = ask_own(request, desk);
  if (!lives) return problem(lives.error());
  Array lines;
  for (const domain::Life& life : *lives) lines.push_back(line_value(life, desk.setting.pack));
  return json(200, Value().set("lines", std::move(lines)));
}

Response post_confirmation(const Request& request, const std::string& case_id, const Desk& desk) {
  const auto committed = confirm(request, case_id, desk);
  if (!committed) return problem(committed.error());
  Response response = json(201, render_case(*committed, desk));
  response.headers["Location"] = "/v1/registrations/" + committed->record.id.get();
  return response;
}

}  // namespace truename::http
