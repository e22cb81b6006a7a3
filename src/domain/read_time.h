// One way to read an instant out of a stored or sent object; nothing of what it means.
#pragma once

#include <string_view>

#include "base/fields.h"
#include "base/time.h"

namespace truename::domain {

// The member `key` as timestamp_text writes it; complains and gives the epoch otherwise.
Timestamp read_time(Fields& in, std::string_view key);

}  // namespace truename::domain
