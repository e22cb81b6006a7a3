#include "face/calibrate.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto table =
      truename::face::CalibrationTable::parse(text, "small.toml", truename::Digest{});
  if (!table) return 0;
  using enum truename::face::PortraitClass;
  for (const auto portrait : {clear, poor}) {
    const double low = table->fmr_bound(truename::face::ComparisonScore(-1), portrait);
    const double high = table->fmr_bound(truename::face::ComparisonScore(1), portrait);
    if (!(high <= low && high > 0 && low <= 1)) __builtin_trap();
  }
  return 0;
}
