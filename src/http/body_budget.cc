#include "http/body_budget.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace truename::http {

bool BodyBudget::has_room(std::size_t bytes) const {
  const std::size_t used = used_;
  return used <= limit_ && bytes <= limit_ - used;
}

bool BodyBudget::take(std::size_t bytes) {
  std::size_t used = used_;
  do {
    if (used > limit_ || bytes > limit_ - used) return false;
  } while (!used_.compare_exchange_weak(used, used + bytes));
  return true;
}

BodyInFlight::BodyInFlight(BodyInFlight&& other) noexcept { *this = std::move(other); }

BodyInFlight& BodyInFlight::operator=(BodyInFlight&& other) noexcept {
  if (this == &other) return *this;
  release();
  budget_ = other.budget_;
  text_ = std::move(other.text_);
  taken_ = std::exchange(other.taken_, 0);
  return *this;
}

// Doubling keeps copying linear; the old half is gone before the next body grows, for all bodies
// grow on one thread.
bool BodyInFlight::append(std::string_view bytes) {
  CHECK(budget_ != nullptr);
  const std::size_t needed = text_.size() + bytes.size();
  if (needed > taken_) {
    const std::size_t room = std::max({needed, 2 * taken_, kFirstBytes});
    if (!budget_->take(room - taken_)) return false;
    taken_ = room;
    text_.reserve(room);
  }
  text_.append(bytes);
  return true;
}

void BodyInFlight::release() {
  std::string().swap(text_);
  if (taken_ > 0) budget_->give_back(std::exchange(taken_, 0));
}

}  // namespace truename::http
