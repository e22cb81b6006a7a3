// scores.csv: finished comparisons of one list by one set of models, appended as they come, so that
// a killed run goes on; numbers of pairs, never names or templates.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evaluation/error_rates.h"

namespace truename::evaluation {

// The two lines that open the file and bind it to its list and models (hex digests).
std::string score_file_header(std::string_view list_sha256, std::string_view score_models);
std::string score_row(const Pair& pair, const Comparison& outcome);

struct FinishedScores {
  std::vector<Comparison> outcomes;    // in the list's order
  std::vector<std::uint8_t> finished;  // 1 where the outcome is known
  std::size_t count = 0;
  std::size_t whole_bytes = 0;  // what follows is a row cut short by a kill; cut it off
};
// `text` may be empty or cut anywhere. conflict when the header is of another list or model;
// bad_input names the line that is wrong.
Result<FinishedScores> parse_scores(std::string_view text, std::string_view header,
                                    const PairList& list);

// Scores from anywhere, to evaluate again: CSV with the columns same,score (1 or 0; -1..1, empty
// where there was no comparison), with or without first,second, and any group columns; fmr_bound is
// passed over. Without first,second the subjects are unknown.
struct GivenScores {
  PairList list;
  std::vector<Comparison> outcomes;
  bool knows_pictures = false;
};
Result<GivenScores> parse_given_scores(std::string_view csv);

}  // namespace truename::evaluation
