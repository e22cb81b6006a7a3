// Result<T>: a value or an Error that a person can act on; not for broken invariants (see check.h).
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace truename {

// For programs. `message` is for the person who must act: one sentence, naming the fix.
enum class ErrorCode {
  bad_input,        // what came from outside is wrong; the same call will fail again
  unauthenticated,  // who asks is not known; a valid token is needed
  forbidden,        // who asks is known, and may not
  not_found,        // the named thing does not exist
  conflict,         // true elsewhere now: key reused with another body, number in use, cap reached
  too_large,        // a limit was exceeded
  unavailable,      // try again later: locked, full, overloaded
  corrupt,          // stored bytes are not what was written
  internal,         // a defect or a failed system call
};

struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;
};

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
};
using Status = Result<void>;

// A value, or an answer that is no failure: the pure middle refuses with a reason, not an Error.
template <class T, class Refusal>
using Either = tl::expected<T, Refusal>;
template <class Refusal>
tl::unexpected<Refusal> refuse(Refusal refusal) {
  return tl::unexpected<Refusal>(std::move(refusal));
}

inline tl::unexpected<Error> fail(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message)});
}
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace truename

// Passes a failure on, or yields the value: `auto image = TRY(decode_image(bytes));`
#define TRY(expression) TRY_UNIQUE(expression, __COUNTER__)
// The same for Status, which carries no value.
#define TRY_STATUS(expression)                                                 \
  do {                                                                         \
    auto&& try_status_ = (expression);                                         \
    if (!try_status_) return ::truename::fail(std::move(try_status_).error()); \
  } while (false)

// One name each, so that a TRY may stand inside another's expression.
#define TRY_UNIQUE(expression, number) TRY_NAMED(expression, number)
#define TRY_NAMED(expression, number)                                                  \
  ({                                                                                   \
    auto&& try_##number##_ = (expression);                                             \
    if (!try_##number##_) return ::truename::fail(std::move(try_##number##_).error()); \
    *std::move(try_##number##_);                                                       \
  })
