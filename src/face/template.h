// Template: the features of one face, of length one; lives for one comparison, never stored (R36).
#pragma once

#include <span>
#include <utility>
#include <vector>

namespace truename::face {

// Values are wiped from memory when it goes. It refuses printing; only compare() and the
// calibration tool read it.
class Template {
 public:
  // Scales to length one; `features` must not be all zero.
  explicit Template(std::span<const float> features);
  Template(const Template&) = default;
  Template(Template&& other) noexcept : values_(std::exchange(other.values_, {})) {}
  Template& operator=(const Template& other);
  Template& operator=(Template&& other) noexcept;
  ~Template() { wipe(); }

  std::span<const float> reveal() const { return values_; }

 private:
  void wipe();
  std::vector<float> values_;
};

// So that not even the buffer the network wrote to keeps a face.
void wipe(std::vector<float>& values);

template <class Stream>
Stream& operator<<(Stream&, const Template&) = delete;

}  // namespace truename::face
