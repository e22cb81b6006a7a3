// commit_case: the last two thirds of every case, decide on fresh history and remember in one
// transaction; looks at nothing outside the store.
#pragma once

#include <optional>

#include "base/result.h"
#include "domain/registration.h"
#include "registration/register_line.h"

namespace truename::registration {

// "c" and 128 random bits.
domain::CaseId new_case_id();

// The case that has this key, if any; conflict when it was another request's.
Result<std::optional<domain::CommittedCase>> earlier_answer(const domain::IdempotencyKey& key,
                                                            const Digest& request_digest,
                                                            const Setting& setting);

// Decides `record`, moves the line's life when an opening was approved, and commits both together
// (R44); decides anew, three times at most, when another sale came between. `marks` are the
// artefacts of the case. `seller` is who does it; nobody named: the machine itself.
Result<domain::CommittedCase> decide_and_commit(domain::CaseRecord record, DayMarks marks,
                                                const std::optional<domain::Principal>& seller,
                                                const Setting& setting);

}  // namespace truename::registration
