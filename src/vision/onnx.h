// One neural network, loaded and ready to run; the only file that sees the inference runtime.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace truename::vision {

// Row-major floats; `data.size()` is the product of `shape`.
struct Tensor {
  std::vector<std::int64_t> shape;
  std::vector<float> data;
};

class Network {
 public:
  // `name` stands in errors. bad_input when the bytes are no model the runtime can load.
  // One thread per network: a request uses one core, requests run side by side.
  static Result<Network> create(const std::string& name, ByteView model);
  Network(Network&&) noexcept;
  Network& operator=(Network&&) noexcept;
  ~Network();

  // One input tensor; all outputs in the model's order. Thread-safe. internal when the runtime
  // refuses (a wrong shape).
  Result<std::vector<Tensor>> run(const Tensor& input) const;

 private:
  struct Session;
  explicit Network(std::unique_ptr<Session> session);
  std::unique_ptr<Session> session_;
};

// Version of the linked runtime, for `models verify` and the model-set digest.
std::string engine_version();

}  // namespace truename::vision
