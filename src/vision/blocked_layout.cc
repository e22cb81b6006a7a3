#include "vision/blocked_layout.h"

#include <algorithm>
#include <utility>

namespace truename::vision {
namespace {

// Which nodes read a value. An output of the graph is read by somebody we cannot see.
class Readers {
 public:
  explicit Readers(const OnnxGraph& graph) {
    for (const std::string& output : graph.outputs) ++count_[output];
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
      for (const std::string& input : graph.nodes[i].inputs) {
        ++count_[input];
        last_[input] = i;
      }
    }
  }
  // The node that alone reads `value`; nothing when there are others.
  std::optional<std::size_t> only(const std::string& value) const {
    const auto count = count_.find(value);
    const auto last = last_.find(value);
    if (count == count_.end() || count->second != 1 || last == last_.end()) return std::nullopt;
    return last->second;
  }

 private:
  std::map<std::string, int> count_;
  std::map<std::string, std::size_t> last_;
};

const Weights* weights_of(const OnnxGraph& graph, const OnnxNode& node, std::size_t input) {
  if (node.inputs.size() <= input) return nullptr;
  const auto found = graph.weights.find(node.inputs[input]);
  return found == graph.weights.end() ? nullptr : &found->second;
}

// A convolution over pictures with its weights, and its bias if any, in the file.
bool is_convolution(const OnnxGraph& graph, const OnnxNode& node) {
  if (node.operation != "Conv" || !node.domain.empty() || node.outputs.size() != 1) return false;
  const Weights* const kernel = weights_of(graph, node, 1);
  if (kernel == nullptr || kernel->shape.size() != 4 || kernel->data.empty()) return false;
  if (node.inputs.size() < 3 || node.inputs[2].empty()) return true;
  const Weights* const bias = weights_of(graph, node, 2);
  return bias != nullptr && static_cast<std::int64_t>(bias->data.size()) == kernel->shape[0];
}

// Each channel on its own.
bool is_depthwise(const OnnxGraph& graph, const OnnxNode& node) {
  if (!is_convolution(graph, node)) return false;
  const Weights& kernel = *weights_of(graph, node, 1);
  return kernel.shape[1] == 1 && node.integer("group") == kernel.shape[0];
}

bool is_full(const OnnxGraph& graph, const OnnxNode& node) {
  return is_convolution(graph, node) && node.integer("group").value_or(1) == 1;
}

// One slope for each channel.
bool is_channel_prelu(const OnnxGraph& graph, const OnnxNode& node) {
  if (node.operation != "PRelu" || !node.domain.empty() || node.outputs.size() != 1) return false;
  const Weights* const slope = weights_of(graph, node, 1);
  if (slope == nullptr || slope->shape.size() < 3 || slope->data.empty()) return false;
  const std::int64_t channels = slope->shape[slope->shape.size() - 3];
  return channels == static_cast<std::int64_t>(slope->data.size());
}

// ---- fill_blocks

bool is_taken(const OnnxGraph& graph, const std::string& name) {
  const auto has = [&](const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  return graph.weights.contains(name) || has(graph.outputs) ||
         std::any_of(graph.nodes.begin(), graph.nodes.end(),
                     [&](const OnnxNode& node) { return has(node.inputs) || has(node.outputs); });
}

// Values and weights share one space of names, and a file may have taken any of them.
std::string unused_name(const OnnxGraph& graph, std::string name) {
  while (is_taken(graph, name)) name += "_";
  return name;
}

std::string add_weights(OnnxGraph& graph, const std::string& name, Weights weights) {
  const std::string unused = unused_name(graph, name);
  graph.weights[unused] = std::move(weights);
  return unused;
}

// Zeros after the first side, or after the second within each of the first.
Weights padded(const Weights& from, std::size_t side, std::int64_t channels) {
  Weights out = from;
  const std::int64_t old = from.shape[side];
  out.shape[side] = channels;
  const std::size_t parts = side == 0 ? 1 : static_cast<std::size_t>(from.shape[0]);
  const std::size_t have = from.data.size() / parts;
  const std::size_t want =
      have / static_cast<std::size_t>(old) * static_cast<std::size_t>(channels);
  out.data.assign(parts * want, 0);
  for (std::size_t i = 0; i < parts; ++i) {
    std::copy_n(from.data.begin() + static_cast<std::ptrdiff_t>(i * have), have,
                out.data.begin() + static_cast<std::ptrdiff_t>(i * want));
  }
  return out;
}

void pad_input(OnnxGraph& graph, OnnxNode& node, std::size_t input, std::size_t side,
               std::int64_t channels) {
  if (node.inputs.size() <= input || node.inputs[input].empty()) return;
  const std::string& name = node.inputs[input];
  node.inputs[input] =
      add_weights(graph, name + "_filled", padded(graph.weights.at(name), side, channels));
}

// The nodes from a full convolution to the next, all with the same channels and no other reader;
// empty when the way branches, ends or has no convolution by channels that would gain.
std::vector<std::size_t> channel_run(const OnnxGraph& graph, const Readers& readers,
                                     std::size_t start) {
  const std::int64_t channels = weights_of(graph, graph.nodes[start], 1)->shape[0];
  std::vector<std::size_t> run = {start};
  bool gains = false;
  while (true) {
    const auto next = readers.only(graph.nodes[run.back()].outputs[0]);
    if (!next || *next <= run.back()) return {};
    const OnnxNode& node = graph.nodes[*next];
    run.push_back(*next);
    if (is_depthwise(graph, node)) {
      if (weights_of(graph, node, 1)->shape[0] != channels) return {};
      gains = true;
    } else if (is_channel_prelu(graph, node)) {
      if (static_cast<std::int64_t>(weights_of(graph, node, 1)->data.size()) != channels) return {};
    } else if (is_full(graph, node)) {
      if (!gains || weights_of(graph, node, 1)->shape[1] != channels) return {};
      return run;
    } else if (node.operation != "Relu" || node.outputs.size() != 1) {
      return {};
    }
  }
}

void fill_run(OnnxGraph& graph, const std::vector<std::size_t>& run, std::int64_t channels) {
  for (const std::size_t index : run) {
    OnnxNode& node = graph.nodes[index];
    if (index == run.back()) {
      pad_input(graph, node, 1, 1, channels);
    } else if (is_channel_prelu(graph, node)) {
      const std::size_t side = weights_of(graph, node, 1)->shape.size() - 3;
      if (side > 1) continue;
      pad_input(graph, node, 1, side, channels);
    } else if (is_convolution(graph, node)) {
      const bool depthwise = is_depthwise(graph, node);
      pad_input(graph, node, 1, 0, channels);
      pad_input(graph, node, 2, 0, channels);
      if (depthwise) node.set_integer("group", channels);
    }
  }
}

// ---- spell_out_prelu

struct Parts {
  Weights slope;  // times x
  Weights rest;   // times max(x, 0)
  bool rest_is_positive = true;
};

Parts parts_of(const Weights& slope) {
  const auto channels = static_cast<std::int64_t>(slope.data.size());
  Parts parts{{{channels, 1, 1, 1}, slope.data}, {{channels, 1, 1, 1}, slope.data}};
  for (float& value : parts.rest.data) {
    value = 1 - value;
    parts.rest_is_positive = parts.rest_is_positive && value >= 0;
  }
  return parts;
}

// A depthwise convolution of one pixel: each channel times its factor.
OnnxNode scale_channels(OnnxGraph& graph, const std::string& input, const std::string& output,
                        Weights factors) {
  OnnxNode node{.operation = "Conv", .name = output, .domain = "", .outputs = {output}};
  node.set_integer("group", factors.shape[0]);
  node.inputs = {input, add_weights(graph, output + "_factors", std::move(factors))};
  return node;
}

OnnxNode plain(const std::string& operation, std::vector<std::string> inputs,
               const std::string& output) {
  return {.operation = operation,
          .name = output,
          .domain = "",
          .inputs = std::move(inputs),
          .outputs = {output}};
}

// `convolution` with each channel's weights and bias times a factor of its own.
OnnxNode scaled(OnnxGraph& graph, const OnnxNode& convolution, const std::string& output,
                const Weights& factors) {
  OnnxNode node = convolution;
  node.name = output;
  node.outputs = {output};
  for (std::size_t input = 1; input < node.inputs.size(); ++input) {
    if (node.inputs[input].empty()) continue;
    Weights weights = graph.weights.at(node.inputs[input]);
    const std::size_t part = weights.data.size() / factors.data.size();
    for (std::size_t i = 0; i < weights.data.size(); ++i) weights.data[i] *= factors.data[i / part];
    node.inputs[input] = add_weights(graph, output + "_weights" + std::to_string(input), weights);
  }
  return node;
}

// With a slope of at most 1 the second term is max((1 - slope) x, 0), and its maximum rides on the
// convolution before it; so does the sum on the other.
std::vector<OnnxNode> spelled_out(OnnxGraph& graph, const OnnxNode& prelu,
                                  const OnnxNode* convolution) {
  const Parts parts = parts_of(*weights_of(graph, prelu, 1));
  const std::string& x = prelu.inputs[0];
  const std::string& y = prelu.outputs[0];
  const std::string rest = unused_name(graph, y + "_rest");
  const std::string positive = unused_name(graph, y + "_positive");
  const std::string slope = unused_name(graph, y + "_slope");
  const OnnxNode sum = plain("Add", {slope, positive}, y);
  if (!parts.rest_is_positive) {
    const OnnxNode rectified = plain("Relu", {x}, rest);
    const OnnxNode second = scale_channels(graph, rest, positive, parts.rest);
    return {rectified, second, scale_channels(graph, x, slope, parts.slope), sum};
  }
  const OnnxNode first = convolution != nullptr ? scaled(graph, *convolution, rest, parts.rest)
                                                : scale_channels(graph, x, rest, parts.rest);
  const OnnxNode second = convolution != nullptr ? scaled(graph, *convolution, slope, parts.slope)
                                                 : scale_channels(graph, x, slope, parts.slope);
  return {first, plain("Relu", {rest}, positive), second, sum};
}

// Whether the two terms of `prelu` can each be a copy of the convolution before it: cheap where
// that looks at one channel at a time.
bool can_ride(const OnnxGraph& graph, const OnnxNode& convolution, const OnnxNode& prelu) {
  const Weights& slope = *weights_of(graph, prelu, 1);
  return is_depthwise(graph, convolution) && parts_of(slope).rest_is_positive &&
         weights_of(graph, convolution, 1)->shape[0] ==
             static_cast<std::int64_t>(slope.data.size());
}

// Bodies of branches and loops read values of the graph around them, unseen by Readers.
bool has_inner_graphs(const OnnxGraph& graph) {
  return std::any_of(graph.nodes.begin(), graph.nodes.end(), [](const OnnxNode& node) {
    return node.operation == "If" || node.operation == "Loop" || node.operation == "Scan";
  });
}

}  // namespace

void fill_blocks(OnnxGraph& graph) {
  const Readers readers(graph);
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    if (!is_full(graph, graph.nodes[i])) continue;
    const std::int64_t channels = weights_of(graph, graph.nodes[i], 1)->shape[0];
    const std::int64_t filled = (channels / kBlockChannels + 1) * kBlockChannels;
    // More than half of zeros would cost more than the layout gives back.
    if (channels % kBlockChannels == 0 || filled > 2 * channels) continue;
    fill_run(graph, channel_run(graph, readers, i), filled);
  }
}

void spell_out_prelu(OnnxGraph& graph) {
  const Readers readers(graph);
  std::map<std::string, std::size_t> written_by;  // where each value stands in `nodes` below
  std::vector<OnnxNode> nodes;
  for (const OnnxNode& node : graph.nodes) {
    const bool fits = is_channel_prelu(graph, node) &&
                      weights_of(graph, node, 1)->data.size() % kBlockChannels == 0;
    std::vector<OnnxNode> instead;
    const auto before = written_by.find(node.inputs.empty() ? "" : node.inputs[0]);
    if (fits) {
      const bool rides = before != written_by.end() && readers.only(node.inputs[0]) &&
                         can_ride(graph, nodes[before->second], node);
      instead = spelled_out(graph, node, rides ? &nodes[before->second] : nullptr);
      if (rides) {
        nodes.erase(nodes.begin() + static_cast<std::ptrdiff_t>(before->second));
        written_by.clear();  // places have moved; the next convolution is written anew
      }
    } else {
      instead = {node};
    }
    for (OnnxNode& next : instead) {
      for (const std::string& output : next.outputs) written_by[output] = nodes.size();
      nodes.push_back(std::move(next));
    }
  }
  graph.nodes = std::move(nodes);
}

Bytes keep_blocked(ByteView model) {
  auto graph = parse_onnx(model);
  if (!graph || has_inner_graphs(*graph)) return {model.begin(), model.end()};
  fill_blocks(*graph);
  spell_out_prelu(*graph);
  return write_onnx(*graph);
}

}  // namespace truename::vision
