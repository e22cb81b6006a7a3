// history_of: what the operator's own records say of a case that is about to be decided.
#pragma once

#include "base/result.h"
#include "domain/registration.h"
#include "registration/register_line.h"
#include "registration/stored_history.h"

namespace truename::registration {

// With the name under which the pack counts it, where several types bear one number (R70).
domain::HolderRecord as_counted(domain::HolderRecord holder, const policy::Pack& pack);

// `record` names its holder, line, application, origin and day.
Result<domain::HistoryEvidence> history_of(const domain::CaseRecord& record, const DayMarks& marks,
                                           const Setting& setting);

// The pack's limits of openings that a case with this history keeps (R71); the store holds them to
// the moment when it writes. One that was reached is not among them: a person then decides.
std::vector<OpeningLimit> limits_kept(const domain::HistoryEvidence& history,
                                      const policy::Pack& pack);

}  // namespace truename::registration
