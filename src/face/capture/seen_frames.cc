#include "face/capture/seen_frames.h"

#include <cstring>

namespace truename::face {
namespace {

std::uint64_t short_form(const Digest& digest) {
  std::uint64_t out = 0;
  std::memcpy(&out, digest.data(), sizeof out);
  return out;
}

}  // namespace

bool SeenFrames::contains(const Digest& frame) const {
  const std::scoped_lock lock(mutex_);
  return known_.contains(short_form(frame));
}

void SeenFrames::remember(const std::vector<Digest>& frames) {
  const std::scoped_lock lock(mutex_);
  for (const Digest& frame : frames) {
    if (!known_.insert(short_form(frame)).second) continue;
    order_.push_back(short_form(frame));
    if (order_.size() <= kWindow) continue;
    known_.erase(order_.front());
    order_.pop_front();
  }
}

}  // namespace truename::face
