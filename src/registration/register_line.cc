#include "registration/register_line.h"

#include <span>

#include "base/json.h"
#include "document/examine.h"
#include "policy/decide.h"
#include "registration/commit_case.h"
#include "registration/history_of.h"
#include "registration/looked.h"
#include "registration/permission.h"

namespace truename::registration {
namespace {

void add_part(Sha256& digest, std::string_view name, ByteView bytes) {
  const std::string head = std::string(name) + ":" + std::to_string(bytes.size()) + "\n";
  digest.add(as_bytes(head)).add(bytes);
}

// Who checks in person is whoever entered the case: a person, and known (R34).
domain::Application application_of(const RegistrationRequest& request) {
  domain::Application out = request.application;
  const bool known = request.actor && request.actor->role != domain::Role::terminal;
  if (out.way == domain::Way::attended_visual && request.person_checked && known) {
    out.attended.checked = domain::Check::pass;
    out.checked_by = request.actor->id.get();
  }
  return out;
}

domain::Origin origin_of(const RegistrationRequest& request) {
  domain::Origin out;
  for (const auto& one : {request.actor, request.terminal}) {
    if (!one) continue;
    (one->role == domain::Role::terminal ? out.device : out.clerk) = one->id.get();
    if (out.outlet.empty()) out.outlet = one->outlet;
  }
  return out;
}

// Every part with its length in front, so that no two requests run together into one.
Digest digest_of(const RegistrationRequest& request, const Setting& setting) {
  Sha256 digest;
  add_part(digest, "policy", setting.pack.digest);
  add_part(digest, "msisdn", as_bytes(request.line.msisdn.get()));
  add_part(digest, "iccid", as_bytes(request.line.iccid.get()));
  if (request.claim.name) add_part(digest, "name", as_bytes(request.claim.name->reveal()));
  if (request.claim.number) add_part(digest, "number", as_bytes(request.claim.number->reveal()));
  add_part(digest, "consent", as_bytes(request.consent.face ? "face" : ""));
  add_part(digest, "terms", as_bytes(request.consent.terms ? "accepted" : ""));
  add_part(digest, "document", request.document);
  add_part(digest, "probe", request.probe);
  // Left out when absent, so that a sale from before keeps its digest.
  if (!request.acting_document.empty()) add_part(digest, "acting", request.acting_document);
  if (request.capture) add_part(digest, "capture", as_bytes(request.capture->id));
  if (request.presentation) {
    add_part(digest, "presentation", as_bytes(request.presentation->text));
    add_part(digest, "nonce", as_bytes(request.presentation->nonce));
  }
  const Value application = domain::application_value(application_of(request));
  if (!application.is_null()) add_part(digest, "application", as_bytes(write_json(application)));
  return digest.finish();
}

domain::DocumentEvidence document_evidence(const RegistrationRequest& request, const Looked& looked,
                                           const Date& today) {
  const Claim& claim = request.claim;
  if (!looked.credential) {
    return document::examine(looked.reading, claim.name, claim.number, today);
  }
  const auto& holder = looked.credential->holder;
  if (!holder) return {};
  return document::examine_vouched(*holder, claim.name, claim.number, today);
}

Result<domain::FaceEvidence> face_evidence(const Looked& looked, const domain::Evidence& before,
                                           const Setting& setting) {
  // A capture that failed leaves nothing to compare: nothing is learnt of a match then (R26).
  const auto probes = looked.probes();
  const policy::FaceOf whose = policy::face_of(before, setting.pack);
  if (probes.empty() || whose == policy::FaceOf::nobody) return domain::FaceEvidence{};
  const PadBasis basis = looked.capture ? PadBasis::passed_capture : PadBasis::still_picture;
  const domain::Image& portrait =
      whose == policy::FaceOf::acting ? looked.acting->portrait : looked.reading.portrait;
  return setting.ports.examiner.examine(probes, portrait, basis);
}

// The document of who acts for the holder, as found and never as told: it holds, and is not the
// holder's own once more (R9, R11). An heir becomes the holder, by the document itself.
domain::Check own_document(const Looked& looked, const domain::CaseRecord& record) {
  const auto& acting = record.evidence.acting;
  if (record.evidence.application.applicant == domain::Applicant::heir) {
    return record.evidence.document.number;
  }
  if (!acting) return domain::Check::not_applicable;
  const bool holds =
      acting->number == domain::Check::pass && acting->fields_complete == domain::Check::pass &&
      acting->consistent != domain::Check::fail && acting->unexpired != domain::Check::fail;
  const bool same = looked.acting->type == looked.reading.type &&
                    looked.acting->fields.number == looked.reading.fields.number;
  return holds && !same ? domain::Check::pass : domain::Check::fail;
}

// Nobody outside hears of a person unless a rule of the pack wants the answer.
void ask_services(const domain::HolderRecord& identity, const Setting& setting,
                  domain::Evidence& evidence) {
  if (setting.pack.find(policy::Kind::authority) != nullptr) {
    evidence.authority = setting.ports.authority.check(identity);
  }
  const bool counts = setting.pack.find(policy::Kind::cross_operator_cap) != nullptr;
  if (counts && setting.counter != nullptr) {
    evidence.cross_operator = setting.counter->count(identity);
  }
}

Result<domain::CaseRecord> make_record(const RegistrationRequest& request, const Looked& looked,
                                       const DayMarks& marks, const Setting& setting,
                                       const Digest& request_digest) {
  const Ports& ports = setting.ports;
  domain::CaseRecord record{.id = new_case_id(),
                            .at = ports.clock.now(),
                            .idempotency_key = request.idempotency_key,
                            .request_digest = request_digest,
                            .line = request.line,
                            .holder = holder_of(looked, setting.pack),
                            .acting = acting_of(looked),
                            .policy_id = setting.pack.id,
                            .policy_digest = setting.pack.digest,
                            .model_set_digest = setting.model_set_digest,
                            .line_cap = setting.pack.line_cap(request.application.line_class)};
  domain::Evidence& evidence = record.evidence;
  evidence.today = date_of(record.at);
  evidence.consent = request.consent;
  evidence.application = application_of(request);
  if (looked.credential) evidence.application.credential = looked.credential->checks;
  evidence.document = document_evidence(request, looked, evidence.today);
  if (looked.acting) {
    evidence.acting = document::examine(*looked.acting, std::nullopt, std::nullopt, evidence.today);
  }
  evidence.application.shown.own_document = own_document(looked, record);
  evidence.origin = origin_of(request);
  evidence.history = TRY(history_of(record, marks, setting));
  if (looked.capture) evidence.capture = looked.capture->evidence;
  evidence.face = TRY(face_evidence(looked, evidence, setting));
  if (const auto* identity = identity_of(record)) ask_services(*identity, setting, evidence);
  return record;
}

}  // namespace

Result<domain::CommittedCase> register_line(const RegistrationRequest& request,
                                            const Setting& setting) {
  if (request.actor) TRY_STATUS(permit(*request.actor, Act::open_line));
  const Digest request_digest = digest_of(request, setting);
  if (auto earlier = TRY(earlier_answer(request.idempotency_key, request_digest, setting))) {
    return *earlier;
  }
  const Looked looked = TRY(look_at(request, setting));
  DayMarks marks = marks_of(looked);
  domain::CaseRecord record = TRY(make_record(request, looked, marks, setting, request_digest));
  auto committed = decide_and_commit(std::move(record), std::move(marks), request.actor, setting);
  // Decided on: nothing of the face stays (R36).
  if (committed && request.capture) setting.captures->forget(request.capture->id);
  return committed;
}

}  // namespace truename::registration
