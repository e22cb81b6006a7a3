// Hints of the reasons that are about applications, ways and limits; of documents, faces and lines
// see hints.cc.
#pragma once

#include <span>

#include "policy/hints.h"

namespace truename::policy {

std::span<const Hint> application_hints();

}  // namespace truename::policy
