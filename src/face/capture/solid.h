// Is it a solid head? What a turn moves in a face that no flat picture can; knows no steps.
#pragma once

#include <optional>
#include <vector>

#include "domain/capture.h"
#include "face/capture/frame_look.h"

namespace truename::face {

// In inter-eye distances of the turned frame.
struct Solidity {
  // How far the nose stands off where the eyes, mouth and nostrils' plane would carry it, towards
  // the turn. A plane seen from anywhere gives 0 (but for errors of the landmarks).
  double nose_shift = 0;
  // Root mean square of what the best homography of all 68 landmarks leaves: 0 for a plane.
  double residual = 0;
};
Solidity solidity(const Landmarks& rest, const Landmarks& turned);

// The distance between the eyes against that from them to the base of the nose, which no expression
// moves: what a turn narrows in a head and a tilt narrows in a picture.
double narrowness(const Landmarks& landmarks);

// Keeps landmarks only: one frame at rest and at most kKept of the widest frames each way.
class SolidLayer {
 public:
  // `turned_deg` against rest, positive towards the right edge.
  void add(const SeenFace& face, double turned_deg);
  domain::CaptureLayer result() const;
  // Medians over the kept frames of each way; empty where there was no turn.
  std::vector<Solidity> figures() const;

 private:
  static constexpr std::size_t kKept = 5;
  struct Kept {
    double turned_deg = 0;
    Landmarks landmarks{};
  };
  std::optional<Kept> rest_;  // the frame nearest to rest
  std::vector<Kept> left_;    // by angle, widest first
  std::vector<Kept> right_;
  double rest_narrowness_ = 0;
  int narrowed_flat_ = 0;  // frames narrowed as by a wide turn, in which nothing turned
};

}  // namespace truename::face
