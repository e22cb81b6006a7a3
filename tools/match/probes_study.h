// What calibration tables need beyond an evaluation, measured; and a table held to account.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "evaluation/study.h"
#include "face/calibrate.h"
#include "tools/match/groups.h"
#include "tools/match/templates.h"

namespace truename::match {

// "clean", and the levels that portraits may be of.
using Sides = std::map<std::string, Side>;

// Poor portraits of everybody, and several photographs fused, of one half of the persons. `sides`
// holds clean, small and card, taken plain. Labels of the model are left empty.
evaluation::Study study_of(const std::vector<std::string>& subjects, const Sides& sides,
                           const std::string& data, Half half);

// One half of the persons against the rows: TAR and FMR at the lowest score whose bound is within
// 1e-4, 2e-5 and the pack's 5e-6. `sides` as above, "clean" also mirrored and closer.
void print_account(const std::vector<std::string>& subjects, const Sides& sides,
                   const face::CalibrationTable& table, Half half);

}  // namespace truename::match
