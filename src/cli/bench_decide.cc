#include "cli/bench_decide.h"

#include <cstdio>
#include <vector>

#include "base/check.h"
#include "cli/bench_face.h"
#include "policy/decide.h"

namespace truename::cli {
namespace {

constexpr int kRounds = 5000;
constexpr int kBatches = 9;

using domain::Check;

double median_us(const domain::Evidence& evidence, const policy::Pack& pack) {
  std::vector<double> batches;
  std::size_t reasons = 0;
  for (int batch = 0; batch < kBatches; ++batch) {
    const double start = process_cpu_ms();
    for (int i = 0; i < kRounds; ++i) reasons += policy::decide(evidence, pack).reasons.size();
    batches.push_back((process_cpu_ms() - start) * 1000 / kRounds);
  }
  CHECK(reasons > 0);  // a decision always has one; so that none is left out
  return median(batches);
}

}  // namespace

domain::Evidence sound_evidence(const policy::Pack& pack) {
  domain::Evidence out;
  out.document = {.type = domain::DocumentType::cn_resident_id,
                  .fields_complete = Check::pass,
                  .number = Check::pass,
                  .consistent = Check::pass,
                  .claim_agreement = Check::pass,
                  .disagreeing_fields = {},
                  .portrait_found = true,
                  .holder_age_years = 28};
  out.face = {.stage = domain::FaceStage::examined,
              .findings = {},
              .quality = 80,
              .pad = domain::PadResult::live,
              .fmr_bound = 0.0,
              .calibration_id = "bench"};
  out.authority = domain::AuthorityAnswer::match;
  out.consent = {.face = true, .terms = true};
  out.history = {.reverification_settled = Check::pass,
                 .artefact_fresh = Check::pass,
                 .attempts_identity_today = 0,
                 .attempts_device_today = 0,
                 .sanction_grade = 0,
                 .risk_signals = {"off_hours"}};
  out.today = pack.effective_from;
  return out;
}

DecideFigures measure_decide(const policy::Pack& pack) {
  domain::Evidence nothing;
  nothing.today = pack.effective_from;
  return {.rules = pack.rules.size(),
          .rounds = kRounds,
          .approved_us = median_us(sound_evidence(pack), pack),
          .refused_us = median_us(nothing, pack)};
}

void print_decide(const DecideFigures& figures) {
  std::printf("decide, %zu rules\n", figures.rules);
  std::printf("every rule satisfied   %9.2f us\nnothing was seen       %9.2f us\n",
              figures.approved_us, figures.refused_us);
  std::printf("medians of CPU time over %d batches of %d\n", kBatches, figures.rounds);
}

Value decide_json(const DecideFigures& figures) {
  return Value()
      .set("rules", static_cast<std::int64_t>(figures.rules))
      .set("approved_us", figures.approved_us)
      .set("refused_us", figures.refused_us)
      .set("batches", kBatches)
      .set("rounds", figures.rounds);
}

}  // namespace truename::cli
