#include "vision/manifest.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/fields.h"
#include "base/files.h"
#include "base/toml.h"
#include "vision/onnx.h"

namespace truename::vision {
namespace {

constexpr std::size_t kManifestLimitBytes = 256 * 1024;
constexpr std::size_t kEntryLimit = 64;  // eight roles and every candidate one could compare
constexpr std::size_t kModelLimitBytes = 512 * 1024 * 1024;  // the largest known has 260 MB

// What a decision rests on: of each active model the weights, contract and calibration; the engine.
Result<Digest> digest_of(const Manifest& manifest) {
  Sha256 digest;
  for (const ModelEntry& entry : manifest.models) {
    if (!manifest.is_active(entry)) continue;
    digest.add(as_bytes(entry.role + "=")).add(entry.sha256).add(as_bytes(contract_text(entry)));
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

const ModelEntry* find(const Manifest& manifest, std::string_view id) {
  for (const ModelEntry& entry : manifest.models) {
    if (entry.id == id) return &entry;
  }
  return nullptr;
}

Status check_ids(const std::vector<ModelEntry>& models) {
  if (models.size() > kEntryLimit) {
    return fail(ErrorCode::too_large, "models/manifest.toml lists more than 64 models.");
  }
  for (auto entry = models.begin(); entry != models.end(); ++entry) {
    const auto same = [&](const ModelEntry& other) { return other.id == entry->id; };
    if (std::any_of(models.begin(), entry, same)) {
      return fail(ErrorCode::bad_input,
                  "models/manifest.toml lists the model " + entry->id + " twice.");
    }
  }
  return {};
}

// [active] names one model of each role that may have candidates.
Status read_active(const Value& value, Manifest& manifest) {
  Fields in(value, "models/manifest.toml [active]");
  for (const std::string_view role : kRolesWithCandidates) {
    const std::string id = in.text(role);
    const ModelEntry* const entry = find(manifest, id);
    if (entry == nullptr || entry->role != role) {
      in.complain("names \"" + id + "\" for " + std::string(role) +
                  "; there is no such model of this role");
    }
    manifest.active.emplace(role, id);
  }
  return in.finish();
}

// Roles without candidates: exactly one model, and that one is active.
Status read_single(std::string_view role, Manifest& manifest) {
  std::size_t count = 0;
  for (const ModelEntry& entry : manifest.models) {
    if (entry.role != role) continue;
    manifest.active[entry.role] = entry.id;
    ++count;
  }
  if (count == 1) return {};
  return fail(ErrorCode::bad_input, "models/manifest.toml must list the role " + std::string(role) +
                                        " exactly once, not " + std::to_string(count) + " times.");
}

}  // namespace

const ModelEntry& Manifest::of(std::string_view role) const {
  const auto id = active.find(role);
  CHECK(id != active.end());
  const ModelEntry* const entry = find(*this, id->second);
  CHECK(entry != nullptr);
  return *entry;
}

Result<Manifest> parse_manifest(std::string_view text, std::string_view name) {
  const Value value = TRY(parse_toml(text, name));
  Fields in(value, "models/manifest.toml");
  Manifest manifest;
  manifest.quality_probe = in.text("quality_probe");
  manifest.quality_portrait = in.text("quality_portrait");
  for (const Value& item : in.array("model")) manifest.models.push_back(TRY(parse_entry(item)));
  const Value& active = in.object("active");
  TRY_STATUS(in.finish());
  TRY_STATUS(check_ids(manifest.models));
  TRY_STATUS(read_active(active, manifest));
  for (const std::string_view role : kRoles) {
    if (!has_candidates(role)) TRY_STATUS(read_single(role, manifest));
  }
  return manifest;
}

Result<Manifest> read_manifest(const std::filesystem::path& file) {
  const std::string text = TRY(read_text_file(file, kManifestLimitBytes));
  Manifest manifest = TRY(parse_manifest(text, file.filename().string()));
  manifest.folder = file.parent_path();
  manifest.set_digest = TRY(digest_of(manifest));
  return manifest;
}

Result<Manifest> choose(const Manifest& manifest, std::string_view id) {
  const ModelEntry* const entry = find(manifest, id);
  if (entry == nullptr) {
    return fail(ErrorCode::not_found, "There is no model \"" + std::string(id) +
                                          "\" in models/manifest.toml; truename models list "
                                          "shows those that are listed.");
  }
  Manifest chosen = manifest;
  if (manifest.is_active(*entry)) return chosen;
  chosen.active[entry->role] = entry->id;
  chosen.serving = Serving::comparison_only;
  chosen.set_digest = TRY(digest_of(chosen));
  return chosen;
}

Result<Bytes> read_model(const ModelEntry& entry, const std::filesystem::path& weights) {
  Result<Bytes> bytes = read_file(weights / entry.file, kModelLimitBytes);
  if (!bytes && bytes.error().code == ErrorCode::not_found) {
    return fail(ErrorCode::not_found,
                "The model " + entry.file +
                    " is missing; run ./dev install to fetch it, or ./dev install candidates "
                    "when it is a candidate.");
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
