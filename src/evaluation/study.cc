#include "evaluation/study.h"

#include <algorithm>

#include "base/fields.h"
#include "base/json.h"
#include "evaluation/bounds.h"
#include "evaluation/thresholds.h"

namespace truename::evaluation {
namespace {

// From the first score to 1 there are 176 steps.
constexpr std::size_t kStudyStepLimit = 176;
constexpr std::size_t kSampleLimit = 16;  // kinds of portraits; degrade.h has four levels
constexpr std::int64_t kProbesMaximum = 5;

Value sample_value(const StudySample& sample) {
  Array reaching;
  for (const std::uint64_t count : sample.reaching) {
    reaching.emplace_back(static_cast<std::int64_t>(count));
  }
  Array by_subject;
  for (const double rate : sample.by_subject_95) by_subject.emplace_back(rate);
  return Value()
      .set("portraits", sample.portraits)
      .set("impostor_comparisons", static_cast<std::int64_t>(sample.impostor_comparisons))
      .set("reaching", std::move(reaching))
      .set("by_subject_95", std::move(by_subject));
}

Value samples_value(const std::vector<StudySample>& samples) {
  Array out;
  for (const StudySample& sample : samples) out.push_back(sample_value(sample));
  return {std::move(out)};
}

Status read_lists(const Array& reaching, const Array& by_subject, StudySample& sample) {
  const auto wrong = fail(ErrorCode::bad_input,
                          "The study's \"reaching\" and \"by_subject_95\" must never rise, hold at "
                          "most 176 entries and be of one length.");
  if (reaching.empty() || reaching.size() > kStudyStepLimit) return wrong;
  if (!by_subject.empty() && by_subject.size() != reaching.size()) return wrong;
  std::uint64_t before = sample.impostor_comparisons;
  for (const Value& item : reaching) {
    const auto* const count = item.as<std::int64_t>();
    if (count == nullptr || *count < 0 || static_cast<std::uint64_t>(*count) > before) return wrong;
    before = static_cast<std::uint64_t>(*count);
    sample.reaching.push_back(before);
  }
  double rate_before = 1;
  for (const Value& item : by_subject) {
    const auto* const whole = item.as<std::int64_t>();
    const auto* const real = item.as<double>();
    const double rate = real != nullptr ? *real : whole != nullptr ? double(*whole) : -1;
    if (!(rate >= 0 && rate <= rate_before)) return wrong;
    rate_before = rate;
    sample.by_subject_95.push_back(rate);
  }
  return {};
}

Result<std::vector<StudySample>> read_samples(const Array& items) {
  if (items.empty() || items.size() > kSampleLimit) {
    return fail(ErrorCode::bad_input, "A part of the study must hold 1 to 16 samples.");
  }
  std::vector<StudySample> samples;
  for (const Value& item : items) {
    Fields in(item, "a sample of the study");
    StudySample sample;
    sample.portraits = in.text("portraits");
    const std::int64_t comparisons = in.integer("impostor_comparisons");
    const Array& reaching = in.array("reaching");
    const Array& by_subject = in.array("by_subject_95");
    if (sample.portraits.empty()) in.complain("\"portraits\" must say which");
    if (comparisons < 1) in.complain("\"impostor_comparisons\" must be positive");
    TRY_STATUS(in.finish());
    sample.impostor_comparisons = static_cast<std::uint64_t>(comparisons);
    TRY_STATUS(read_lists(reaching, by_subject, sample));
    samples.push_back(std::move(sample));
  }
  return samples;
}

Result<PoorStudy> read_poor(const Value& value) {
  Fields in(value, "\"poor_portrait\" of the study");
  PoorStudy poor;
  poor.inter_eye_px_below = in.number("inter_eye_px_below");
  poor.sharpness_below = in.number("sharpness_below");
  const Array& samples = in.array("samples");
  TRY_STATUS(in.finish());
  poor.samples = TRY(read_samples(samples));
  return poor;
}

Result<ProbesStudy> read_probes(const Value& value, std::uint64_t before) {
  Fields in(value, "\"probes\" of the study");
  ProbesStudy probes;
  const std::int64_t count = in.integer("probes");
  const std::int64_t subjects = in.integer("subjects");
  const std::int64_t groups = in.integer("groups");
  const Array& samples = in.array("samples");
  if (count <= static_cast<std::int64_t>(before) || count > kProbesMaximum) {
    in.complain("numbers of probes must rise, 2 to 5");
  }
  if (subjects < 2 || groups < subjects) in.complain("the counts cannot all be true");
  TRY_STATUS(in.finish());
  probes.probes = static_cast<std::uint64_t>(count);
  probes.subjects = static_cast<std::uint64_t>(subjects);
  probes.groups = static_cast<std::uint64_t>(groups);
  probes.samples = TRY(read_samples(samples));
  return probes;
}

}  // namespace

std::string study_text(const Study& study) {
  Value poor;
  if (study.poor) {
    poor.set("inter_eye_px_below", study.poor->inter_eye_px_below)
        .set("sharpness_below", study.poor->sharpness_below)
        .set("samples", samples_value(study.poor->samples));
  }
  Array probes;
  for (const ProbesStudy& part : study.probes) {
    probes.push_back(Value()
                         .set("probes", static_cast<std::int64_t>(part.probes))
                         .set("subjects", static_cast<std::int64_t>(part.subjects))
                         .set("groups", static_cast<std::int64_t>(part.groups))
                         .set("samples", samples_value(part.samples)));
  }
  return write_json(Value()
                        .set("format", "truename-study-1")
                        .set("data", study.data)
                        .set("model_sha256", study.model_sha256)
                        .set("model_contract", study.model_contract)
                        .set("poor_portrait", std::move(poor))
                        .set("probes", std::move(probes))) +
         "\n";
}

Result<Study> parse_study(std::string_view json) {
  const Value value = TRY(parse_json(json));
  Fields in(value, "the study");
  Study study;
  if (in.text("format") != "truename-study-1") in.complain("\"format\" is not truename-study-1");
  study.data = in.text("data");
  study.model_sha256 = in.text("model_sha256");
  study.model_contract = in.text("model_contract");
  const Value* const poor = in.any("poor_portrait");
  const Array& probes = in.array("probes");
  TRY_STATUS(in.finish());
  if (poor != nullptr && !poor->is_null()) study.poor = TRY(read_poor(*poor));
  for (const Value& item : probes) {
    const std::uint64_t before = study.probes.empty() ? 1 : study.probes.back().probes;
    study.probes.push_back(TRY(read_probes(item, before)));
  }
  return study;
}

StudyRow row_at(const std::vector<StudySample>& samples, std::size_t k) {
  StudyRow row{kStudyFirstScore + static_cast<double>(k) * kScoreStep, 0, 0, false};
  for (const StudySample& sample : samples) {
    const std::uint64_t count = k < sample.reaching.size() ? sample.reaching[k] : 0;
    const double again = k < sample.by_subject_95.size() ? sample.by_subject_95[k] : 0;
    const double bound = std::max(upper_bound_95(count, sample.impostor_comparisons), again);
    row.reached = row.reached || count > 0;
    if (bound <= row.fmr_upper_95) continue;
    row.fmr_upper_95 = bound;
    row.fmr = static_cast<double>(count) / static_cast<double>(sample.impostor_comparisons);
  }
  return row;
}

}  // namespace truename::evaluation
