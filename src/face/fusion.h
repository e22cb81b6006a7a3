// Fusion: the templates of several pictures of one face to one template; no comparison.
#pragma once

#include <cstddef>
#include <vector>

#include "face/template.h"

namespace truename::face {

// The mean of what was added, scaled to length one like every template: what is chance in one
// picture weighs less. All must come from one extractor and show one person, which the caller
// answers for: the mean of two persons would be a template of both. Takes them one by one, so that
// no list of templates exists (R19); wiped from memory when it goes.
class Fusion {
 public:
  explicit Fusion(const Template& first);
  Fusion(const Fusion&) = delete;
  Fusion& operator=(const Fusion&) = delete;
  ~Fusion() { wipe(sum_); }

  void add(const Template& next);
  std::size_t count() const { return count_; }
  // Of one picture: its template. Where all add up to nothing: the first.
  Template fused() const;
  // Length of the mean before it was scaled, 0..1: how alike the pictures are, 1 of one alone. The
  // score of fused() times this is the mean of the scores of the pictures one by one.
  double agreement() const;

 private:
  double square() const;  // of the length of the sum

  Template first_;
  std::vector<float> sum_;
  std::size_t count_ = 1;
};

}  // namespace truename::face
