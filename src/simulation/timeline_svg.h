// timeline_svg: lines per state over the weeks as a stacked area, to be read in a browser.
#pragma once

#include <string>

#include "simulation/report.h"

namespace truename::simulation {

std::string timeline_svg(const Report& report);

}  // namespace truename::simulation
