#include "vision/manifest.h"

#include <algorithm>

#include "base/check.h"
#include "base/fields.h"
#include "base/files.h"
#include "base/toml.h"

namespace truename::vision {
namespace {

constexpr std::string_view kRoles[] = {"face_detect",    "face_landmark", "face_extract",
                                       "face_pad",       "text_detect",   "text_recognise",
                                       "text_direction", "text_keys"};
constexpr std::size_t kManifestLimitBytes = 256 * 1024;
constexpr std::size_t kModelLimitBytes = 64 * 1024 * 1024;  // five times the largest we use

std::array<float, 3> triple(Fields& fields, std::string_view key) {
  std::array<float, 3> out{};
  const Array& items = fields.array(key);
  if (items.size() != out.size()) {
    fields.complain("\"" + std::string(key) + "\" must be three numbers");
    return out;
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (const auto* real = items[i].as<double>()) {
      out[i] = static_cast<float>(*real);
    } else if (const auto* integer = items[i].as<std::int64_t>()) {
      out[i] = static_cast<float>(*integer);
    } else {
      fields.complain("\"" + std::string(key) + "\" must be three numbers");
    }
  }
  return out;
}

Result<InputContract> parse_input(const Value& value, const std::string& where) {
  Fields in(value, where + " input");
  InputContract out;
  out.width = static_cast<int>(in.integer("width"));
  out.height = static_cast<int>(in.integer("height"));
  out.channels = in.text("channels");
  if (out.channels != "bgr" && out.channels != "rgb" && out.channels != "grey") {
    in.complain("\"channels\" must be bgr, rgb or grey");
  }
  out.mean = triple(in, "mean");
  out.scale = triple(in, "scale");
  TRY_STATUS(in.finish());
  return out;
}

Result<ModelEntry> parse_entry(const Value& value) {
  Fields in(value, "models/manifest.toml [[model]]");
  ModelEntry entry;
  entry.role = in.text("role");
  if (std::find(std::begin(kRoles), std::end(kRoles), entry.role) == std::end(kRoles)) {
    in.complain("has an unknown role \"" + entry.role + "\"");
  }
  entry.file = in.text("file");
  const auto hash = parse_digest("sha256:" + in.text("sha256"));
  if (!hash) in.complain("\"sha256\" must be 64 hex digits");
  entry.sha256 = hash.value_or(Digest{});
  entry.package = in.text("package");
  entry.licence = in.text("licence");
  entry.provenance = in.text("provenance");
  entry.calibration = in.text_or("calibration", "");
  const Value* const input = in.any("input");
  TRY_STATUS(in.finish());
  if (input != nullptr) entry.input = TRY(parse_input(*input, "The model " + entry.role));
  return entry;
}

// What a decision rests on: every weight by role, its contract's calibration, and the engine.
Result<Digest> digest_of(const Manifest& manifest) {
  Sha256 digest;
  for (const ModelEntry& entry : manifest.models) {
    digest.add(as_bytes(entry.role)).add(as_bytes("=")).add(entry.sha256);
    if (entry.calibration.empty()) continue;
    digest.add(TRY(read_file(manifest.folder / entry.calibration, kManifestLimitBytes)));
  }
  for (const std::string& profile : {manifest.quality_probe, manifest.quality_portrait}) {
    digest.add(as_bytes(profile)).add(as_bytes("="));
    digest.add(sha256(TRY(read_file(manifest.folder / profile, kManifestLimitBytes))));
  }
  digest.add(as_bytes(engine_version()));
  return digest.finish();
}

}  // namespace

const ModelEntry& Manifest::of(std::string_view role) const {
  const auto found = std::find_if(models.begin(), models.end(),
                                  [&](const ModelEntry& entry) { return entry.role == role; });
  CHECK(found != models.end());
  return *found;
}

Result<Manifest> read_manifest(const std::filesystem::path& file) {
  const std::string text = TRY(read_text_file(file, kManifestLimitBytes));
  const Value value = TRY(parse_toml(text, file.filename().string()));
  Fields in(value, "models/manifest.toml");
  Manifest manifest;
  manifest.folder = file.parent_path();
  manifest.quality_probe = in.text("quality_probe");
  manifest.quality_portrait = in.text("quality_portrait");
  for (const Value& item : in.array("model")) manifest.models.push_back(TRY(parse_entry(item)));
  TRY_STATUS(in.finish());
  for (const std::string_view role : kRoles) {
    const auto count = std::count_if(manifest.models.begin(), manifest.models.end(),
                                     [&](const ModelEntry& entry) { return entry.role == role; });
    if (count != 1) {
      return fail(ErrorCode::bad_input, "models/manifest.toml must list the role " +
                                            std::string(role) + " exactly once.");
    }
  }
  manifest.set_digest = TRY(digest_of(manifest));
  return manifest;
}

Result<Bytes> read_model(const ModelEntry& entry, const std::filesystem::path& weights) {
  Result<Bytes> bytes = read_file(weights / entry.file, kModelLimitBytes);
  if (!bytes && bytes.error().code == ErrorCode::not_found) {
    return fail(ErrorCode::not_found,
                "The model " + entry.file + " is missing; run ./dev install to fetch it.");
  }
  if (!bytes) return bytes;
  if (sha256(*bytes) != entry.sha256) {
    return fail(ErrorCode::corrupt, "The model " + entry.file +
                                        " is not the listed one (wrong sha256); run ./dev install "
                                        "to fetch it again.");
  }
  return bytes;
}

}  // namespace truename::vision
