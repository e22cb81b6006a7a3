#include "evaluation/result.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto source = truename::evaluation::parse_result(text);
  if (!source) return 0;
  if (source->steps.empty() || source->impostor_comparisons == 0) __builtin_trap();
  for (const truename::evaluation::Step& step : source->steps) {
    if (step.impostor_reaching > source->impostor_comparisons) __builtin_trap();
  }
  (void)truename::evaluation::calibration_text(*source, std::nullopt, "table", 1e-4);
  return 0;
}
