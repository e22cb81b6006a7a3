// Strong<Tag, T>: a value with a name, so that two ids or two units cannot be mixed up; no
// behaviour.
#pragma once

#include <compare>
#include <utility>

namespace truename {

template <class Tag, class T>
class Strong {
 public:
  Strong() = default;
  explicit Strong(T value) : value_(std::move(value)) {}
  const T& get() const { return value_; }
  friend bool operator==(const Strong&, const Strong&) = default;
  friend auto operator<=>(const Strong&, const Strong&) = default;

 private:
  T value_{};
};

}  // namespace truename
