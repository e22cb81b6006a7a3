#include "evaluation/conformance.h"

#include <algorithm>

#include "evaluation/bounds.h"
#include "evaluation/number_text.h"

namespace truename::evaluation {
namespace {

// The more careful of the exact bound, which takes trials as independent, and the bootstrap's.
double upper_of(const Rate& rate) {
  return rate.by_subject ? std::max(rate.upper_95(), rate.by_subject->high) : rate.upper_95();
}

Verdict verdict_of(const Claim& claim, const Rate& rate, DataKind kind) {
  if (rate.trials < trials_needed(claim.limit, 0)) return Verdict::too_small;
  if (rate.value() > claim.limit) return Verdict::exceeded;
  if (upper_of(rate) > claim.limit) return Verdict::not_shown;
  return kind == DataKind::consented_field ? Verdict::shown : Verdict::wrong_data;
}

std::string sentence_of(const Conformance& one, DataKind kind) {
  const std::string what = one.claim.name + " at most " + rate_text(one.claim.limit);
  const std::string seen = count_text(one.rate.errors) + " errors in " +
                           count_text(one.rate.trials) + " trials, upper 95 % bound " +
                           rate_text(upper_of(one.rate));
  switch (one.verdict) {
    case Verdict::wrong_data:
      return "No conformance sentence: " + what + " holds on this sample (" + seen +
             "), but data of kind \"" + std::string(data_kind_text(kind)) +
             "\" says nothing about a deployment; consented field data is needed.";
    case Verdict::too_small:
      return "No conformance sentence: the sample is too small to show " + what + "; it has " +
             count_text(one.rate.trials) + " trials with " + count_text(one.rate.errors) +
             " errors, and needs " + count_text(one.needed) + " with as many errors.";
    case Verdict::not_shown:
      return "No conformance sentence: " + what + " is not shown (" + seen +
             "); with as many errors " + count_text(one.needed) +
             " independent trials would show it.";
    case Verdict::exceeded:
      return "Not conforming: the observed rate is above " + what + " (" + seen + ").";
    case Verdict::shown:
      return "Conforming on this sample: " + what + " (" + seen + ").";
  }
  return "";
}

}  // namespace

std::string_view data_kind_text(DataKind kind) {
  switch (kind) {
    case DataKind::synthetic:
      return "synthetic";
    case DataKind::public_benchmark:
      return "public benchmark";
    case DataKind::consented_field:
      return "consented field";
  }
  return "";
}

Result<DataKind> parse_data_kind(std::string_view text) {
  for (const DataKind kind :
       {DataKind::synthetic, DataKind::public_benchmark, DataKind::consented_field}) {
    if (text == data_kind_text(kind)) return kind;
  }
  return fail(
      ErrorCode::bad_input,
      "The kind of data must be \"synthetic\", \"public benchmark\" or \"consented field\".");
}

std::string_view verdict_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::wrong_data:
      return "wrong_data";
    case Verdict::too_small:
      return "too_small";
    case Verdict::not_shown:
      return "not_shown";
    case Verdict::exceeded:
      return "exceeded";
    case Verdict::shown:
      return "shown";
  }
  return "";
}

Conformance judge_claim(const Claim& claim, const Rate& rate, DataKind kind) {
  Conformance one{.claim = claim, .rate = rate};
  one.verdict = verdict_of(claim, rate, kind);
  one.needed = trials_needed(claim.limit, rate.errors);
  one.sentence = sentence_of(one, kind);
  return one;
}

}  // namespace truename::evaluation
