// examine: a reading and a claim in, document evidence out; judges agreement, decides nothing.
#pragma once

#include <optional>

#include "domain/document.h"
#include "domain/evidence.h"
#include "domain/registration.h"

namespace truename::document {

// Pure. `today` is the day of the sale, for expiry and age.
domain::DocumentEvidence examine(const domain::DocumentReading& reading,
                                 const std::optional<domain::PersonName>& claimed_name,
                                 const std::optional<domain::IdentityNumber>& claimed_number,
                                 const Date& today);

// The same of a holder whom a credential names and no picture shows: type unrecognised, no
// portrait; the number's own check where it has one, the age, and the claim.
domain::DocumentEvidence examine_vouched(
    const domain::HolderRecord& holder, const std::optional<domain::PersonName>& claimed_name,
    const std::optional<domain::IdentityNumber>& claimed_number, const Date& today);

}  // namespace truename::document
