// The personal data types of a subscriber; they refuse printing (base/personal.h).
#pragma once

#include "base/personal.h"

namespace truename::domain {

using PersonName = Personal<struct PersonNameTag>;
// GB 11643 number, or issuing state + document number for a passport.
using IdentityNumber = Personal<struct IdentityNumberTag>;
using Address = Personal<struct AddressTag>;

// "990***********1024": the first three and last four characters; "***" when shorter than nine.
std::string masked(const IdentityNumber& number);
// The first character and a star for each other one.
std::string masked(const PersonName& name);

}  // namespace truename::domain
