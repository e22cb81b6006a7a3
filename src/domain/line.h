// The two names of a line: the number that is called and the card that carries it; syntax checked.
#pragma once

#include <string>

#include "base/strong.h"

namespace truename::domain {

// ITU-T E.164, digits only, without "+". Made by document::parse_msisdn.
using Msisdn = Strong<struct MsisdnTag, std::string>;
// ITU-T E.118, 19 or 20 digits with a right Luhn digit. Made by document::parse_iccid.
using Iccid = Strong<struct IccidTag, std::string>;

struct Line {
  Msisdn msisdn;
  Iccid iccid;
  friend bool operator==(const Line&, const Line&) = default;
};

}  // namespace truename::domain
