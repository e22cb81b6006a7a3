#include "face/quality/profile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace quality = truename::face::quality;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto profile = quality::parse_profile(text, "small.toml");
  if (!profile) return 0;
  for (const auto& requirement : profile->requirements) {
    if (requirement.use == quality::Use::off) continue;
    for (const double raw : {-1e300, 0.0, 1e300}) {
      const int scalar = quality::scalar_of(raw, requirement);
      if (scalar < 0 || scalar > 100) __builtin_trap();
    }
  }
  return 0;
}
