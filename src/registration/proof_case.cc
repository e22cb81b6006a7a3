#include "registration/proof_case.h"

#include "base/duration.h"

namespace truename::registration {
namespace {

constexpr Duration kProofLasts{24 * 60 * 60 * 1000};  // the person stood here today

}  // namespace

Result<domain::CaseRecord> proof_case(const domain::CaseId& id, domain::ApplicationKind kind,
                                      const Setting& setting) {
  auto found = TRY(setting.ports.store.find_case(id));
  if (!found) return fail(ErrorCode::not_found, "There is no case of the proof's id.");
  domain::CaseRecord& record = found->record;
  if (record.decision.outcome != domain::Outcome::approved || !record.holder) {
    return fail(ErrorCode::bad_input, "The proof is a case that was not approved; proof anew.");
  }
  if (record.evidence.application.kind != kind) {
    return fail(ErrorCode::bad_input,
                "The proof was given for something else; proof the person for this.");
  }
  if (record.at + kProofLasts < setting.ports.clock.now()) {
    return fail(ErrorCode::bad_input, "The proof is older than a day; proof the person again.");
  }
  return std::move(record);
}

}  // namespace truename::registration
