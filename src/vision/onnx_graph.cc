#include "vision/onnx_graph.h"

#include <cstring>

#include "vision/protobuf.h"

namespace truename::vision {
namespace {

// Field numbers of onnx.proto (ONNX 1.x, frozen by its compatibility rules).
namespace model_field {
constexpr std::uint32_t kGraph = 7;
}
namespace graph_field {
constexpr std::uint32_t kNode = 1, kInitializer = 5, kOutput = 12, kValueInfo = 13;
}
namespace node_field {
constexpr std::uint32_t kInput = 1, kOutput = 2, kName = 3, kOperation = 4, kAttribute = 5,
                        kDomain = 7;
}
namespace attribute_field {
constexpr std::uint32_t kName = 1, kInteger = 3, kType = 20;
constexpr std::uint64_t kTypeInteger = 2;
}  // namespace attribute_field
namespace tensor_field {
constexpr std::uint32_t kShape = 1, kType = 2, kFloats = 4, kName = 8, kRaw = 9;
constexpr std::uint64_t kTypeFloat = 1;
}  // namespace tensor_field
constexpr std::uint32_t kValueName = 1;

std::string text_of(const WireField& field) { return std::string(as_text(field.bytes)); }

void append(Bytes& out, ByteView bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

bool parse_node(ByteView message, OnnxNode& node) {
  WireReader reader(message);
  while (const auto field = reader.next()) {
    switch (field->number) {
      case node_field::kInput:
        node.inputs.push_back(text_of(*field));
        break;
      case node_field::kOutput:
        node.outputs.push_back(text_of(*field));
        break;
      case node_field::kName:
        node.name = text_of(*field);
        break;
      case node_field::kOperation:
        node.operation = text_of(*field);
        break;
      case node_field::kDomain:
        node.domain = text_of(*field);
        break;
      case node_field::kAttribute: {
        WireReader attribute(field->bytes);
        std::string name;
        while (const auto part = attribute.next()) {
          if (part->number == attribute_field::kName) name = text_of(*part);
        }
        if (!attribute.sound()) return false;
        node.attributes[name] = Bytes(field->bytes.begin(), field->bytes.end());
        break;
      }
      default:
        break;  // documentation of the node
    }
  }
  return reader.sound();
}

// A field of repeated numbers, packed into one or written one by one.
bool add_shape(const WireField& field, std::vector<std::int64_t>& shape) {
  if (!field.is_bytes) {
    shape.push_back(static_cast<std::int64_t>(field.value));
    return true;
  }
  Bytes tagged;  // packed numbers have no tags; a reader of fields wants them
  for (std::size_t i = 0; i < field.bytes.size(); ++i) {
    if (i == 0 || (field.bytes[i - 1] & 0x80) == 0) tagged.push_back(1 << 3);
    tagged.push_back(field.bytes[i]);
  }
  WireReader numbers(tagged);
  while (const auto number = numbers.next()) {
    shape.push_back(static_cast<std::int64_t>(number->value));
  }
  return numbers.sound();
}

struct NamedWeights {
  std::string name;
  std::optional<Weights> weights;  // nothing where they are no floats, or stand elsewhere
};

std::optional<NamedWeights> parse_tensor(ByteView message) {
  NamedWeights out;
  Weights weights;
  ByteView floats;
  bool is_float = false;
  WireReader reader(message);
  while (const auto field = reader.next()) {
    if (field->number == tensor_field::kShape && !add_shape(*field, weights.shape)) return {};
    if (field->number == tensor_field::kType) is_float = field->value == tensor_field::kTypeFloat;
    if (field->number == tensor_field::kName) out.name = text_of(*field);
    const bool holds =
        field->number == tensor_field::kRaw || field->number == tensor_field::kFloats;
    if (holds) floats = field->bytes;  // packed floats are raw floats
  }
  if (!reader.sound()) return {};
  std::size_t count = 1;
  for (const std::int64_t side : weights.shape) {
    // Never more than the bytes at hand, so that the product cannot overflow.
    if (side < 0 || static_cast<std::uint64_t>(side) > message.size()) return {};
    count *= static_cast<std::size_t>(side);
    if (count > message.size()) count = message.size() + 1;
  }
  if (!is_float || floats.size() != count * sizeof(float)) return out;
  weights.data.resize(count);
  if (count > 0) std::memcpy(weights.data.data(), floats.data(), floats.size());
  out.weights = std::move(weights);
  return out;
}

bool parse_graph(ByteView message, OnnxGraph& graph) {
  WireReader reader(message);
  while (const auto field = reader.next()) {
    if (field->number == graph_field::kNode) {
      if (!parse_node(field->bytes, graph.nodes.emplace_back())) return false;
      continue;
    }
    if (field->number == graph_field::kInitializer) {
      auto tensor = parse_tensor(field->bytes);
      if (!tensor) return false;
      if (tensor->weights) {
        graph.weights[tensor->name] = *std::move(tensor->weights);
        continue;
      }
    }
    // Inferred shapes may no longer fit once the graph is changed; the runtime infers them again.
    if (field->number == graph_field::kValueInfo) continue;
    if (field->number == graph_field::kOutput) {
      WireReader value(field->bytes);
      while (const auto part = value.next()) {
        if (part->number == kValueName) graph.outputs.push_back(text_of(*part));
      }
      if (!value.sound()) return false;
    }
    append(graph.other, field->whole);
  }
  return reader.sound();
}

Bytes write_node(const OnnxNode& node) {
  Bytes out;
  for (const std::string& input : node.inputs) put_text(out, node_field::kInput, input);
  for (const std::string& output : node.outputs) put_text(out, node_field::kOutput, output);
  put_text(out, node_field::kName, node.name);
  put_text(out, node_field::kOperation, node.operation);
  if (!node.domain.empty()) put_text(out, node_field::kDomain, node.domain);
  for (const auto& [name, attribute] : node.attributes) {
    put_bytes(out, node_field::kAttribute, attribute);
  }
  return out;
}

Bytes write_tensor(const std::string& name, const Weights& weights) {
  Bytes out;
  for (const std::int64_t side : weights.shape) {
    put_integer(out, tensor_field::kShape, static_cast<std::uint64_t>(side));
  }
  put_integer(out, tensor_field::kType, tensor_field::kTypeFloat);
  put_text(out, tensor_field::kName, name);
  const auto* const begin = reinterpret_cast<const std::uint8_t*>(weights.data.data());
  put_bytes(out, tensor_field::kRaw, {begin, weights.data.size() * sizeof(float)});
  return out;
}

}  // namespace

std::optional<std::int64_t> OnnxNode::integer(const std::string& attribute) const {
  const auto found = attributes.find(attribute);
  if (found == attributes.end()) return std::nullopt;
  WireReader reader(found->second);
  while (const auto field = reader.next()) {
    if (field->number == attribute_field::kInteger) return static_cast<std::int64_t>(field->value);
  }
  return std::nullopt;
}

void OnnxNode::set_integer(const std::string& attribute, std::int64_t value) {
  Bytes out;
  put_text(out, attribute_field::kName, attribute);
  put_integer(out, attribute_field::kInteger, static_cast<std::uint64_t>(value));
  put_integer(out, attribute_field::kType, attribute_field::kTypeInteger);
  attributes[attribute] = std::move(out);
}

Result<OnnxGraph> parse_onnx(ByteView model) {
  OnnxGraph graph;
  bool found = false;
  WireReader reader(model);
  while (const auto field = reader.next()) {
    if (field->number != model_field::kGraph) {
      append(graph.model_other, field->whole);
      continue;
    }
    found = !found && parse_graph(field->bytes, graph);
    if (!found) break;
  }
  if (!found || !reader.sound()) {
    return fail(ErrorCode::bad_input, "This is no ONNX model; fetch it again.");
  }
  return graph;
}

Bytes write_onnx(const OnnxGraph& graph) {
  Bytes body;
  for (const OnnxNode& node : graph.nodes) put_bytes(body, graph_field::kNode, write_node(node));
  for (const auto& [name, weights] : graph.weights) {
    put_bytes(body, graph_field::kInitializer, write_tensor(name, weights));
  }
  append(body, graph.other);
  Bytes out = graph.model_other;
  put_bytes(out, model_field::kGraph, body);
  return out;
}

}  // namespace truename::vision
