// The digests of frames of earlier captures, for a bounded while; no picture, no face, no name.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <unordered_set>
#include <vector>

#include "base/crypto.h"

namespace truename::face {

// No camera gives the same bytes twice: a frame that was sent in another capture was recorded
// (R80). Thread-safe.
class SeenFrames {
 public:
  // Eight bytes of a digest stand for it: in a window of this size two that differ look alike with
  // chance 1e-10. About 1,000 captures; some 4 MB.
  static constexpr std::size_t kWindow = 65'536;

  bool contains(const Digest& frame) const;
  void remember(const std::vector<Digest>& frames);

 private:
  mutable std::mutex mutex_;
  std::unordered_set<std::uint64_t> known_;
  std::deque<std::uint64_t> order_;  // oldest first
};

}  // namespace truename::face
