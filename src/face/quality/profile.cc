#include "face/quality/profile.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "base/fields.h"
#include "base/files.h"
#include "base/toml.h"

namespace truename::face::quality {
namespace {

constexpr std::size_t kProfileLimitBytes = 64 * 1024;  // ours have 6 KB
// No unit of ours comes near; beyond, scores would overflow.
constexpr double kLargest = 1e6;
constexpr double kNearest = 1e-9;

Use parse_use(Fields& in) {
  const std::string text = in.text("use");
  for (const Use use : {Use::gate, Use::advisory, Use::off}) {
    if (use_text(use) == text) return use;
  }
  in.complain("\"use\" must be gate, advisory or off");
  return Use::off;
}

Span parse_span(Fields& in, std::string_view limit, std::string_view good) {
  const Span span{in.number(limit), in.number(good)};
  const bool sane = std::abs(span.limit) <= kLargest && std::abs(span.good) <= kLargest;
  if (!sane || std::abs(span.limit - span.good) < kNearest) {
    in.complain("\"" + std::string(limit) + "\" and \"" + std::string(good) +
                "\" must be two different numbers within a million");
  }
  return span;
}

Result<Requirement> parse_requirement(const Value& value, const std::string& where) {
  Fields in(value, where);
  Requirement out;
  out.use = parse_use(in);
  if (out.use != Use::off) {
    out.span = parse_span(in, "limit", "good");
    if (in.has("upper_limit") || in.has("upper_good")) {
      out.upper = parse_span(in, "upper_limit", "upper_good");
      // Otherwise nothing, or everything, could pass.
      const bool ordered = out.span->limit < out.span->good && out.span->good <= out.upper->good &&
                           out.upper->good < out.upper->limit;
      if (!ordered) in.complain("needs limit < good <= upper_good < upper_limit");
    }
  }
  out.source = in.text("source");
  if (out.source.empty()) in.complain("needs a \"source\"");
  TRY_STATUS(in.finish());
  return out;
}

// `limit` is what scores 50.
double score_of(double raw, const Span& span) {
  return 50 + 50 * (raw - span.limit) / (span.good - span.limit);
}

}  // namespace

std::string_view use_text(Use use) {
  switch (use) {
    case Use::gate:
      return "gate";
    case Use::advisory:
      return "advisory";
    case Use::off:
      return "off";
  }
  CHECK(false);
}

Result<Profile> parse_profile(std::string_view text, std::string_view name) {
  const std::string where(name);
  const Value value = TRY(parse_toml(text, name));
  Fields in(value, where);
  Profile profile;
  profile.id = in.text("id");
  if (where != profile.id + ".toml") in.complain("\"id\" must be the file's name without .toml");
  const Value& components = in.object("component");
  TRY_STATUS(in.finish());
  Fields named(components, where + " component");
  for (std::size_t i = 0; i < std::size(kComponents); ++i) {
    const std::string component(kComponents[i].name);
    const Value& one = named.object(component);
    if (!named.has(component)) break;  // finish() names it
    profile.requirements[i] = TRY(parse_requirement(one, where + " component." + component));
  }
  TRY_STATUS(named.finish());
  return profile;
}

Result<Profile> read_profile(const std::filesystem::path& file) {
  const std::string text = TRY(read_text_file(file, kProfileLimitBytes));
  return parse_profile(text, file.filename().string());
}

int scalar_of(double raw, const Requirement& requirement) {
  CHECK(requirement.span.has_value());
  double score = score_of(raw, *requirement.span);
  if (requirement.upper) score = std::min(score, score_of(raw, *requirement.upper));
  return static_cast<int>(std::clamp(score, 0.0, 100.0));
}

}  // namespace truename::face::quality
