// BodyBudget: how many bytes the request bodies
// of the whole process may hold; no sockets.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>

namespace truename::http {

// Counted on the network thread, given back on a worker's.
class BodyBudget {
 public:
  explicit BodyBudget(std::size_t limit_bytes) : limit_(limit_bytes) {}
  bool has_room(std::size_t bytes) const;
  bool take(std::size_t bytes);  // false: nothing was taken
  void give_back(std::size_t bytes) { used_ -= bytes; }
  std::size_t used() const { return used_; }

 private:
  const std::size_t limit_;
  std::atomic<std::size_t> used_ = 0;
};

// One body. It grows as bytes arrive, whatever was announced, and counts what it has allocated.
class BodyInFlight {
 public:
  static constexpr std::size_t kFirstBytes = std::size_t{16} * 1024;

  BodyInFlight() = default;
  explicit BodyInFlight(BodyBudget& budget) : budget_(&budget) {}  // which must outlive it
  BodyInFlight(BodyInFlight&& other) noexcept;
  BodyInFlight& operator=(BodyInFlight&& other) noexcept;
  ~BodyInFlight() { release(); }

  bool append(std::string_view bytes);  // false: the budget has no room, nothing was added
  std::size_t size() const { return text_.size(); }
  // Moves the bytes out; their room stays taken until release().
  std::string take_text() { return std::move(text_); }
  void release();

 private:
  BodyBudget* budget_ = nullptr;
  std::string text_;
  std::size_t taken_ = 0;
};

}  // namespace truename::http
