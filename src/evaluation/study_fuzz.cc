#include "evaluation/study.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace truename::evaluation;
  const auto study = parse_study(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!study) return 0;
  if (!parse_study(study_text(*study))) __builtin_trap();
  for (const ProbesStudy& part : study->probes) {
    double before = 1;
    for (std::size_t k = 0; k < 8; ++k) {
      const StudyRow row = row_at(part.samples, k);
      if (!(row.fmr_upper_95 <= before && row.fmr <= row.fmr_upper_95)) __builtin_trap();
      before = row.fmr_upper_95;
    }
  }
  return 0;
}
