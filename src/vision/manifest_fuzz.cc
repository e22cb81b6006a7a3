#include "vision/manifest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace truename::vision;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto manifest = parse_manifest(text, "manifest.toml");
  if (!manifest) return 0;
  for (const std::string_view role : kRoles) {
    const ModelEntry& entry = manifest->of(role);
    if (entry.role != role || !manifest->is_active(entry) || contract_text(entry).empty()) {
      __builtin_trap();
    }
    if (entry.file.find('/') != std::string::npos) __builtin_trap();
  }
  return 0;
}
