// Probes of several photographs of one person, as a stand-in for the frames of a capture.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "face/fusion.h"
#include "tools/match/rates.h"

namespace truename::match {

struct Probes {
  Templates fused;
  std::vector<double> agreement;  // see face/fusion.h
};

// Different photographs of a person, which differ more than the frames of one capture do: for each
// picture of a person with at least four, the first `count` other ones are one probe.
Probes several_photos(const std::vector<std::string>& subjects, const Templates& plain,
                      std::size_t count, std::size_t first);

enum class ScoreOf {
  mean,  // the score of the fused template
  each,  // the mean of the scores of the photographs one by one
};
// Entry i is a probe made without picture i: it is compared with portrait i alone as genuine, and
// with the portraits of all others as impostor.
Scores score_photos(const std::vector<std::string>& subjects, const Probes& probes,
                    const Templates& portraits, ScoreOf kind);

// The comparisons of two samples as one.
void append(Scores& all, const Scores& more);

// Begins the fusion with the first; nothing is added where no face was found.
void add(std::optional<face::Fusion>& fusion, const std::optional<face::Template>& next);

}  // namespace truename::match
