// The drawing of a pack's life table as a Mermaid state diagram; never written by hand.
#pragma once

#include <string>

#include "policy/pack.h"

namespace truename::policy {

// One Markdown page: the diagram, then the rows with who, needs, clocks and citation.
std::string draw_life(const Pack& pack);

}  // namespace truename::policy
