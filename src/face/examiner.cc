#include "face/examiner.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "face/fusion.h"
#include "face/picture_comparer.h"
#include "face/portrait_class.h"

namespace truename::face {
namespace {

using domain::FaceStage;
using domain::Subject;

// Pictures of one capture must be of one person, or the mean of two would match both. Frames of one
// capture are far more alike than the photographs of years that the rows were measured on.
constexpr double kOnePersonFmrMax = 1e-4;

// The finding for more than one person, in a picture or over the pictures of one capture.
const domain::QualityFinding kSeveral{Subject::probe, "single_face_present"};

// Width of the largest other face, as a part of the main one's.
double second_face_part(const std::vector<DetectedFace>& faces, const DetectedFace& main) {
  float widest = 0;
  for (const DetectedFace& face : faces) {
    if (&face != &main) widest = std::max(widest, face.box.width());
  }
  return widest / main.box.width();
}

bool shows_several(const domain::FaceEvidence& evidence) {
  return std::count(evidence.findings.begin(), evidence.findings.end(), kSeveral) > 0;
}

// One picture that looks like an attack is enough.
domain::PadResult worse(domain::PadResult a, domain::PadResult b) {
  const bool suspected = a == domain::PadResult::suspected || b == domain::PadResult::suspected;
  return suspected ? domain::PadResult::suspected : domain::PadResult::live;
}

}  // namespace

Examiner::Examiner(Networks networks, CalibrationTable calibration, Profiles profiles)
    : networks_(std::move(networks)),
      calibration_(std::move(calibration)),
      profiles_(std::move(profiles)) {}

const quality::Profile& Examiner::profile_of(Subject subject) const {
  return subject == Subject::probe ? profiles_.probe : profiles_.portrait;
}

Result<std::unique_ptr<Examiner>> Examiner::create(const vision::Manifest& manifest,
                                                   const std::filesystem::path& weights) {
  const vision::ModelEntry& entry = manifest.of("face_extract");
  if (manifest.serving != vision::Serving::registration) {
    return fail(ErrorCode::bad_input,
                "A candidate model never serves a registration; name it in [active] of "
                "models/manifest.toml first (docs/models.md).");
  }
  if (entry.calibration.empty()) {
    return fail(ErrorCode::bad_input,
                "The model " + entry.file +
                    " has no calibration in models/manifest.toml; make one "
                    "with truename models calibrate and name it there (R22).");
  }
  auto calibration = TRY(CalibrationTable::read(manifest.folder / entry.calibration, entry));
  Profiles profiles;
  profiles.probe = TRY(quality::read_profile(manifest.folder / manifest.quality_probe));
  profiles.portrait = TRY(quality::read_profile(manifest.folder / manifest.quality_portrait));
  auto networks = TRY(load_networks(manifest, weights));
  return std::unique_ptr<Examiner>(
      new Examiner(std::move(networks), std::move(calibration), std::move(profiles)));
}

Result<std::optional<FoundFace>> Examiner::usable_face(const domain::Image& picture,
                                                       Subject subject, TimedEvidence& out) const {
  auto& findings = out.evidence.findings;
  const std::vector<DetectedFace> faces =
      TRY(timed(out.cpu.detect_ms, [&] { return networks_.detector.detect(picture); }));
  const DetectedFace* const face = main_face(faces, picture);
  if (face == nullptr) {
    findings.push_back({subject, "no_face"});
    return std::nullopt;
  }
  FoundFace found =
      TRY(look_at(networks_, picture, *face, out.cpu, second_face_part(faces, *face)));
  quality::Report report = quality::judge(found.measurements, profile_of(subject), subject);
  if (subject == Subject::probe) out.evidence.quality = report.worst_gate;
  std::move(report.components.begin(), report.components.end(),
            std::back_inserter(out.evidence.components));
  findings.insert(findings.end(), report.findings.begin(), report.findings.end());
  if (!report.findings.empty()) return std::nullopt;
  return found;
}

Result<std::optional<Examiner::Quality>> Examiner::quality_of(const domain::Image& picture,
                                                              Subject subject) const {
  const std::vector<DetectedFace> faces = TRY(networks_.detector.detect(picture));
  const DetectedFace* const face = main_face(faces, picture);
  if (face == nullptr) return std::nullopt;
  StageTimes ignored;
  const FoundFace found =
      TRY(look_at(networks_, picture, *face, ignored, second_face_part(faces, *face)));
  const quality::Profile& profile = profile_of(subject);
  Quality out{found.measurements, quality::judge(found.measurements, profile, subject), {}};
  for (const auto& requirement : profile.requirements) out.uses.push_back(requirement.use);
  return out;
}

Result<std::vector<FoundFace>> Examiner::usable_probes(std::span<const domain::Image> probes,
                                                       registration::PadBasis basis,
                                                       TimedEvidence& out) const {
  std::vector<FoundFace> faces;
  std::optional<TimedEvidence> first_refused;
  for (const domain::Image& probe : probes) {
    TimedEvidence one;
    auto face = TRY(usable_face(probe, Subject::probe, one));
    out.cpu += one.cpu;
    if (shows_several(one.evidence)) {  // whoever else is in a frame may be the one who speaks
      out.evidence.findings = one.evidence.findings;
      out.evidence.components = one.evidence.components;
      return std::vector<FoundFace>{};
    }
    if (!face) {
      if (!first_refused) first_refused = std::move(one);
      continue;
    }
    if (basis == registration::PadBasis::passed_capture) {
      out.evidence.pad = domain::PadResult::live;
    } else {
      const PadScore pad = TRY(timed(
          out.cpu.pad_ms, [&] { return networks_.pad_detector.score(probe, face->detected.box); }));
      out.evidence.pad = worse(out.evidence.pad, pad_result(pad));
    }
    const int quality = one.evidence.quality.value_or(0);
    out.evidence.quality = std::min(quality, out.evidence.quality.value_or(quality));
    if (faces.empty()) out.evidence.components = std::move(one.evidence.components);
    faces.push_back(std::move(*face));
  }
  if (faces.empty() && first_refused) {
    out.evidence.findings = first_refused->evidence.findings;
    out.evidence.components = first_refused->evidence.components;
    out.evidence.quality = first_refused->evidence.quality;
  }
  return faces;
}

Result<Template> Examiner::extract(const FoundFace& face, TimedEvidence& out) const {
  return timed(out.cpu.extract_ms, [&] { return networks_.extractor.extract(face.aligned); });
}

Result<std::optional<Examiner::Probe>> Examiner::fuse(const std::vector<FoundFace>& faces,
                                                      TimedEvidence& out) const {
  const Template first = TRY(extract(faces.front(), out));
  Fusion fusion(first);
  for (std::size_t i = 1; i < faces.size(); ++i) {
    const Template next = TRY(extract(faces[i], out));
    if (calibration_.fmr_bound(compare(next, first)) > kOnePersonFmrMax) {
      out.evidence.findings.push_back(kSeveral);
      return std::nullopt;
    }
    fusion.add(next);
  }
  return Probe{fusion.fused(), fusion.agreement()};
}

Result<TimedEvidence> Examiner::examine_timed(std::span<const domain::Image> probes,
                                              const domain::Image& portrait,
                                              registration::PadBasis basis) const {
  if (probes.empty() || probes.size() > registration::kProbeLimit) {
    return fail(ErrorCode::bad_input,
                "A face is examined on 1 to " + std::to_string(registration::kProbeLimit) +
                    " probes, not " + std::to_string(probes.size()) + "; send the best ones.");
  }
  TimedEvidence out;
  out.evidence.stage = FaceStage::not_usable;
  out.evidence.calibration_id = calibration_.id();
  const auto live = TRY(usable_probes(probes, basis, out));
  const auto printed = TRY(usable_face(portrait, Subject::portrait, out));
  if (live.empty() || !printed) return out;
  out.evidence.stage = FaceStage::examined;
  // No comparison at all under a suspected attack: nothing can be learnt from its result (R26).
  if (out.evidence.pad != domain::PadResult::live) return out;
  const auto probe = TRY(fuse(live, out));
  if (!probe) {
    out.evidence.stage = FaceStage::not_usable;
    return out;
  }
  const Template reference = TRY(extract(*printed, out));
  const PortraitClass portrait_class =
      calibration_.class_of(measure_portrait(printed->inter_eye_px, printed->aligned));
  // The evidence says which rows of the table were read.
  if (portrait_class == PortraitClass::poor) out.evidence.calibration_id += "/poor_portrait";
  const std::size_t probes_used = live.size();
  const bool by_count = calibration_.knows_probes(probes_used);
  if (by_count) out.evidence.calibration_id += "/probes." + std::to_string(probes_used);
  out.evidence.fmr_bound = timed(out.cpu.compare_ms, [&] {
    const ComparisonScore fused = compare(probe->features, reference);
    if (by_count) return calibration_.fused_fmr_bound(fused, portrait_class, probes_used);
    // The mean of the frames' scores, not the score of their mean: impostors reach that one more
    // often than rows of single pictures say (docs/biometrics.md).
    const ComparisonScore mean(fused.get() * probe->agreement);
    return calibration_.fmr_bound(mean, portrait_class);
  });
  return out;
}

Result<domain::FaceEvidence> Examiner::examine(std::span<const domain::Image> probes,
                                               const domain::Image& portrait,
                                               registration::PadBasis basis) {
  return TRY(examine_timed(probes, portrait, basis)).evidence;
}

Result<domain::FaceEvidence> Examiner::assess(const domain::Image& probe) {
  TimedEvidence out;
  const auto live = TRY(usable_face(probe, Subject::probe, out));
  out.evidence.stage = live ? FaceStage::examined : FaceStage::not_usable;
  return out.evidence;
}

Result<ComparisonScore> Examiner::compare_pictures(const domain::Image& first,
                                                   const domain::Image& second) const {
  return face::compare_pictures(networks_, first, second);
}

}  // namespace truename::face
