// Examiner: the face part of a registration, one person against one portrait; it decides nothing.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/evidence.h"
#include "face/calibrate.h"
#include "face/compare.h"
#include "face/main_face.h"
#include "face/networks.h"
#include "face/stage_times.h"
#include "registration/ports.h"
#include "vision/manifest.h"

namespace truename::face {

struct TimedEvidence {
  domain::FaceEvidence evidence;
  StageTimes cpu;  // stages that did not run are zero
};

// Thread-safe: nothing changes after create(). Keeps no picture and no template (R36).
class Examiner final : public registration::FaceExaminer {
 public:
  // Loads the face networks that `manifest` lists, the quality profiles it names, and the
  // calibration of the extraction network; fails without one for exactly this network (R22).
  static Result<std::unique_ptr<Examiner>> create(const vision::Manifest& manifest,
                                                  const std::filesystem::path& weights);

  using registration::FaceExaminer::examine;
  Result<domain::FaceEvidence> examine(std::span<const domain::Image> probes,
                                       const domain::Image& portrait,
                                       registration::PadBasis basis) override;
  Result<domain::FaceEvidence> assess(const domain::Image& probe) override;

  // What each quality component of the main face measured and what the subject's profile makes of
  // it, for an engineer; nothing where no face is found. Raw values: never for clerk or subscriber.
  struct Quality {
    quality::Measurements measurements;
    quality::Report report;
    std::vector<quality::Use> uses;  // as in quality::kComponents
  };
  Result<std::optional<Quality>> quality_of(const domain::Image& picture,
                                            domain::Subject subject) const;

  // examine(), with the times of its stages.
  Result<TimedEvidence> examine_timed(std::span<const domain::Image> probes,
                                      const domain::Image& portrait,
                                      registration::PadBasis basis) const;
  Result<TimedEvidence> examine_timed(const domain::Image& probe,
                                      const domain::Image& portrait) const {
    return examine_timed(std::span(&probe, 1), portrait, registration::PadBasis::still_picture);
  }
  // The main face of each picture, whatever its quality, without PAD: for benchmarks, never for a
  // decision. bad_input names the picture (first, second) in which no face was found.
  Result<ComparisonScore> compare_pictures(const domain::Image& first,
                                           const domain::Image& second) const;
  // What a score of this model is worth (see calibrate.h).
  double fmr_bound(ComparisonScore score) const { return calibration_.fmr_bound(score); }
  const std::string& calibration_id() const { return calibration_.id(); }
  // For a capture, which looks at the same faces with the same networks.
  const Networks& networks() const { return networks_; }
  const CalibrationTable& calibration() const { return calibration_; }

 private:
  struct Profiles {
    quality::Profile probe;
    quality::Profile portrait;
  };
  Examiner(Networks networks, CalibrationTable calibration, Profiles profiles);
  const quality::Profile& profile_of(domain::Subject subject) const;
  // The one face of `picture` when it is usable; otherwise nothing, and findings say why.
  Result<std::optional<FoundFace>> usable_face(const domain::Image& picture,
                                               domain::Subject subject, TimedEvidence& out) const;
  // The usable faces of `probes`, with PAD of each: the worst stands in the evidence. When none is
  // usable, or when a picture shows several people, empty, and findings say why.
  Result<std::vector<FoundFace>> usable_probes(std::span<const domain::Image> probes,
                                               registration::PadBasis basis,
                                               TimedEvidence& out) const;
  struct Probe {
    Template features;  // of all frames together
    double agreement = 1;
  };
  // Nothing, with a finding, when `faces` are not of one person.
  Result<std::optional<Probe>> fuse(const std::vector<FoundFace>& faces, TimedEvidence& out) const;
  Result<Template> extract(const FoundFace& face, TimedEvidence& out) const;

  Networks networks_;
  CalibrationTable calibration_;
  Profiles profiles_;
};

}  // namespace truename::face
