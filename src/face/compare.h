// The comparison of one template with one other (R19); what the score is worth is in calibrate.h.
#pragma once

#include "base/strong.h"
#include "face/template.h"

namespace truename::face {

// ISO/IEC 2382-37 comparison score: the cosine of the two templates, -1..1, higher is more alike.
// Meaningless without the calibration table of the same model.
using ComparisonScore = Strong<struct ComparisonScoreTag, double>;

ComparisonScore compare(const Template& probe, const Template& reference);

}  // namespace truename::face
