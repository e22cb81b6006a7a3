// explain: a decision rule by rule, for a reviewer or an inspector; not for the subscriber, who
// gets hints.
#pragma once

#include <string>

#include "domain/evidence.h"
#include "policy/pack.h"

namespace truename::policy {

// Plain text, one paragraph a rule: how it stands, what was seen, its values and their citations.
std::string explain(const domain::Evidence& evidence, const Pack& pack);

}  // namespace truename::policy
