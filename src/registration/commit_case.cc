#include "registration/commit_case.h"

#include <algorithm>
#include <vector>

#include "policy/decide.h"
#include "registration/change_line.h"
#include "registration/history_of.h"

namespace truename::registration {
namespace {

// Another sale may take the number or the slot between the read and the write; each further look
// sees what it took. Three are enough for all but an attack, which then gets a plain conflict.
constexpr int kCommitAttempts = 3;

domain::Actor actor_of(const std::optional<domain::Principal>& seller) {
  if (seller) return {.id = seller->id, .role = seller->role};
  return {.id = domain::PrincipalId("counter"), .role = domain::Role::terminal};
}

// A line opened on a document that ends, ends with it, or earlier when the pack says so (R12).
std::optional<Timestamp> end_of(const domain::CaseRecord& record, const policy::Pack& pack) {
  const policy::Rule* const rule = pack.find(policy::Kind::foreign_validity);
  const domain::DocumentEvidence& document = record.evidence.document;
  if (rule == nullptr || !document.foreigner || !document.valid_until) return std::nullopt;
  auto end = parse_timestamp(date_text(*document.valid_until) + "T00:00:00.000Z");
  const auto& days = std::get<policy::ForeignValidity>(rule->parameters).max_days;
  if (!days || !end) return end;
  constexpr std::int64_t kDayMs = 24 * 60 * 60 * 1000;
  return std::min(*end, record.at + Duration{days->value * kDayMs});
}

domain::LifeEvent opening(const domain::CaseRecord& record, const domain::Actor& seller,
                          const Setting& setting) {
  domain::LifeEvent event;
  event.kind = record.evidence.application.kind == domain::ApplicationKind::port_in
                   ? domain::EventKind::port_in
                   : domain::EventKind::open;
  event.key = "open:" + record.id.get();
  event.at = setting.ports.clock.now();
  event.by = seller;
  event.holder = setting.ports.store.holder_id(*record.holder);
  event.proof = record.id.get();
  event.iccid = record.line.iccid;
  event.line_class = record.evidence.application.line_class;
  event.until = end_of(record, setting.pack);
  return event;
}

// What an approved case does to the number's life. When the pack's table refuses, its reason
// becomes the case's decision, and both are remembered.
Result<std::vector<LifeChange>> open_line(domain::CaseRecord& record, const domain::Actor& seller,
                                          const Setting& setting) {
  std::vector<LifeChange> changes;
  const bool approved = record.decision.outcome == domain::Outcome::approved;
  const auto kind = record.evidence.application.kind;
  const bool opens =
      kind == domain::ApplicationKind::open || kind == domain::ApplicationKind::port_in;
  // What else was approved is a proof that ask_line takes.
  if (!approved || !opens || identity_of(record) == nullptr) return changes;
  const domain::Life life =
      TRY(life_of(record.line.msisdn, setting.pack, setting.ports.store.lives()));
  const domain::LifeEvent event = opening(record, seller, setting);
  changes.push_back(decide_change(life, event, setting.pack, event.at));
  if (const auto& refusal = changes.back().refusal) {
    record.decision = {.outcome = refusal->outcome, .reasons = {*refusal}};
  }
  return changes;
}

Status decide_afresh(domain::CaseRecord& record, const DayMarks& marks, const Setting& setting) {
  record.evidence.history = TRY(history_of(record, marks, setting));
  record.decision = policy::decide(record.evidence, setting.pack);
  return {};
}

}  // namespace

domain::CaseId new_case_id() {
  const Key random = random_key();
  return domain::CaseId("c" + to_hex(ByteView(random).first(16)));
}

Result<std::optional<domain::CommittedCase>> earlier_answer(const domain::IdempotencyKey& key,
                                                            const Digest& request_digest,
                                                            const Setting& setting) {
  auto earlier = TRY(setting.ports.store.find_by_key(key));
  if (earlier && earlier->record.request_digest != request_digest) {
    return fail(ErrorCode::conflict,
                "This idempotency key was used for another request; use a new key.");
  }
  return earlier;
}

Result<domain::CommittedCase> decide_and_commit(domain::CaseRecord record, DayMarks marks,
                                                const std::optional<domain::Principal>& seller,
                                                const Setting& setting) {
  record.decision = policy::decide(record.evidence, setting.pack);
  for (int attempt = 1;; ++attempt) {
    const std::vector<LifeChange> changes = TRY(open_line(record, actor_of(seller), setting));
    marks.limits = limits_kept(record.evidence.history, setting.pack);
    auto committed = setting.ports.store.commit(record, changes, marks);
    if (committed || committed.error().code != ErrorCode::conflict) return committed;
    const auto earlier =
        TRY(earlier_answer(record.idempotency_key, record.request_digest, setting));
    if (earlier) return *earlier;
    if (attempt == kCommitAttempts) return committed;
    TRY_STATUS(decide_afresh(record, marks, setting));
  }
}

}  // namespace truename::registration
