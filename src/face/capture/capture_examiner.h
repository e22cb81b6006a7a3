// CaptureExaminer: begins runs on the networks of an Examiner; keeps nothing of a person between
// them but the digests of frames.
#pragma once

#include <memory>

#include "face/capture/capture_run.h"
#include "face/capture/seen_frames.h"
#include "face/examiner.h"
#include "registration/ports.h"

namespace truename::face {

// Thread-safe; each run is for one thread at a time.
class CaptureExaminer final : public registration::CaptureExaminer {
 public:
  explicit CaptureExaminer(const Examiner& examiner) : examiner_(examiner) {}  // borrowed

  std::unique_ptr<registration::CaptureRun> begin(const domain::Challenge& challenge) override {
    return begin_run(challenge, RunEnds::at_first_failure);
  }
  std::unique_ptr<CaptureRun> begin_run(const domain::Challenge& challenge, RunEnds ends) {
    return std::make_unique<CaptureRun>(challenge, examiner_.networks(), examiner_.calibration(),
                                        seen_, ends);
  }

 private:
  const Examiner& examiner_;
  SeenFrames seen_;
};

}  // namespace truename::face
