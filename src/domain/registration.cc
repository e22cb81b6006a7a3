#include "domain/registration.h"

namespace truename::domain {

const HolderRecord* identity_of(const CaseRecord& record) {
  const Evidence& evidence = record.evidence;
  const bool shown = evidence.document.type != DocumentType::unrecognised;
  const bool holds = record.holder && evidence.document.number == Check::pass &&
                     (shown || vouches(evidence.application.credential));
  return holds ? &*record.holder : nullptr;
}

}  // namespace truename::domain
