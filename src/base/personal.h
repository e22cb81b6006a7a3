// Personal<Tag>: text about a person that refuses to be printed, logged or compared by accident.
#pragma once

#include <string>
#include <utility>

namespace truename {

template <class Tag>
class Personal {
 public:
  Personal() = default;
  explicit Personal(std::string text) : text_(std::move(text)) {}
  // Only the JSON and storage edges and the examining rooms call this.
  const std::string& reveal() const { return text_; }
  bool empty() const { return text_.empty(); }
  friend bool operator==(const Personal&, const Personal&) = default;

 private:
  std::string text_;
};

template <class Stream, class Tag>
Stream& operator<<(Stream&, const Personal<Tag>&) = delete;

}  // namespace truename
