#include "vision/blocked_layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/files.h"
#include "vision/onnx.h"

namespace truename::vision {
namespace {

const std::filesystem::path kWeights = std::filesystem::path(TRUENAME_FETCHED) / "weights";

struct Sample {
  const char* file;
  std::vector<std::int64_t> shape;
  float highest;  // of a pixel, as the network expects it
};
const Sample kFaceNetworks[] = {{"fr_detect.onnx", {1, 3, 240, 320}, 1},
                                {"fr_landmark.onnx", {1, 1, 64, 64}, 1},
                                {"fr_feature.onnx", {1, 3, 112, 112}, 1},
                                {"fr_liveness.onnx", {1, 3, 128, 128}, 255}};

Bytes model_of(const char* file) { return read_file(kWeights / file, 64 << 20).value(); }

Tensor pattern(const Sample& sample) {
  Tensor tensor{sample.shape, {}};
  std::size_t count = 1;
  for (const std::int64_t side : sample.shape) count *= static_cast<std::size_t>(side);
  for (std::size_t i = 0; i < count; ++i) {
    tensor.data.push_back(sample.highest * static_cast<float>(i * 7919 % 997) / 997);
  }
  return tensor;
}

// As a part of the largest number: rounding grows with what is rounded.
float largest_difference(const Tensor& a, const Tensor& b) {
  if (a.data.size() != b.data.size()) return INFINITY;
  float difference = 0;
  float largest = 0;
  for (std::size_t i = 0; i < a.data.size(); ++i) {
    difference = std::max(difference, std::abs(a.data[i] - b.data[i]));
    largest = std::max(largest, std::abs(a.data[i]));
  }
  return difference / largest;
}

std::ptrdiff_t count_of(const OnnxGraph& graph, const std::string& operation) {
  return std::count_if(graph.nodes.begin(), graph.nodes.end(),
                       [&](const OnnxNode& node) { return node.operation == operation; });
}

TEST(BlockedLayout, every_face_network_gives_the_same_numbers_to_rounding) {
  for (const Sample& sample : kFaceNetworks) {
    const Bytes model = model_of(sample.file);
    const Tensor input = pattern(sample);
    const auto written =
        Network::create(sample.file, model, {.layout = Tuning::Layout::as_written});
    const auto blocked = Network::create(sample.file, model);
    const std::vector<Tensor> expected = written.value().run(input).value();
    const std::vector<Tensor> outputs = blocked.value().run(input).value();
    ASSERT_EQ(outputs.size(), expected.size()) << sample.file;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      EXPECT_EQ(outputs[i].shape, expected[i].shape) << sample.file;
      EXPECT_LT(largest_difference(outputs[i], expected[i]), 1e-5F) << sample.file;
    }
  }
}

TEST(BlockedLayout, no_prelu_is_left_in_the_extractor_and_the_attack_detector) {
  for (const char* const file : {"fr_feature.onnx", "fr_liveness.onnx"}) {
    const Bytes model = model_of(file);
    EXPECT_EQ(count_of(parse_onnx(model).value(), "PRelu"), 33) << file;
    EXPECT_EQ(count_of(parse_onnx(keep_blocked(model)).value(), "PRelu"), 0) << file;
  }
}

TEST(BlockedLayout, a_graph_written_again_reads_the_same) {
  const OnnxGraph graph = parse_onnx(model_of("fr_liveness.onnx")).value();
  const OnnxGraph again = parse_onnx(write_onnx(graph)).value();
  ASSERT_EQ(again.nodes.size(), graph.nodes.size());
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    EXPECT_EQ(again.nodes[i].operation, graph.nodes[i].operation);
    EXPECT_EQ(again.nodes[i].inputs, graph.nodes[i].inputs);
    EXPECT_EQ(again.nodes[i].attributes, graph.nodes[i].attributes);
  }
  EXPECT_EQ(again.weights.size(), graph.weights.size());
  EXPECT_EQ(again.other, graph.other);
  EXPECT_EQ(again.model_other, graph.model_other);
}

TEST(BlockedLayout, what_is_no_model_is_refused_and_left_as_it_is) {
  const Bytes model = model_of("fr_landmark.onnx");
  const Bytes cut(model.begin(), model.begin() + static_cast<std::ptrdiff_t>(model.size() / 2));
  for (const Bytes& bytes : {cut, Bytes{}, Bytes(64, 0xFF)}) {
    EXPECT_EQ(parse_onnx(bytes).error().code, ErrorCode::bad_input);
    EXPECT_EQ(keep_blocked(bytes), bytes);
  }
}

// A slope above 1 bends the other way and cannot ride on a Relu of its own.
TEST(BlockedLayout, a_name_that_the_model_has_taken_is_not_taken_again) {
  OnnxGraph graph = parse_onnx(model_of("fr_feature.onnx")).value();
  for (OnnxNode& node : graph.nodes) {
    if (node.operation != "PRelu") continue;
    const std::string slope = node.outputs[0] + "_slope";
    graph.weights[slope] = graph.weights.at(node.inputs[1]);
    node.inputs[1] = slope;
  }
  const Tensor input = pattern(kFaceNetworks[2]);
  const auto renamed = Network::create("renamed", write_onnx(graph));
  ASSERT_TRUE(renamed) << renamed.error().message;
  const auto plain = Network::create("plain", model_of("fr_feature.onnx"));
  EXPECT_LT(largest_difference(renamed->run(input).value()[0], plain.value().run(input).value()[0]),
            1e-6F);
}

TEST(BlockedLayout, slopes_above_one_and_below_zero_are_kept) {
  const Bytes model = model_of("fr_feature.onnx");
  OnnxGraph graph = parse_onnx(model).value();
  for (auto& [name, weights] : graph.weights) {
    if (weights.shape.size() != 3) continue;
    for (std::size_t i = 0; i < weights.data.size(); ++i) {
      weights.data[i] = i % 3 == 0 ? 1.25F : i % 3 == 1 ? -0.5F : 0.0F;
    }
  }
  const Bytes bent = write_onnx(graph);
  const Tensor input = pattern(kFaceNetworks[2]);
  const auto written = Network::create("bent", bent, {.layout = Tuning::Layout::as_written});
  const Tensor expected = written.value().run(input).value()[0];
  const Tensor output = Network::create("bent", bent).value().run(input).value()[0];
  EXPECT_LT(largest_difference(output, expected), 1e-5F);
}

}  // namespace
}  // namespace truename::vision
