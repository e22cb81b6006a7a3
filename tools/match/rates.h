// Error rates of labelled comparisons: every probe against every other portrait, one to one.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tools/match/templates.h"

namespace truename::match {

struct Scores {
  std::vector<float> genuine;   // ascending
  std::vector<float> impostor;  // ascending; only those of at least kImpostorFloor are kept
  std::size_t impostor_pairs = 0;
};
// Far below any score that one in a thousand impostor pairs reaches: keeps 15 million pairs small.
constexpr float kImpostorFloor = 0.125F;

// `subjects` name the person of each entry of both. Entry i of one is never compared with entry i
// of the other: they come from one picture. When both are one object each pair counts once.
Scores all_pairs(const Templates& probes, const Templates& portraits,
                 const std::vector<std::string>& subjects, unsigned threads);

// As face::compare to six digits, and faster.
float score_of(const face::Template& probe, const face::Template& portrait);

// The score above which so many impostor pairs lie that `fmr` is not exceeded.
double threshold_at(const Scores& scores, double fmr);
std::size_t genuine_above(const Scores& scores, double threshold);
std::size_t impostors_above(const Scores& scores, double threshold);

}  // namespace truename::match
