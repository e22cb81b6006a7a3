// The model manifest: which networks may serve, by hash, with their contract and origin.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/crypto.h"
#include "base/result.h"
#include "vision/imaging.h"
#include "vision/model_entry.h"

namespace truename::vision {

// Whether of() gives what [active] names, or a candidate that was asked for by hand.
enum class Serving { registration, comparison_only };

struct Manifest {
  std::vector<ModelEntry> models;                          // active ones and candidates, as written
  std::map<std::string, std::string, std::less<>> active;  // role to id, every role once
  Serving serving = Serving::registration;
  std::string quality_probe;  // paths of quality profiles beside the manifest
  std::string quality_portrait;
  // Over role, weights, contract and calibration of the active, the profiles, and the engine.
  Digest set_digest{};
  std::filesystem::path folder;  // where the manifest stands

  // The active model of a role. CHECKs: parse_manifest made sure that there is one.
  const ModelEntry& of(std::string_view role) const;
  bool is_active(const ModelEntry& entry) const { return active.at(entry.role) == entry.id; }
};

// Every role has exactly one active model; several may be listed of kRolesWithCandidates. Unknown
// and missing keys are errors. No file but the text is looked at, and set_digest stays zero.
// Format: docs/models.md.
Result<Manifest> parse_manifest(std::string_view text, std::string_view name);
Result<Manifest> read_manifest(const std::filesystem::path& file);
// The same, with the listed model `id` in the place of the active one of its role: for comparing
// pictures and for evaluation. A candidate never serves a registration (Serving). not_found when
// it is not listed.
Result<Manifest> choose(const Manifest& manifest, std::string_view id);
// The bytes of a listed model. corrupt when the hash differs, not_found with how to fetch it.
Result<Bytes> read_model(const ModelEntry& entry, const std::filesystem::path& weights);

}  // namespace truename::vision
