// A capture stream fed to the examiner, within limits; transport and challenge are elsewhere.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "policy/pack.h"
#include "registration/ports.h"

namespace truename::registration {

// 30 s at 30 frames a second: four times what a challenge takes. 10,000 frames end here.
constexpr int kCaptureFrameLimit = 900;
// Of all frames of one stream: 900 at 64 KB; larger ones come slower.
constexpr std::size_t kCaptureLimitBytes = 60 * 1024 * 1024;

class CaptureStream {
 public:
  // `run` was begun with the same challenge; the decoder is borrowed.
  CaptureStream(const domain::Challenge& challenge, std::unique_ptr<CaptureRun> run,
                const ImageDecoder& decoder);

  // One message. What is wrong with it is a reason in the evidence and ends the challenge; an error
  // is a defect on our side.
  Result<domain::FrameVerdict> add(ByteView message, Timestamp arrived);
  // Also for a stream that stopped: steps that were not done are then the reason.
  CaptureOutcome finish(const CaptureClose& close);

 private:
  const ImageDecoder& decoder_;
  std::unique_ptr<CaptureRun> run_;
  Timestamp expires_at_;
  int frames_ = 0;
  std::size_t bytes_ = 0;
};

// The label that the browser gives the camera, and what the page saw of the device, to the names
// that the pack weighs: "virtual_camera" when the label has one of the pack's words, "no_label"
// when it is empty. `reported` are names of the page's own ("webdriver"); those that the pack does
// not know are kept too, with no weight, at most 8.
std::vector<std::string> device_signals(const std::string& camera_label,
                                        const std::vector<std::string>& reported,
                                        const policy::CaptureChallenge& rule);

}  // namespace truename::registration
