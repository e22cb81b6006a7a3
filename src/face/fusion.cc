#include "face/fusion.h"

#include <numeric>

#include "base/check.h"

namespace truename::face {
namespace {

// Shorter than a mean of real templates can be by orders of magnitude; scaling it up would make a
// template of rounding errors.
constexpr float kSquareMinimum = 1e-6F;

}  // namespace

Fusion::Fusion(const Template& first)
    : first_(first), sum_(first.reveal().begin(), first.reveal().end()) {}

void Fusion::add(const Template& next) {
  const auto values = next.reveal();
  CHECK(values.size() == sum_.size());  // one extractor made them all
  for (std::size_t i = 0; i < sum_.size(); ++i) sum_[i] += values[i];
  ++count_;
}

Template Fusion::fused() const {
  const float square = std::inner_product(sum_.begin(), sum_.end(), sum_.begin(), 0.0F);
  if (count_ == 1 || square < kSquareMinimum) return first_;
  return Template(sum_);
}

}  // namespace truename::face
