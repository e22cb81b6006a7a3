// The sections of report.html that are tables; the page around them is report.cc.
#pragma once

#include <string>

#include "evaluation/evaluate.h"

namespace truename::evaluation {

std::string thresholds_section(const Matching& matching);
std::string groups_section(const Matching& matching);
std::string failures_section(const Matching& matching);
std::string worst_pairs_section(const Matching& matching);
std::string pad_section(const PadRates& pad);
std::string labels_section(const Evaluation& evaluation);

}  // namespace truename::evaluation
