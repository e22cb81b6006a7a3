// The charts of a report as inline SVG with text for those who do not see them; no figures are
// made here.
#pragma once

#include <string>

#include "evaluation/evaluate.h"

namespace truename::evaluation {

// FNMR over FMR, both on the normal deviate's scale (ISO/IEC 19795-1).
std::string det_svg(const Matching& matching);
// How the scores of both kinds of pairs spread, each as a part of its kind, with the threshold.
std::string histogram_svg(const Matching& matching);

}  // namespace truename::evaluation
