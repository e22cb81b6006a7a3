#include "vision/model_entry.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "base/fields.h"

namespace truename::vision {
namespace {

constexpr std::int64_t kSideLimit = 4096;       // pixels; the largest networks look at 1280
constexpr std::int64_t kDimensionLimit = 4096;  // templates in use have 128 to 1024 numbers
constexpr std::size_t kNameLimit = 128;         // of an id or a file

template <class T>
struct Named {
  std::string_view name;
  T value;
};
constexpr Named<Layout> kLayouts[] = {{"nchw", Layout::nchw}, {"nhwc", Layout::nhwc}};
constexpr Named<Alignment> kAlignments[] = {{"arcface_112", Alignment::arcface_112}};
constexpr Named<Normalisation> kNormalisations[] = {{"unit_length", Normalisation::unit_length}};
constexpr Named<BoxDecoder> kDecoders[] = {{"ultraface_rfb", BoxDecoder::ultraface_rfb}};

// One of a closed set, by name; the complaint lists the set.
template <class T, std::size_t N>
T choice(Fields& fields, std::string_view key, const Named<T> (&set)[N]) {
  const std::string text = fields.text(key);
  std::string known;
  for (const Named<T>& item : set) {
    if (item.name == text) return item.value;
    known += (known.empty() ? "" : ", ") + std::string(item.name);
  }
  fields.complain("has an unknown " + std::string(key) + " \"" + text + "\"; known: " + known);
  return set[0].value;
}

template <class T, std::size_t N>
std::string name_of(T value, const Named<T> (&set)[N]) {
  for (const Named<T>& item : set) {
    if (item.value == value) return std::string(item.name);
  }
  return {};
}

std::array<float, 3> triple(Fields& fields, std::string_view key) {
  std::array<float, 3> out{};
  const Array& items = fields.array(key);
  bool good = items.size() == out.size();
  for (std::size_t i = 0; good && i < out.size(); ++i) {
    if (const auto* real = items[i].as<double>()) {
      out[i] = static_cast<float>(*real);
    } else if (const auto* integer = items[i].as<std::int64_t>()) {
      out[i] = static_cast<float>(*integer);
    } else {
      good = false;
    }
    good = good && std::isfinite(out[i]);
  }
  if (!good) fields.complain("\"" + std::string(key) + "\" must be three numbers");
  return out;
}

int bounded(Fields& fields, std::string_view key, std::int64_t lowest, std::int64_t highest) {
  const std::int64_t value = fields.integer(key);
  if (value >= lowest && value <= highest) return static_cast<int>(value);
  fields.complain("\"" + std::string(key) + "\" must be " + std::to_string(lowest) + " to " +
                  std::to_string(highest));
  return 0;
}

// No folder, nothing that climbs out of one.
std::string plain_name(Fields& fields, std::string_view key) {
  std::string name = fields.text(key);
  const bool plain = !name.empty() && name.size() <= kNameLimit && name[0] != '.' &&
                     std::all_of(name.begin(), name.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
                     });
  if (!plain) {
    fields.complain("\"" + std::string(key) +
                    "\" must be a plain name of letters, digits, dot, dash and underscore");
  }
  return name;
}

Result<InputContract> parse_input(const Value& value, const std::string& where) {
  Fields in(value, where + " input");
  InputContract out;
  out.width = bounded(in, "width", 0, kSideLimit);
  out.height = bounded(in, "height", 0, kSideLimit);
  out.channels = in.text("channels");
  if (out.channels != "bgr" && out.channels != "rgb" && out.channels != "grey") {
    in.complain("has unknown channels \"" + out.channels + "\"; known: bgr, rgb, grey");
  }
  out.mean = triple(in, "mean");
  out.scale = triple(in, "scale");
  if (std::count(out.scale.begin(), out.scale.end(), 0.0F) != 0) {
    in.complain("\"scale\" must not be zero, which would blank the picture");
  }
  out.layout = choice(in, "layout", kLayouts);
  TRY_STATUS(in.finish());
  return out;
}

Result<ExtractorContract> parse_extractor(const Value& value, const std::string& where) {
  Fields in(value, where + " extractor");
  ExtractorContract out;
  out.alignment = choice(in, "alignment", kAlignments);
  out.dimension = bounded(in, "dimension", 1, kDimensionLimit);
  out.normalisation = choice(in, "normalisation", kNormalisations);
  TRY_STATUS(in.finish());
  return out;
}

Result<DetectorContract> parse_detector(const Value& value, const std::string& where) {
  Fields in(value, where + " detector");
  DetectorContract out;
  out.decoder = choice(in, "decoder", kDecoders);
  TRY_STATUS(in.finish());
  return out;
}

// The folder's own file, or one in a folder beside the manifest.
bool stays_inside(const std::string& path) {
  return path.empty() || (path[0] != '/' && path.find("..") == std::string::npos &&
                          path.find('\0') == std::string::npos && path.size() <= 2 * kNameLimit);
}

// What the keys say one by one is right; whether they agree is asked here.
void check_agreement(Fields& in, const ModelEntry& entry) {
  const InputContract& input = entry.input;
  if (entry.role == "face_extract" && input.width != input.height) {
    in.complain("is aligned to arcface_112, which is square; \"input\" must be as wide as high");
  }
  if (entry.role.starts_with("text_") && input.layout != Layout::nchw) {
    in.complain("has the layout nhwc, which is for face networks only");
  }
  if (entry.role != "face_extract" && !entry.calibration.empty()) {
    in.complain("has a calibration, which is for face_extract only");
  }
  if (!stays_inside(entry.calibration)) {
    in.complain("\"calibration\" must be a path beside the manifest, like calibration/x.toml");
  }
}

}  // namespace

bool has_candidates(std::string_view role) {
  return std::find(std::begin(kRolesWithCandidates), std::end(kRolesWithCandidates), role) !=
         std::end(kRolesWithCandidates);
}

Result<ModelEntry> parse_entry(const Value& value) {
  const auto* const id =
      value.find("id") == nullptr ? nullptr : value.find("id")->as<std::string>();
  const std::string where =
      id == nullptr ? "models/manifest.toml: a [[model]]" : "models/manifest.toml: model " + *id;
  Fields in(value, where);
  ModelEntry entry;
  entry.id = plain_name(in, "id");
  entry.role = in.text("role");
  if (std::find(std::begin(kRoles), std::end(kRoles), entry.role) == std::end(kRoles)) {
    in.complain("has an unknown role \"" + entry.role + "\"");
  }
  entry.file = plain_name(in, "file");
  const auto hash = parse_digest("sha256:" + in.text("sha256"));
  if (!hash) in.complain("\"sha256\" must be 64 hex digits");
  entry.sha256 = hash.value_or(Digest{});
  entry.package = in.text("package");
  entry.licence = in.text("licence");
  entry.provenance = in.text("provenance");
  if (entry.licence.empty() || entry.provenance.empty()) {
    in.complain("must say its licence and its provenance, even where that is \"undocumented\"");
  }
  entry.calibration = in.text_or("calibration", "");
  if (entry.role != "text_keys") entry.input = TRY(parse_input(in.object("input"), where));
  if (entry.role == "face_extract") {
    entry.extractor = TRY(parse_extractor(in.object("extractor"), where));
  }
  if (entry.role == "face_detect") {
    entry.detector = TRY(parse_detector(in.object("detector"), where));
  }
  check_agreement(in, entry);
  TRY_STATUS(in.finish());
  return entry;
}

std::string contract_text(const ModelEntry& entry) {
  const InputContract& in = entry.input;
  char text[512];
  std::snprintf(text, sizeof text, "%dx%d %s mean %.9g,%.9g,%.9g scale %.9g,%.9g,%.9g ", in.width,
                in.height, in.channels.c_str(), double{in.mean[0]}, double{in.mean[1]},
                double{in.mean[2]}, double{in.scale[0]}, double{in.scale[1]}, double{in.scale[2]});
  std::string out = text + name_of(in.layout, kLayouts);
  if (entry.extractor) {
    out += " " + name_of(entry.extractor->alignment, kAlignments) + " " +
           std::to_string(entry.extractor->dimension) + " " +
           name_of(entry.extractor->normalisation, kNormalisations);
  }
  if (entry.detector) out += " " + name_of(entry.detector->decoder, kDecoders);
  return out;
}

}  // namespace truename::vision
