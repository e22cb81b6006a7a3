#include "face/calibrate.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto table =
      truename::face::CalibrationTable::parse(text, "small.toml", truename::Digest{});
  if (!table) return 0;
  const double low = table->fmr_bound(truename::face::ComparisonScore(-1));
  const double high = table->fmr_bound(truename::face::ComparisonScore(1));
  if (!(high <= low && high > 0 && low <= 1)) __builtin_trap();
  return 0;
}
