// Origin: who entered an application, where and on which device, by the operator's own names; says
// nothing of the person whom it is for.
#pragma once

#include <string>

#include "base/result.h"
#include "base/value.h"

namespace truename::domain {

// Each empty where nobody said: at an open counter, and on the command line.
struct Origin {
  std::string clerk;   // a principal's id
  std::string outlet;  // an outlet's code
  std::string device;  // the id of a principal with the role terminal
  friend bool operator==(const Origin&, const Origin&) = default;
};

// Canonical tree with only what is known; null when nothing is.
Value origin_value(const Origin& origin);
Result<Origin> parse_origin(const Value& value);  // refuses unknown keys

}  // namespace truename::domain
