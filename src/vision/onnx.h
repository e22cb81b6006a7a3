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

// How a network is loaded. The defaults serve; the rest is there to measure them against again
// when the engine or a model changes (docs/performance.md, tools/speed_trials.cc).
struct Tuning {
  enum class Layout { as_written, blocked };  // see blocked_layout.h
  enum class Memory { plain, arena };         // arena: kept between runs, at its largest
  enum class Optimisation { basic, extended, all };
  enum class Denormals { kept, zeroed };
  Layout layout = Layout::blocked;
  Memory memory = Memory::plain;
  Optimisation optimisation = Optimisation::all;
  Denormals denormals = Denormals::kept;
  std::string optimised_file;  // where to leave the optimised graph; "" for nowhere
  std::string profile_prefix;  // of a file of times for each operation; "" for none
};

class Network {
 public:
  // `name` stands in errors. bad_input when the bytes are no model the runtime can load.
  // One thread per network: a request uses one core, requests run side by side.
  static Result<Network> create(const std::string& name, ByteView model, const Tuning& tuning = {});
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
