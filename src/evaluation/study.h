// study.json: impostor counts of what an evaluation's pairs have not, poor portraits and several
// probes fused; counts of pairs only, and no rates.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace truename::evaluation {

// One kind of portraits. Entry k of both lists is of the score kStudyFirstScore + k * kScoreStep.
struct StudySample {
  std::string portraits;  // "clean" or a level of tools/match/degrade.h
  std::uint64_t impostor_comparisons = 0;
  std::vector<std::uint64_t> reaching;  // never rises; a score beyond its end was not reached
  // 95th percentile of the FMR when subjects are drawn again; empty where that was not done.
  std::vector<double> by_subject_95;
};
// Far below any score that one in a thousand impostor pairs reaches.
constexpr double kStudyFirstScore = 0.125;

struct PoorStudy {
  double inter_eye_px_below = 0;
  double sharpness_below = 0;
  std::vector<StudySample> samples;
};
struct ProbesStudy {
  std::uint64_t probes = 0;    // fused into one template, 2 to 5
  std::uint64_t subjects = 0;  // whose pictures were fused
  std::uint64_t groups = 0;    // of so many pictures of one subject
  std::vector<StudySample> samples;
};
struct Study {
  std::string data;  // which persons the probes are of
  std::string model_sha256;
  std::string model_contract;
  std::optional<PoorStudy> poor;
  std::vector<ProbesStudy> probes;  // their numbers rise
};

// Format: docs/formats/study.md.
std::string study_text(const Study& study);
Result<Study> parse_study(std::string_view json);

// The row of a calibration table at step `k`: of several samples the one with the highest bound
// speaks, exact or by subject.
struct StudyRow {
  double score = 0;
  double fmr = 0;
  double fmr_upper_95 = 1;
  bool reached = false;  // by any pair of any sample
};
StudyRow row_at(const std::vector<StudySample>& samples, std::size_t k);

}  // namespace truename::evaluation
