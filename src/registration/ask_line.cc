#include "registration/ask_line.h"

#include <algorithm>

#include "document/line_numbers.h"
#include "registration/change_line.h"
#include "registration/proof_case.h"

namespace truename::registration {
namespace {

using domain::ApplicationKind;
using domain::EventKind;

constexpr std::size_t kTextLimit = 128;

bool happens_by_itself(EventKind kind) {
  return kind == EventKind::clock || kind == EventKind::activated ||
         kind == EventKind::device_change || kind == EventKind::scenario_breach;
}

// What the person was proofed for, so that a proof given for one thing serves no other (R100).
std::optional<ApplicationKind> proofed_for(EventKind kind) {
  switch (kind) {
    case EventKind::transfer:
    case EventKind::succeed:
      return ApplicationKind::transfer;
    case EventKind::sim_replace:
      return ApplicationKind::sim_replace;
    case EventKind::reverify_pass:
      return ApplicationKind::reverify;
    case EventKind::close:
    case EventKind::port_out:
      return ApplicationKind::close;
    case EventKind::disown:
      return ApplicationKind::disown;
    default:
      return std::nullopt;
  }
}

// And for this number.
Result<domain::CaseRecord> proof_for(const domain::CaseId& id, ApplicationKind kind,
                                     const domain::Msisdn& msisdn, const Setting& setting) {
  auto record = TRY(proof_case(id, kind, setting));
  if (record.line.msisdn == msisdn) return record;
  return fail(ErrorCode::bad_input, "The proof was given for another number; proof anew.");
}

Result<domain::LifeEvent> event_of(const LineRequest& request, const Setting& setting) {
  domain::LifeEvent event;
  event.kind = request.kind;
  event.key = request.key;
  event.by = domain::Actor{request.actor.id, request.actor.role};
  if (request.confirmed_by) {
    event.confirmed_by = domain::Actor{request.confirmed_by->id, request.confirmed_by->role};
  }
  event.iccid = request.iccid;
  event.until = request.until;
  event.reason = request.reason;
  const auto kind = proofed_for(request.kind);
  if (!request.proof.get().empty() && kind) {
    const auto record = TRY(proof_for(request.proof, *kind, request.msisdn, setting));
    event.holder = setting.ports.store.holder_id(*record.holder);
    event.proof = record.id.get();
    event.key = std::string(event_text(request.kind)) + ":" + record.id.get();  // a proof, once
  }
  return event;
}

// Both parties stand at the counter (R45): the giver is proofed for closing, and holds the line.
Status add_giver(domain::LifeEvent& event, const LineRequest& request, const Setting& setting) {
  if (request.giver_proof.get().empty()) return {};
  const auto record =
      TRY(proof_for(request.giver_proof, ApplicationKind::close, request.msisdn, setting));
  event.giver_proof = record.id.get();
  // Asked again, the line is the receiver's by now: change_line gives the first answer.
  if (TRY(setting.ports.store.lives().find_change(event.key))) return {};
  const auto life = TRY(setting.ports.store.lives().find(request.msisdn));
  if (!life || life->holder != setting.ports.store.holder_id(*record.holder)) {
    return fail(ErrorCode::bad_input, "Who gives the line away does not hold it; ask the holder.");
  }
  return {};
}

Status check_short(std::string_view text, const char* what) {
  const bool fits = text.size() <= kTextLimit && std::all_of(text.begin(), text.end(), [](char c) {
                      return c > ' ' && c <= '~';
                    });
  if (fits) return {};
  return fail(ErrorCode::bad_input, std::string("The ") + what +
                                        " must be at most 128 printable characters without space.");
}

}  // namespace

Result<LineRequest> parse_line_request(const RawLineRequest& raw, domain::Principal actor) {
  LineRequest out;
  out.actor = std::move(actor);
  out.msisdn = TRY(document::parse_msisdn(raw.msisdn));
  const auto kind = domain::parse_event_kind(raw.kind);
  if (!kind || happens_by_itself(*kind) || *kind == EventKind::open ||
      *kind == EventKind::port_in) {
    return fail(ErrorCode::bad_input, "The event cannot be asked for; see api/openapi.yaml.");
  }
  out.kind = *kind;
  TRY_STATUS(check_short(raw.key, "key"));
  TRY_STATUS(check_short(raw.proof, "proof"));
  TRY_STATUS(check_short(raw.giver_proof, "giver's proof"));
  TRY_STATUS(check_short(raw.reason, "reason"));
  if (raw.key.empty()) return fail(ErrorCode::bad_input, "The key is missing; a UUID will do.");
  out.key = raw.key;
  out.proof = domain::CaseId(raw.proof);
  out.giver_proof = domain::CaseId(raw.giver_proof);
  if (!raw.iccid.empty()) out.iccid = TRY(document::parse_iccid(raw.iccid));
  if (!raw.until.empty()) {
    out.until = parse_timestamp(raw.until);
    if (!out.until) {
      return fail(ErrorCode::bad_input, "The end date must be as 2026-11-24T04:27:47.123Z.");
    }
  }
  out.reason = raw.reason;
  return out;
}

Result<LifeChange> ask_line(const LineRequest& request, const Setting& setting) {
  domain::LifeEvent event = TRY(event_of(request, setting));
  TRY_STATUS(add_giver(event, request, setting));
  return change_line(request.msisdn, std::move(event),
                     {setting.pack, setting.ports.store.lives(), setting.ports.clock});
}

Result<std::optional<domain::Life>> find_line(const std::string& msisdn, const Setting& setting) {
  return setting.ports.store.lives().find(TRY(document::parse_msisdn(msisdn)));
}

}  // namespace truename::registration
