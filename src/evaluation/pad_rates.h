// Error rates of presentation attack detection (ISO/IEC 30107-3), each attack species by itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evaluation/error_rates.h"

namespace truename::evaluation {

constexpr std::string_view kBonaFide = "bona_fide";
constexpr std::size_t kPadRowLimit = 100'000;
constexpr std::size_t kSpeciesLimit = 64;

// A row of the list of presentations: file,label and, where the whole chain is asked, the portrait
// that the presentation is to match. `label` is "bona_fide" or the attack's species.
struct Presentation {
  std::string file;
  std::string label;
  std::string portrait;  // empty: not compared
};
// bad_input names the row; at least one row.
Result<std::vector<Presentation>> parse_presentations(std::string_view csv);

enum class PadAnswer { none, bona_fide, attack };  // none: no usable face, so no answer
struct PadOutcome {
  PadAnswer answer = PadAnswer::none;
  std::optional<bool> passed;  // the whole chain, where a portrait was given
};

struct SpeciesRates {
  std::string label;
  Rate error;                 // APCER, or BPCER of bona fide presentations: of those answered
  Rate non_response;          // APNRR, BPNRR: of all
  std::optional<Rate> chain;  // IAPAR, or the rejections of bona fide presentations: of those with
                              // a portrait
};
struct PadRates {
  std::vector<SpeciesRates> species;  // by name
  std::optional<SpeciesRates> bona_fide;
  std::string worst;  // the species with the highest APCER; never a mean of species
};
PadRates pad_rates(const std::vector<Presentation>& presentations,
                   const std::vector<PadOutcome>& outcomes);

}  // namespace truename::evaluation
