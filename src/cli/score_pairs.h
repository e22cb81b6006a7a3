// Scores every pair of a test set, each 1:1 and alone, on several cores, and goes on where an
// earlier run stopped; judges nothing.
#pragma once

#include <vector>

#include "cli/score_log.h"
#include "cli/test_set.h"
#include "face/networks.h"

namespace truename::cli {

// Each picture's template is made once, kept in memory while a pair still needs it, and never
// written (R36). A picture that cannot be decoded or shows no face is an outcome, no error.
// unavailable when interrupted (SIGINT, SIGTERM): what is finished stands in the log.
Result<std::vector<evaluation::Comparison>> score_pairs(const face::Networks& networks,
                                                        const TestSet& set, unsigned threads,
                                                        ScoreLog::Opened& scores);

}  // namespace truename::cli
