// What must hold of every line and of every change of one, whatever decided it; judged by the
// pack's table alone, never by the code that moves lines.
#pragma once

#include <string>

#include "policy/pack.h"
#include "registration/lives.h"

namespace truename::simulation {

// Both give the empty string when everything holds, else what does not.
std::string broken_in(const domain::Life& life, const policy::LifeTable& table);
std::string broken_by(const registration::LifeChange& change, const policy::Pack& pack);

}  // namespace truename::simulation
