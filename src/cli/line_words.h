// Words for lives on a terminal: a number without its middle, a change in one line; no options.
#pragma once

#include <string>

#include "registration/lives.h"

namespace truename::cli {

// "86139*****02": enough to tell two apart at the counter, not enough to call.
std::string masked(const domain::Msisdn& msisdn);
// "active -> stopped", "active stays", "refused: life.role".
std::string what_moved(const registration::LifeChange& change);

}  // namespace truename::cli
