// Profile: how good each quality component must be for one use of a picture; limits, no measuring.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "face/quality/components.h"

namespace truename::face::quality {

// `limit` scores 50 and is the last that passes; `good` scores 100. `good` below `limit` means that
// less is better.
struct Span {
  double limit = 0;
  double good = 0;
};

enum class Use {
  gate,      // below the limit the picture is not used
  advisory,  // below the limit somebody may be told, and nothing else happens
  off,       // not assessed in this profile
};

std::string_view use_text(Use use);

struct Requirement {
  Use use = Use::off;
  std::optional<Span> span;   // absent exactly when off
  std::optional<Span> upper;  // the other side, where too much is bad too
  std::string source;         // what the limit rests on
};

// Format: docs/formats/quality_profile.md.
struct Profile {
  std::string id;
  std::array<Requirement, std::size(kComponents)> requirements;  // in the order of kComponents
};

// `name` is the file's name, and without its ending it must be the profile's id. Every component
// once; unknown and missing keys are errors.
Result<Profile> parse_profile(std::string_view text, std::string_view name);
Result<Profile> read_profile(const std::filesystem::path& file);

// 0..100; 50 or more exactly when `raw` is within the limits. CHECKs that the component is not off.
int scalar_of(double raw, const Requirement& requirement);

}  // namespace truename::face::quality
