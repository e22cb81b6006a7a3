#include "registration/confirm_case.h"

#include "base/json.h"
#include "registration/commit_case.h"
#include "registration/history_of.h"
#include "registration/permission.h"

namespace truename::registration {
namespace {

Digest digest_of(const Confirmation& confirmation) {
  return sha256(
      as_bytes(write_json(Value()
                              .set("confirms", confirmation.case_id.get())
                              .set("by", confirmation.reviewer.id.get())
                              .set("same_person", confirmation.seen == Seen::same_person))));
}

// Another pack may be in force than when the first person looked; the second decides under it.
Result<domain::CaseRecord> record_of(const domain::CaseRecord& first,
                                     const Confirmation& confirmation, const Setting& setting) {
  domain::AttendedEvidence attended = first.evidence.application.attended;
  const bool open = first.decision.outcome == domain::Outcome::referred &&
                    attended.checked == domain::Check::pass &&
                    attended.confirmed == domain::Check::not_applicable;
  if (!open) {
    return fail(ErrorCode::bad_input,
                "This case waits for no second person; only one that somebody checked in person "
                "and that was referred does.");
  }
  if (first.evidence.application.checked_by == confirmation.reviewer.id.get()) {
    return fail(ErrorCode::forbidden,
                "two_persons: who checked the person cannot confirm it; ask another reviewer.");
  }
  attended.confirmed =
      confirmation.seen == Seen::same_person ? domain::Check::pass : domain::Check::fail;
  attended.two_persons = domain::Check::pass;
  domain::CaseRecord record = first;
  record.id = new_case_id();
  record.at = setting.ports.clock.now();
  record.idempotency_key = confirmation.key;
  record.request_digest = digest_of(confirmation);
  record.policy_id = setting.pack.id;
  record.policy_digest = setting.pack.digest;
  record.line_cap = setting.pack.line_cap(first.evidence.application.line_class);
  record.evidence.application.attended = attended;
  record.evidence.application.confirmed_by = confirmation.reviewer.id.get();
  record.evidence.today = date_of(record.at);
  record.evidence.history = TRY(history_of(record, {}, setting));
  return record;
}

}  // namespace

Result<domain::CommittedCase> confirm_case(const Confirmation& confirmation,
                                           const Setting& setting) {
  TRY_STATUS(permit(confirmation.reviewer, Act::decide_exception));
  const Digest digest = digest_of(confirmation);
  if (auto earlier = TRY(earlier_answer(confirmation.key, digest, setting))) return *earlier;
  const auto first = TRY(setting.ports.store.find_case(confirmation.case_id));
  if (!first) return fail(ErrorCode::not_found, "There is no case of this id.");
  return decide_and_commit(TRY(record_of(first->record, confirmation, setting)), {},
                           confirmation.reviewer, setting);
}

}  // namespace truename::registration
