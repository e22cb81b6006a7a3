// What a change asks of the network and of the holder: the difference of two lives, nothing more.
#pragma once

#include <string>
#include <vector>

#include "domain/life.h"
#include "registration/lives.h"

namespace truename::registration {

// In the order in which they are carried out: "card:<iccid>", "state:<id>" (whose service the
// network then gives), "sms:barred", "sms:open", "port:locked", "port:open", and "notice:<rule>"
// when a holder is to be told (R18).
std::vector<std::string> orders_of(const LifeChange& change);

}  // namespace truename::registration
