// confirm_case: a second person looks at a referred case that a first one checked in person (R34):
// the other way than the face, decided with two persons.
#pragma once

#include <string>

#include "base/result.h"
#include "domain/principal.h"
#include "domain/registration.h"
#include "registration/register_line.h"

namespace truename::registration {

enum class Seen { same_person, another_person };

struct Confirmation {
  domain::CaseId case_id;
  domain::IdempotencyKey key;
  domain::Principal reviewer;
  Seen seen = Seen::same_person;
};

// Decides the case again on its own evidence and fresh history, with what the second person saw,
// and commits that as a case of its own. bad_input: the case was not referred, or nobody checked
// the person in attendance. forbidden: the reviewer is who checked, or may not decide exceptions.
Result<domain::CommittedCase> confirm_case(const Confirmation& confirmation,
                                           const Setting& setting);

}  // namespace truename::registration
