// Passive presentation attack detection (PAD) on one still picture; a hint, no proof of life.
#pragma once

#include <filesystem>
#include <utility>

#include "base/result.h"
#include "base/strong.h"
#include "domain/evidence.h"
#include "face/model.h"
#include "vision/imaging.h"
#include "vision/manifest.h"

namespace truename::face {

// 0 (attack) .. 1 (live), as the network sees it; no probability of anything.
using PadScore = Strong<struct PadScoreTag, double>;

// A borderless print, a mask or an injected file can pass one still picture: the capture challenge
// is for these. Terms of ISO/IEC 30107-3, but no result in its sense.
class PadDetector {
 public:
  static Result<PadDetector> create(const vision::Manifest& manifest,
                                    const std::filesystem::path& weights);
  Result<PadScore> score(const vision::Image& picture, const vision::Box& face) const;

 private:
  explicit PadDetector(Model model) : model_(std::move(model)) {}
  Model model_;
};

// What the network is shown: the face box times `factor`, in its own proportions, shrunk and
// shifted to lie inside the picture, since black or cut borders would be clues of their own.
struct PadContext {
  vision::Box box;
  float factor = 0;  // 2.7 as the network was made; less when the picture is too small
};
PadContext pad_context(const vision::Image& picture, const vision::Box& face);

domain::PadResult pad_result(PadScore score);

}  // namespace truename::face
