#include "registration/own_lines.h"

#include "registration/proof_case.h"

namespace truename::registration {

Result<std::vector<domain::Life>> own_lines(const domain::CaseId& proof, const Setting& setting) {
  const auto record = TRY(proof_case(proof, domain::ApplicationKind::own_lines, setting));
  return setting.ports.store.lives().held_by(setting.ports.store.holder_id(*record.holder));
}

}  // namespace truename::registration
