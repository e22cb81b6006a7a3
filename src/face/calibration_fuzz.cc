#include "face/calibrate.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const truename::vision::ModelEntry model;  // of no weights; the corpus names its contract
  const auto table = truename::face::CalibrationTable::parse(text, "small.toml", model);
  if (!table) return 0;
  using enum truename::face::PortraitClass;
  const truename::face::ComparisonScore lowest(-1);
  const truename::face::ComparisonScore highest(1);
  for (const auto portrait : {clear, poor}) {
    const double low = table->fmr_bound(lowest, portrait);
    const double high = table->fmr_bound(highest, portrait);
    if (!(high <= low && high > 0 && low <= 1)) __builtin_trap();
    for (std::size_t probes = 2; probes <= 5; ++probes) {
      if (!table->knows_probes(probes)) continue;
      if (table->fused_fmr_bound(highest, portrait, probes) < high) __builtin_trap();
    }
  }
  return 0;
}
