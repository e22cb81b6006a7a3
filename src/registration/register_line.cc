#include "registration/register_line.h"

#include <memory>
#include <span>
#include <vector>

#include "document/examine.h"
#include "policy/decide.h"
#include "registration/change_line.h"
#include "registration/permission.h"

namespace truename::registration {
namespace {

// Another sale may take the number or the slot between the read and the write; each further look
// sees what it took. Three are enough for all but an attack, which then gets a plain conflict.
constexpr int kCommitAttempts = 3;

void add_part(Sha256& digest, std::string_view name, ByteView bytes) {
  const std::string head = std::string(name) + ":" + std::to_string(bytes.size()) + "\n";
  digest.add(as_bytes(head)).add(bytes);
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
  return digest.finish();
}

domain::CaseId new_case_id() {
  const Key random = random_key();
  return domain::CaseId("c" + to_hex(ByteView(random).first(16)));
}

// What was decoded and read, once, before anything is decided.
struct Looked {
  domain::DocumentReading reading;
  domain::Image still;
  std::shared_ptr<const CaptureOutcome> capture;  // shared with its session
  std::span<const domain::Image> probes() const {
    if (capture) return capture->probes;
    return still.empty() ? std::span<const domain::Image>() : std::span(&still, 1);
  }
};

Result<Looked> look(const RegistrationRequest& request, const Setting& setting) {
  const ImageDecoder& decoder = setting.ports.decoder;
  Looked looked;
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

std::optional<domain::HolderRecord> holder_of(const domain::DocumentReading& reading) {
  if (reading.fields.number.empty()) return std::nullopt;
  return domain::HolderRecord{.document_type = reading.type,
                              .name = reading.fields.name,
                              .number = reading.fields.number,
                              .issuing_state = reading.fields.issuing_state,
                              .birth_date = reading.fields.birth_date,
                              .address = reading.fields.address};
}

Result<domain::FaceEvidence> face_evidence(const Looked& looked, const domain::Evidence& before,
                                           const Setting& setting) {
  // A capture that failed leaves nothing to compare: nothing is learnt of a match then (R26).
  const auto probes = looked.probes();
  if (probes.empty() || !policy::wants_face(before, setting.pack)) return domain::FaceEvidence{};
  const PadBasis basis = looked.capture ? PadBasis::passed_capture : PadBasis::still_picture;
  return setting.ports.examiner.examine(probes, looked.reading.portrait, basis);
}

// A digest under the store's key is made of the number; what does not hold its own check never
// becomes an identity, or a misread card would count against somebody else's lines.
const domain::HolderRecord* identity_of(const domain::CaseRecord& record) {
  const bool holds = record.holder && record.evidence.document.number == domain::Check::pass;
  return holds ? &*record.holder : nullptr;
}

Result<domain::Life> life_of(const domain::Line& line, const Setting& setting) {
  const auto life = TRY(setting.ports.store.lives().find(line.msisdn));
  return life ? *life : domain::unborn(line.msisdn, setting.pack.life.states.front().id);
}

// A number is free in the pack's first state alone: one in quarantine is in use.
Result<domain::HistoryEvidence> history_of(const domain::CaseRecord& record,
                                           const Setting& setting) {
  auto history = TRY(setting.ports.store.history_of(identity_of(record), record.line));
  const domain::Life life = TRY(life_of(record.line, setting));
  if (life.state != setting.pack.life.states.front().id) history.msisdn_in_use = true;
  return history;
}

// Who sells where nobody has to say who they are: the machine itself.
domain::Actor open_counter() {
  return {.id = domain::PrincipalId("counter"), .role = domain::Role::terminal};
}

domain::LifeEvent opening(const domain::CaseRecord& record, const Setting& setting) {
  domain::LifeEvent event;
  event.kind = domain::EventKind::open;
  event.key = "open:" + record.id.get();
  event.at = setting.ports.clock.now();
  event.by = open_counter();
  event.holder = setting.ports.store.holder_id(*record.holder);
  event.proof = record.id.get();
  event.iccid = record.line.iccid;
  event.line_class = domain::LineClass::personal;
  return event;
}

// What an approved case does to the number's life. When the pack's table refuses, its reason
// becomes the case's decision, and both are remembered.
Result<std::vector<LifeChange>> open_line(domain::CaseRecord& record, const Setting& setting) {
  std::vector<LifeChange> changes;
  const bool approved = record.decision.outcome == domain::Outcome::approved;
  if (!approved || identity_of(record) == nullptr) return changes;
  const domain::Life life = TRY(life_of(record.line, setting));
  const domain::LifeEvent event = opening(record, setting);
  changes.push_back(decide_change(life, event, setting.pack, event.at));
  if (const auto& refusal = changes.back().refusal) {
    record.decision = {.outcome = refusal->outcome, .reasons = {*refusal}};
  }
  return changes;
}

Status decide_afresh(domain::CaseRecord& record, const Setting& setting) {
  record.evidence.history = TRY(history_of(record, setting));
  record.decision = policy::decide(record.evidence, setting.pack);
  return {};
}

Result<domain::CaseRecord> make_record(const RegistrationRequest& request, const Looked& looked,
                                       const Setting& setting, const Digest& request_digest) {
  const Ports& ports = setting.ports;
  domain::CaseRecord record{.id = new_case_id(),
                            .at = ports.clock.now(),
                            .idempotency_key = request.idempotency_key,
                            .request_digest = request_digest,
                            .line = request.line,
                            .holder = holder_of(looked.reading),
                            .policy_id = setting.pack.id,
                            .policy_digest = setting.pack.digest,
                            .model_set_digest = setting.model_set_digest,
                            .line_cap = setting.pack.line_cap()};
  domain::Evidence& evidence = record.evidence;
  evidence.today = date_of(record.at);
  evidence.consent = request.consent;
  evidence.document =
      document::examine(looked.reading, request.claim.name, request.claim.number, evidence.today);
  evidence.history = TRY(history_of(record, setting));
  if (looked.capture) evidence.capture = looked.capture->evidence;
  evidence.face = TRY(face_evidence(looked, evidence, setting));
  if (const auto* identity = identity_of(record)) {
    evidence.authority = ports.authority.check(*identity);
  }
  return record;
}

Result<std::optional<domain::CommittedCase>> earlier_answer(const RegistrationRequest& request,
                                                            const Digest& request_digest,
                                                            Store& store) {
  auto earlier = TRY(store.find_by_key(request.idempotency_key));
  if (earlier && earlier->record.request_digest != request_digest) {
    return fail(ErrorCode::conflict,
                "This idempotency key was used for another request; use a new key.");
  }
  return earlier;
}

}  // namespace

Result<domain::CommittedCase> register_line(const RegistrationRequest& request,
                                            const Setting& setting) {
  if (request.actor) TRY_STATUS(permit(*request.actor, Act::open_line));
  Store& store = setting.ports.store;
  const Digest request_digest = digest_of(request, setting);
  if (auto earlier = TRY(earlier_answer(request, request_digest, store))) return *earlier;
  const Looked looked = TRY(look(request, setting));
  domain::CaseRecord record = TRY(make_record(request, looked, setting, request_digest));
  record.decision = policy::decide(record.evidence, setting.pack);
  for (int attempt = 1;; ++attempt) {
    const std::vector<LifeChange> changes = TRY(open_line(record, setting));
    auto committed = store.commit(record, changes);
    // Decided on: nothing of the face stays (R36).
    if (committed && request.capture) setting.captures->forget(request.capture->id);
    if (committed || committed.error().code != ErrorCode::conflict) return committed;
    if (auto earlier = TRY(earlier_answer(request, request_digest, store))) return *earlier;
    if (attempt == kCommitAttempts) return committed;
    TRY_STATUS(decide_afresh(record, setting));
  }
}

}  // namespace truename::registration
