// report.html and the lines for the terminal: an evaluation for people; says what its evidence
// cannot carry, and adds no figure of its own.
#pragma once

#include <string>

#include "evaluation/evaluate.h"

namespace truename::evaluation {

// One self-contained page: no script, nothing loaded; light and dark, narrow, wide and printed.
std::string report_html(const Evaluation& evaluation);
// The chief figures, a line each.
std::string summary_text(const Evaluation& evaluation);

}  // namespace truename::evaluation
