// ModelEntry: one [[model]] of the manifest, its contract with us in closed sets; no files.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/crypto.h"
#include "base/result.h"
#include "base/value.h"

namespace truename::vision {

// How a picture's numbers lie in the input: all of one channel together, or all of one pixel.
enum class Layout { nchw, nhwc };

struct InputContract {
  int width = 0;              // 0: any
  int height = 0;             // 0: any
  std::string channels = {};  // "bgr", "rgb", "grey"
  std::array<float, 3> mean{};
  std::array<float, 3> scale{};
  Layout layout = Layout::nchw;
};

// Where the eyes, nose and mouth of a face stand in what an extraction network is given.
enum class Alignment {
  arcface_112,  // the five points of ArcFace's 112 x 112, scaled to the input's side
};
// How a network's numbers become a template.
enum class Normalisation {
  unit_length,  // divided by their length; compared by cosine
};
struct ExtractorContract {
  Alignment alignment = Alignment::arcface_112;
  int dimension = 0;  // numbers in a template
  Normalisation normalisation = Normalisation::unit_length;
};

// How a detection network's outputs become boxes.
enum class BoxDecoder {
  ultraface_rfb,  // [1, n, 2] background and face, [1, n, 4] corners as parts of the input's sides
};
struct DetectorContract {
  BoxDecoder decoder = BoxDecoder::ultraface_rfb;
};

struct ModelEntry {
  std::string id;    // unique; names it in [active] and on the command line
  std::string role;  // one of kRoles
  std::string file;  // name under the weights folder
  Digest sha256{};
  std::string package;  // "name@version" and the path inside it
  std::string licence;
  std::string provenance;  // what is known of its training, and what is not (R120)
  InputContract input;
  std::optional<ExtractorContract> extractor;  // face_extract
  std::optional<DetectorContract> detector;    // face_detect
  std::string calibration;  // path beside the manifest; "" where no score is calibrated
};

inline constexpr std::string_view kRoles[] = {"face_detect",    "face_landmark", "face_extract",
                                              "face_pad",       "text_detect",   "text_recognise",
                                              "text_direction", "text_keys"};
// Of these several may be listed, and [active] names the one that serves.
inline constexpr std::string_view kRolesWithCandidates[] = {"face_detect", "face_extract"};

bool has_candidates(std::string_view role);

// bad_input names the entry and the key. Unknown keys and keys of another role are errors.
Result<ModelEntry> parse_entry(const Value& value);
// The contract as text, the same for the same contract: what besides the weights makes a score.
std::string contract_text(const ModelEntry& entry);

}  // namespace truename::vision
