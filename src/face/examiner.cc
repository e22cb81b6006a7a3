#include "face/examiner.h"

#include <optional>
#include <utility>
#include <vector>

namespace truename::face {
namespace {

using domain::FaceStage;
using domain::Subject;

// A face less than this part of the main one's width is a bystander or a poster far behind, and
// cannot be mistaken for the subject.
constexpr float kSecondFacePart = 0.25F;

bool has_rival(const std::vector<DetectedFace>& faces, const DetectedFace& main) {
  for (const DetectedFace& face : faces) {
    if (&face != &main && face.box.width() >= kSecondFacePart * main.box.width()) return true;
  }
  return false;
}

}  // namespace

Examiner::Examiner(Networks networks, CalibrationTable calibration)
    : networks_(std::move(networks)), calibration_(std::move(calibration)) {}

Result<std::unique_ptr<Examiner>> Examiner::create(const vision::Manifest& manifest,
                                                   const std::filesystem::path& weights) {
  const vision::ModelEntry& entry = manifest.of("face_extract");
  if (entry.calibration.empty()) {
    return fail(ErrorCode::bad_input, "The model " + entry.file +
                                          " has no calibration in models/manifest.toml; make one "
                                          "with truename_calibrate and name it there (R22).");
  }
  auto calibration = TRY(CalibrationTable::read(manifest.folder / entry.calibration, entry.sha256));
  auto networks = TRY(load_networks(manifest, weights));
  return std::unique_ptr<Examiner>(new Examiner(std::move(networks), std::move(calibration)));
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
  // A document may show its portrait twice, as a ghost image; a probe is of one person (R35).
  if (subject == Subject::probe && has_rival(faces, *face)) {
    findings.push_back({subject, "several_faces"});
    return std::nullopt;
  }
  FoundFace found = TRY(look_at(networks_, picture, *face, out.cpu));
  QualityReport report = judge_quality(found.measures, subject);
  if (subject == Subject::probe) out.evidence.quality = report.quality;
  findings.insert(findings.end(), report.findings.begin(), report.findings.end());
  if (!report.findings.empty()) return std::nullopt;
  return found;
}

Result<TimedEvidence> Examiner::examine_timed(const domain::Image& probe,
                                              const domain::Image& portrait) const {
  TimedEvidence out;
  out.evidence.stage = FaceStage::not_usable;
  out.evidence.calibration_id = calibration_.id();
  const auto live = TRY(usable_face(probe, Subject::probe, out));
  const auto printed = TRY(usable_face(portrait, Subject::portrait, out));
  if (live) {
    const PadScore pad = TRY(timed(
        out.cpu.pad_ms, [&] { return networks_.pad_detector.score(probe, live->detected.box); }));
    out.evidence.pad = pad_result(pad);
  }
  if (!live || !printed) return out;
  out.evidence.stage = FaceStage::examined;
  // No comparison at all under a suspected attack: nothing can be learnt from its result (R26).
  if (out.evidence.pad != domain::PadResult::live) return out;
  const auto extract = [&](const FoundFace& face) {
    return timed(out.cpu.extract_ms, [&] { return networks_.extractor.extract(face.aligned); });
  };
  const Template probe_template = TRY(extract(*live));
  const Template portrait_template = TRY(extract(*printed));
  out.evidence.fmr_bound = timed(out.cpu.compare_ms, [&] {
    return calibration_.fmr_bound(compare(probe_template, portrait_template));
  });
  return out;
}

Result<domain::FaceEvidence> Examiner::examine(const domain::Image& probe,
                                               const domain::Image& portrait) {
  return TRY(examine_timed(probe, portrait)).evidence;
}

Result<domain::FaceEvidence> Examiner::assess(const domain::Image& probe) {
  TimedEvidence out;
  const auto live = TRY(usable_face(probe, Subject::probe, out));
  out.evidence.stage = live ? FaceStage::examined : FaceStage::not_usable;
  return out.evidence;
}

Result<ComparisonScore> Examiner::compare_pictures(const domain::Image& first,
                                                   const domain::Image& second) const {
  const auto no_face = [](const char* which) {
    return fail(ErrorCode::bad_input, std::string("No face was found in the ") + which +
                                          " picture; take one with the face larger.");
  };
  const std::optional<Template> a = TRY(main_template(networks_, first));
  if (!a) return no_face("first");
  const std::optional<Template> b = TRY(main_template(networks_, second));
  if (!b) return no_face("second");
  return compare(*a, *b);
}

}  // namespace truename::face
