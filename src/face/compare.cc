#include "face/compare.h"

#include <algorithm>
#include <numeric>

#include "base/check.h"

namespace truename::face {

ComparisonScore compare(const Template& probe, const Template& reference) {
  const auto a = probe.reveal();
  const auto b = reference.reveal();
  CHECK(a.size() == b.size());  // one extractor made both
  const double cosine = std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
  return ComparisonScore(std::clamp(cosine, -1.0, 1.0));
}

}  // namespace truename::face
