#include "registration/register_line.h"

#include <memory>
#include <span>

#include "base/json.h"
#include "document/examine.h"
#include "policy/decide.h"
#include "registration/commit_case.h"
#include "registration/history_of.h"
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
  if (request.capture) add_part(digest, "capture", as_bytes(request.capture->id));
  if (request.presentation) {
    add_part(digest, "presentation", as_bytes(request.presentation->text));
    add_part(digest, "nonce", as_bytes(request.presentation->nonce));
  }
  const Value application = domain::application_value(application_of(request));
  if (!application.is_null()) add_part(digest, "application", as_bytes(write_json(application)));
  return digest.finish();
}

// What was decoded and read, once, before anything is decided.
struct Looked {
  domain::DocumentReading reading;
  domain::Image still;
  std::shared_ptr<const CaptureOutcome> capture;  // shared with its session
  std::optional<VerifiedCredential> credential;   // then there is no picture
  std::span<const domain::Image> probes() const {
    if (capture) return capture->probes;
    return still.empty() ? std::span<const domain::Image>() : std::span(&still, 1);
  }
};

Result<Looked> look(const RegistrationRequest& request, const Setting& setting) {
  const ImageDecoder& decoder = setting.ports.decoder;
  Looked looked;
  if (request.presentation) {
    if (setting.credentials == nullptr) {
      return fail(ErrorCode::not_found, "No credentials are taken here; choose another way.");
    }
    looked.credential = TRY(setting.credentials->verify(*request.presentation));
    return looked;
  }
  if (request.capture) {
    if (setting.captures == nullptr) {
      return fail(ErrorCode::not_found, "No captures are taken here; send a still picture.");
    }
    looked.capture = TRY(setting.captures->outcome_of(request.capture->id, request.capture->sale));
  }
  const domain::Image picture = TRY(decoder.decode(request.document));
  if (!request.probe.empty()) looked.still = TRY(decoder.decode(request.probe));
  looked.reading = TRY(setting.ports.reader.read(picture));
  return looked;
}

// By their pixels, since a copied picture may come in another file; and the stream as a whole.
DayMarks marks_of(const Looked& looked) {
  DayMarks marks;
  for (const domain::Image& probe : looked.probes()) marks.artefacts.push_back(sha256(probe.bgr));
  if (looked.capture && looked.capture->evidence.stream_digest != Digest{}) {
    marks.artefacts.push_back(looked.capture->evidence.stream_digest);
  }
  return marks;
}

std::optional<domain::HolderRecord> holder_of(const Looked& looked) {
  if (looked.credential) return looked.credential->holder;
  const domain::DocumentReading& reading = looked.reading;
  if (reading.fields.number.empty()) return std::nullopt;
  return domain::HolderRecord{.document_type = reading.type,
                              .name = reading.fields.name,
                              .number = reading.fields.number,
                              .issuing_state = reading.fields.issuing_state,
                              .birth_date = reading.fields.birth_date,
                              .address = reading.fields.address};
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
  if (probes.empty() || !policy::wants_face(before, setting.pack)) return domain::FaceEvidence{};
  const PadBasis basis = looked.capture ? PadBasis::passed_capture : PadBasis::still_picture;
  return setting.ports.examiner.examine(probes, looked.reading.portrait, basis);
}

// With the name under which the pack counts the holder (R70).
std::optional<domain::HolderRecord> counted_holder(const Looked& looked, const policy::Pack& pack) {
  auto holder = holder_of(looked);
  if (!holder) return holder;
  const domain::DocumentType counted_as = pack.counted_as(holder->document_type);
  if (counted_as != holder->document_type) holder->counted_as = counted_as;
  return holder;
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
                            .holder = counted_holder(looked, setting.pack),
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
  evidence.origin = origin_of(request);
  evidence.history = TRY(history_of(record, marks, setting));
  if (looked.capture) evidence.capture = looked.capture->evidence;
  evidence.face = TRY(face_evidence(looked, evidence, setting));
  if (const auto* identity = identity_of(record)) {
    evidence.authority = ports.authority.check(*identity);
  }
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
  const Looked looked = TRY(look(request, setting));
  DayMarks marks = marks_of(looked);
  domain::CaseRecord record = TRY(make_record(request, looked, marks, setting, request_digest));
  auto committed = decide_and_commit(std::move(record), std::move(marks), request.actor, setting);
  // Decided on: nothing of the face stays (R36).
  if (committed && request.capture) setting.captures->forget(request.capture->id);
  return committed;
}

}  // namespace truename::registration
