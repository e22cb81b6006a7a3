#include "face/fusion.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.h"

namespace truename::face {
namespace {

// Shorter than a mean of real templates can be by orders of magnitude; scaling it up would make a
// template of rounding errors.
constexpr double kSquareMinimum = 1e-6;

}  // namespace

Fusion::Fusion(const Template& first)
    : first_(first), sum_(first.reveal().begin(), first.reveal().end()) {}

void Fusion::add(const Template& next) {
  const auto values = next.reveal();
  CHECK(values.size() == sum_.size());  // one extractor made them all
  for (std::size_t i = 0; i < sum_.size(); ++i) sum_[i] += values[i];
  ++count_;
}

double Fusion::square() const {
  return std::inner_product(sum_.begin(), sum_.end(), sum_.begin(), 0.0);
}

Template Fusion::fused() const {
  if (count_ == 1 || square() < kSquareMinimum) return first_;
  return Template(sum_);
}

double Fusion::agreement() const {
  if (count_ == 1) return 1;
  return std::min(1.0, std::sqrt(square()) / static_cast<double>(count_));
}

}  // namespace truename::face
