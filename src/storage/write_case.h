// write_case: puts one case and what it does to lives into the open transaction; commits nothing.
#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"
#include "domain/registration.h"
#include "registration/lives.h"
#include "registration/stored_history.h"
#include "storage/case_row.h"
#include "storage/write_life.h"

namespace truename::storage {

struct WrittenCase {
  CaseRow row;
  Person person;
};

// The case's leaf comes first, those of its changes behind it (R43). conflict: the key, the number,
// the card or the last place under the cap or below a limit of the day is taken. bad_input when a
// change claims this case as its proof without right. Any error leaves parts behind; the caller
// rolls back.
Result<WrittenCase> write_case(const domain::CaseRecord& record,
                               const registration::DayMarks& marks,
                               std::span<const registration::LifeChange> changes,
                               std::uint64_t leaf_index, const WriteTo& to);

}  // namespace truename::storage
