// The graph of an ONNX file as nodes and named weights, to read, change and write; it runs nothing.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace truename::vision {

struct Weights {
  std::vector<std::int64_t> shape;
  std::vector<float> data;  // row-major; as many as the product of `shape`
};

struct OnnxNode {
  std::string operation;  // "Conv", "PRelu"
  std::string name;
  std::string domain;
  std::vector<std::string> inputs;  // "" where an optional one is absent
  std::vector<std::string> outputs;
  std::map<std::string, Bytes> attributes;  // AttributeProto as it was written

  // The attribute when it is one whole number.
  std::optional<std::int64_t> integer(const std::string& attribute) const;
  void set_integer(const std::string& attribute, std::int64_t value);
};

struct OnnxGraph {
  std::vector<OnnxNode> nodes;             // in the file's order
  std::map<std::string, Weights> weights;  // the float initialisers
  std::vector<std::string> outputs;
  Bytes other;        // every other field of the graph, as written; without inferred shapes
  Bytes model_other;  // every field of the model beside its graph, as written
};

// bad_input when the bytes are no ONNX model (protobuf, onnx.proto of ONNX 1.x) or hold more
// weights than bytes. Shapes and meanings are not checked: the runtime does.
Result<OnnxGraph> parse_onnx(ByteView model);
Bytes write_onnx(const OnnxGraph& graph);

}  // namespace truename::vision
