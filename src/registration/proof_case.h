// proof_case: the approved case that shows who asked for something, and for what.
#pragma once

#include "base/result.h"
#include "domain/application.h"
#include "domain/registration.h"
#include "registration/register_line.h"

namespace truename::registration {

// not_found, or bad_input when the case was not approved, speaks of another kind of application or
// is older than a day.
Result<domain::CaseRecord> proof_case(const domain::CaseId& id, domain::ApplicationKind kind,
                                      const Setting& setting);

}  // namespace truename::registration
