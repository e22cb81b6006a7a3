// The reasons of a case as the API and the command line tell them; words for them are elsewhere.
#pragma once

#include <vector>

#include "domain/registration.h"
#include "policy/pack.h"

namespace truename::registration {

// domain::told_reasons, citing the sources of the pack's face rules all together. A case that was
// decided under another pack than the one in force cites that pack by its id.
std::vector<domain::Reason> told_reasons(const domain::CaseRecord& record,
                                         const policy::Pack& in_force);

}  // namespace truename::registration
