#include "adapters/pack_folder/pack_folder.h"

// What parses is written byte for byte as it came.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto records = truename::adapters::parse_activations(text);
  if (!records) return 0;
  std::string again;
  for (const auto& record : *records) {
    again += truename::domain::activation_text(record) + "\n";
    if (!truename::domain::last_day(record, *records) && record.effective_to) __builtin_trap();
  }
  if (!text.starts_with(again)) __builtin_trap();
  return 0;
}
