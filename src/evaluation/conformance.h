// Whether a measured rate carries a sentence "at most so much", and if not, what is missing (R130);
// no certificate, which only a laboratory gives.
#pragma once

#include <string>
#include <string_view>

#include "evaluation/error_rates.h"

namespace truename::evaluation {

enum class DataKind { synthetic, public_benchmark, consented_field };
std::string_view data_kind_text(DataKind kind);
// "synthetic", "public benchmark" or "consented field"; bad_input otherwise.
Result<DataKind> parse_data_kind(std::string_view text);

enum class Verdict {
  wrong_data,  // rendered faces or somebody else's pictures: nothing follows for a deployment
  too_small,   // not even without an error could this sample show it
  not_shown,   // the bound is above the claim, the observed rate is not
  exceeded,    // the observed rate is above the claim
  shown,
};
std::string_view verdict_text(Verdict verdict);

// "FMR", at most `limit`, at the operating threshold.
struct Claim {
  std::string name;
  double limit = 0;
  std::string source;
};
struct Conformance {
  Claim claim;
  Rate rate;
  Verdict verdict = Verdict::too_small;
  std::uint64_t needed = 0;  // trials that would show it with the errors seen
  std::string sentence;      // one, for people
};
Conformance judge_claim(const Claim& claim, const Rate& rate, DataKind kind);

}  // namespace truename::evaluation
