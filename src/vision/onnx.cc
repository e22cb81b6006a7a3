#include "vision/onnx.h"

#include <onnxruntime_cxx_api.h>

#include <utility>

#include "base/check.h"
#include "vision/blocked_layout.h"

namespace truename::vision {
namespace {

// One environment for the process: the runtime wants it, and its threads are shared.
const Ort::Env& environment() {
  static const Ort::Env kEnvironment(ORT_LOGGING_LEVEL_ERROR, "truename");
  return kEnvironment;
}

GraphOptimizationLevel level(Tuning::Optimisation optimisation) {
  switch (optimisation) {
    case Tuning::Optimisation::basic:
      return ORT_ENABLE_BASIC;
    case Tuning::Optimisation::extended:
      return ORT_ENABLE_EXTENDED;
    case Tuning::Optimisation::all:
      return ORT_ENABLE_ALL;
  }
  return ORT_ENABLE_ALL;
}

Ort::SessionOptions options(const Tuning& tuning) {
  Ort::SessionOptions options;
  options.SetIntraOpNumThreads(1);
  options.SetInterOpNumThreads(1);
  options.SetExecutionMode(ORT_SEQUENTIAL);
  options.SetGraphOptimizationLevel(level(tuning.optimisation));
  if (tuning.memory == Tuning::Memory::plain) {
    // The arena keeps the largest shapes it ever saw; text detection runs on many. Plain allocation
    // keeps resident memory down and costs 1 % of speed (docs/performance.md).
    options.DisableCpuMemArena();
    options.DisableMemPattern();
  }
  if (tuning.denormals == Tuning::Denormals::zeroed) {
    options.AddConfigEntry("session.set_denormal_as_zero", "1");
  }
  if (!tuning.optimised_file.empty()) {
    options.SetOptimizedModelFilePath(tuning.optimised_file.c_str());
  }
  if (!tuning.profile_prefix.empty()) options.EnableProfiling(tuning.profile_prefix.c_str());
  // A model may name other files for its weights, and the runtime would read them from wherever the
  // program runs: no hash of ours covers them (R120). Below a file there is nothing to read.
  options.AddConfigEntry("session.model_external_initializers_file_folder_path", "/dev/null/none");
  return options;
}

}  // namespace

struct Network::Session {
  std::string name;
  Ort::Session session;
  std::string input_name;
  std::vector<std::string> output_names;
};

Network::Network(std::unique_ptr<Session> session) : session_(std::move(session)) {}
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;
Network::~Network() = default;

Result<Network> Network::create(const std::string& name, ByteView model, const Tuning& tuning) {
  const bool blocked = tuning.layout == Tuning::Layout::blocked;
  const Bytes laid_out = blocked ? keep_blocked(model) : Bytes(model.begin(), model.end());
  try {
    auto session = std::make_unique<Session>(
        Session{name,
                Ort::Session(environment(), laid_out.data(), laid_out.size(), options(tuning)),
                {},
                {}});
    const Ort::AllocatorWithDefaultOptions allocator;
    session->input_name = session->session.GetInputNameAllocated(0, allocator).get();
    for (std::size_t i = 0; i < session->session.GetOutputCount(); ++i) {
      session->output_names.emplace_back(
          session->session.GetOutputNameAllocated(i, allocator).get());
    }
    return Network(std::move(session));
  } catch (const Ort::Exception& error) {  // wrapped here, where the library is called
    return fail(ErrorCode::bad_input, "The model " + name +
                                          " does not load; it must be one whole ONNX file with its "
                                          "weights inside. " +
                                          error.what());
  }
}

Result<std::vector<Tensor>> Network::run(const Tensor& input) const {
  std::vector<const char*> outputs;
  for (const std::string& output : session_->output_names) outputs.push_back(output.c_str());
  const char* const input_name = session_->input_name.c_str();
  try {
    const auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
    // The runtime only reads the input; its interface has no const form.
    auto* const data = const_cast<float*>(input.data.data());
    const Ort::Value value = Ort::Value::CreateTensor<float>(
        memory, data, input.data.size(), input.shape.data(), input.shape.size());
    const auto results = session_->session.Run(Ort::RunOptions{nullptr}, &input_name, &value, 1,
                                               outputs.data(), outputs.size());
    std::vector<Tensor> tensors;
    for (const Ort::Value& result : results) {
      const auto info = result.GetTensorTypeAndShapeInfo();
      if (info.GetElementType() != ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT) {
        return fail(ErrorCode::bad_input, "The model " + session_->name + " gives no floats.");
      }
      const float* const begin = result.GetTensorData<float>();
      tensors.push_back({info.GetShape(), {begin, begin + info.GetElementCount()}});
    }
    return tensors;
  } catch (const Ort::Exception& error) {
    return fail(ErrorCode::internal, "The model " + session_->name + " failed: " + error.what());
  }
}

std::string engine_version() {
  return "onnxruntime " + std::string(OrtGetApiBase()->GetVersionString());
}

}  // namespace truename::vision

// The runtime keeps some bytes of its own until the process ends (seen: 14 to 622); LeakSanitizer
// asks this function, by this name, what to leave out. Without the sanitizer nobody calls it.
extern "C" const char* __lsan_default_suppressions() { return "leak:libonnxruntime.so\n"; }
