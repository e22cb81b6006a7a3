// The model manifest: which networks may serve, by hash, with their input contract and origin.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/crypto.h"
#include "base/result.h"
#include "vision/imaging.h"

namespace truename::vision {

struct InputContract {
  int width = 0;         // 0: any
  int height = 0;        // 0: any
  std::string channels;  // "bgr", "rgb", "grey"
  std::array<float, 3> mean{};
  std::array<float, 3> scale{};
};

struct ModelEntry {
  std::string role;  // "face_detect", "face_landmark", "face_extract", "face_pad",
                     // "text_detect", "text_recognise", "text_direction", "text_keys"
  std::string file;  // name under the weights folder
  Digest sha256{};
  std::string package;  // "name@version" and the path inside it
  std::string licence;
  std::string provenance;  // what is known of its training, and what is not (R120)
  InputContract input;
  std::string calibration;  // path beside the manifest; "" where no score is calibrated
};

struct Manifest {
  std::vector<ModelEntry> models;
  std::string quality_probe;  // paths of quality profiles beside the manifest
  std::string quality_portrait;
  // Over role, sha256 and engine version of all, and the bytes of calibrations and profiles.
  Digest set_digest{};
  std::filesystem::path folder;                       // where the manifest stands
  const ModelEntry& of(std::string_view role) const;  // CHECKs: parse_manifest made sure
};

// All eight roles once each, unknown key = error.
Result<Manifest> read_manifest(const std::filesystem::path& file);
// The bytes of a listed model. corrupt when the hash differs, not_found with how to fetch it.
Result<Bytes> read_model(const ModelEntry& entry, const std::filesystem::path& weights);

}  // namespace truename::vision
