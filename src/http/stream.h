// Stream: a conversation of messages over one connection, as handlers see it; nothing of sockets.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "http/message.h"

namespace truename::http {

enum class MessageKind { text, binary };
struct StreamAnswer {
  std::string text;   // nothing is sent when empty
  bool last = false;  // the stream ends after it
};

// Called for one message at a time, on a worker; the next is read when the answer has gone out, so
// that a fast sender waits (back-pressure).
class Stream {
 public:
  virtual ~Stream() = default;
  virtual StreamAnswer on_message(MessageKind kind, std::string message) = 0;
};

// The stream that a request to upgrade opens, or why there is none.
using OpenStream = std::function<Result<std::unique_ptr<Stream>>(const Request&)>;

}  // namespace truename::http
