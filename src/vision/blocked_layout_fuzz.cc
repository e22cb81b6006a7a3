#include "vision/blocked_layout.h"

// What is written must be readable again, whatever was read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const truename::ByteView model(data, size);
  if (!truename::vision::parse_onnx(model)) return 0;
  if (!truename::vision::parse_onnx(truename::vision::keep_blocked(model))) __builtin_trap();
  return 0;
}
