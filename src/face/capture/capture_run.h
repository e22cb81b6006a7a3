// One challenge being answered: hands each frame to the layers and adds their findings up.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "face/calibrate.h"
#include "face/capture/best_frames.h"
#include "face/capture/frame_look.h"
#include "face/capture/injection.h"
#include "face/capture/passive.h"
#include "face/capture/same_person.h"
#include "face/capture/solid.h"
#include "face/capture/turn.h"
#include "face/networks.h"
#include "registration/ports.h"

namespace truename::face {

// at_stream_end: for evaluation, so that every layer gives its own finding of the whole stream.
enum class RunEnds { at_first_failure, at_stream_end };

// The numbers behind the findings, for engineers; never for a clerk or a subscriber (R40).
struct CaptureFigures {
  std::optional<double> passive_median;
  std::optional<double> passive_worst;
  std::size_t passive_frames = 0;
  std::vector<Solidity> ways;
  double worst_front_fmr = 0;
  double worst_turned_fmr = 0;
  int identical_neighbours = 0;
  std::size_t longest_loop = 0;
};

class CaptureRun final : public registration::CaptureRun {
 public:
  // All but the challenge are borrowed.
  CaptureRun(const domain::Challenge& challenge, const Networks& networks,
             const CalibrationTable& calibration, SeenFrames& seen, RunEnds ends);

  Result<domain::FrameVerdict> add(const domain::Image& picture,
                                   const domain::CaptureFrame& frame) override;
  domain::FrameVerdict refuse(std::string_view reason) override;
  registration::CaptureOutcome finish(const registration::CaptureClose& close) override;

  CaptureFigures figures() const;
  // CPU time of the calling thread in add(), by the thread's own clock.
  double cpu_ms() const { return cpu_ms_; }

 private:
  Status look(const domain::Image& picture, const domain::CaptureFrame& frame);
  Status examine_face(const domain::Image& picture, const SeenFace& face, std::uint64_t time_ms);
  bool has_ended() const;
  domain::FrameVerdict verdict() const;
  domain::CaptureEvidence evidence() const;

  domain::Challenge challenge_;
  const Networks& networks_;
  SeenFrames& seen_;
  RunEnds ends_;
  TurnLayer turn_;
  SolidLayer solid_;
  SamePersonLayer same_person_;
  PassiveLayer passive_;
  InjectionLayer injection_;
  BestFrames best_;
  domain::StreamDigest stream_;
  Digest stream_digest_{};
  std::vector<std::string> device_signals_;
  FrameLook last_look_;
  int frames_ = 0;
  int frames_with_face_ = 0;
  double cpu_ms_ = 0;
};

}  // namespace truename::face
