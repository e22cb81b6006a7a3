// write_work: what one caller wants written, whole or not at all, into the open transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/result.h"
#include "domain/activation.h"
#include "domain/sanction.h"
#include "registration/outbox.h"
#include "registration/ports_network.h"
#include "storage/write_case.h"

namespace truename::storage {

// Borrows from its caller, who waits.
struct Work {
  const domain::CaseRecord* record = nullptr;         // a case, what it leaves to be counted and
  const registration::DayMarks* marks = nullptr;      // what it does; or
  std::span<const registration::LifeChange> changes;  // changes alone, or
  std::span<const registration::Order> carried_out;   // orders that wait no longer, or
  const domain::Activation* activation = nullptr;     // a pack put in force, or
  const domain::SanctionList* sanctions = nullptr;    // a list that replaces the one of its id, or
  const Date* sanctions_end = nullptr;                // the day whose ended entries are dropped,
                                                      // or
  std::span<const registration::DeviceSighting> sightings;  // of devices: working data, no leaf
};

struct Written {
  std::optional<WrittenCase> sale;
  std::uint64_t leaves = 0;
  bool unlogged = false;  // something beside the log changed
};

// Errors of its parts. too_large: more than one transaction should hold.
Result<Written> write_work(const Work& work, Timestamp now, std::uint64_t leaf_index,
                           const WriteTo& to);

}  // namespace truename::storage
