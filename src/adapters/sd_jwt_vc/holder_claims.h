// holder_claims: what a credential states of its holder, as the record of a line's holder; whether
// anybody trusts it is not asked here.
#pragma once

#include "base/result.h"
#include "base/value.h"
#include "domain/registration.h"

namespace truename::adapters {

// `claims`: an object of the disclosed claims and those that are never hidden. bad_input names the
// first that is missing or cannot be read.
Result<domain::HolderRecord> parse_holder_claims(const Value& claims);

}  // namespace truename::adapters
