#include "face/template.h"

#include <string.h>

#include <cmath>
#include <numeric>

#include "base/check.h"

namespace truename::face {

void wipe(std::vector<float>& values) {
  if (values.empty()) return;
  explicit_bzero(values.data(), values.size() * sizeof(float));  // not optimised away (glibc)
}

Template::Template(std::span<const float> features) : values_(features.begin(), features.end()) {
  const float square = std::inner_product(values_.begin(), values_.end(), values_.begin(), 0.0F);
  CHECK(square > 0);
  const float length = std::sqrt(square);
  for (float& value : values_) value /= length;
}

Template& Template::operator=(const Template& other) {
  if (this == &other) return *this;
  wipe();
  values_ = other.values_;
  return *this;
}

Template& Template::operator=(Template&& other) noexcept {
  if (this == &other) return *this;
  wipe();
  values_ = std::exchange(other.values_, {});
  return *this;
}

void Template::wipe() { face::wipe(values_); }

}  // namespace truename::face
