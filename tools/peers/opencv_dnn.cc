// The same four networks and the same steps as truename's face check, run by OpenCV's DNN module:
// what somebody without ONNX Runtime would pick. Measured by `truename bench --peers`.
//
// Usage: truename_peer_opencv PAIRS WEIGHTS. A pair list has one pair a line: 1 or 0 (same person
// or not), first picture, second picture, separated by tabs. Decoding, cutting and aligning are
// truename's own, so that the engines alone differ. Prints one JSON object.
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <opencv2/dnn.hpp>
#include <optional>
#include <sstream>

#include "base/files.h"
#include "face/align.h"
#include "face/detect.h"
#include "face/landmarks.h"
#include "vision/image_codec.h"

namespace {

using namespace truename;
using face::DetectedFace;
using vision::Box;
using vision::Image;

constexpr int kWarmUpPairs = 2;  // measured and thrown away
constexpr float kLowestScore = -1;

struct Nets {
  cv::dnn::Net detect, landmark, extract, pad;
};

std::vector<cv::Mat> run(cv::dnn::Net& net, const vision::Tensor& tensor) {
  const std::vector<int> shape(tensor.shape.begin(), tensor.shape.end());
  net.setInput(cv::Mat(shape, CV_32F, const_cast<float*>(tensor.data.data())));
  std::vector<cv::Mat> outputs;
  net.forward(outputs, net.getUnconnectedOutLayersNames());
  return outputs;
}

vision::Tensor tensor_of(const Image& image, vision::ChannelOrder order, float mean, float scale) {
  return vision::to_tensor(image, order, {mean, mean, mean}, {scale, scale, scale});
}

std::optional<DetectedFace> find_face(Nets& nets, const Image& picture) {
  const float scale = std::min(320.0F / static_cast<float>(picture.width),
                               240.0F / static_cast<float>(picture.height));
  const auto side = [&](int length) {
    return std::max(1, static_cast<int>(std::lround(static_cast<float>(length) * scale)));
  };
  const Image small = vision::resize(picture, side(picture.width), side(picture.height));
  const Image fitted = vision::on_black(small, 320, 240);
  auto outputs = run(nets.detect, tensor_of(fitted, vision::ChannelOrder::rgb, 127, 0.0078125F));
  // Two numbers an anchor are scores, four are corners; the module sorts outputs its own way.
  if (outputs[0].total() > outputs[1].total()) std::swap(outputs[0], outputs[1]);
  const float* const scores = outputs[0].ptr<float>();
  const float* const corners = outputs[1].ptr<float>();
  std::vector<DetectedFace> faces;
  for (std::size_t i = 0; i < outputs[0].total() / 2; ++i) {
    if (scores[2 * i + 1] < face::kFaceScoreMinimum) continue;
    const float* const c = corners + 4 * i;
    const float width = 320 / scale, height = 240 / scale;
    faces.push_back(
        {{c[0] * width, c[1] * height, c[2] * width, c[3] * height}, scores[2 * i + 1]});
  }
  // Many boxes lie on one face: the best of them, unless it is not the main one.
  const DetectedFace* const main = face::main_face(faces, picture);
  if (main == nullptr) return std::nullopt;
  DetectedFace best = *main;
  for (const DetectedFace& other : faces) {
    const bool centred = std::abs(other.box.left - main->box.left) < main->box.width() / 2 &&
                         std::abs(other.box.top - main->box.top) < main->box.height() / 2;
    if (centred && other.score > best.score) best = other;
  }
  return best;
}

face::Landmarks look(Nets& nets, const Image& picture, Box box) {
  const auto width = static_cast<float>(picture.width);
  const auto height = static_cast<float>(picture.height);
  box.left = std::clamp(std::round(box.left), 0.0F, width - 1);
  box.top = std::clamp(std::round(box.top), 0.0F, height - 1);
  box.right = std::clamp(std::round(box.right), box.left + 1, width);
  box.bottom = std::clamp(std::round(box.bottom), box.top + 1, height);
  const Image cut = vision::resize(vision::crop(picture, box), 64, 64);
  const cv::Mat output = run(nets.landmark, vision::to_grey_tensor(cut, 0.00390625F))[0];
  face::Landmarks points;
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i] = {box.left + output.ptr<float>()[2 * i] * box.width(),
                 box.top + output.ptr<float>()[2 * i + 1] * box.height()};
  }
  return points;
}

Box box_around(const face::Landmarks& points) {
  Box box{INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (const vision::Point& point : points) {
    box = {std::min(box.left, point.x), std::min(box.top, point.y), std::max(box.right, point.x),
           std::max(box.bottom, point.y)};
  }
  const float x = box.width() * 0.05F, y = box.height() * 0.05F;  // as truename's second look
  return {box.left - x, box.top - y, box.right + x, box.bottom + y};
}

void attack_score(Nets& nets, const Image& picture, const Box& face) {
  const float half = std::max(face.width(), face.height()) * 2.7F / 2;
  const float x = (face.left + face.right) / 2, y = (face.top + face.bottom) / 2;
  const Image context = vision::crop(picture, {x - half, y - half, x + half, y + half});
  if (context.empty()) return;
  run(nets.pad, tensor_of(vision::resize(context, 128, 128), vision::ChannelOrder::bgr, 0, 1));
}

enum class Side { probe, portrait };

std::optional<std::vector<float>> describe(Nets& nets, const Bytes& encoded, Side side) {
  const auto picture = vision::decode_image(encoded);
  if (!picture) return std::nullopt;
  const auto found = find_face(nets, *picture);
  if (!found) return std::nullopt;
  const face::Landmarks points = look(nets, *picture, box_around(look(nets, *picture, found->box)));
  if (side == Side::probe) attack_score(nets, *picture, found->box);
  const Image aligned = face::align(*picture, face::five_points(points));
  if (aligned.empty()) return std::nullopt;
  const cv::Mat features =
      run(nets.extract, tensor_of(aligned, vision::ChannelOrder::bgr, 127, 0.0078125F))[0];
  return std::vector<float>(features.ptr<float>(), features.ptr<float>() + features.total());
}

float cosine(const std::vector<float>& a, const std::vector<float>& b) {
  float ab = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
  }
  return ab / std::sqrt(aa * bb);
}

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

struct Measured {
  std::vector<double> cpu, wall, scores;
};

bool measure(Nets& nets, const std::string& line, Measured& out) {
  std::istringstream fields(line);
  std::string same, first, second;
  std::getline(fields, same, '\t');
  std::getline(fields, first, '\t');
  std::getline(fields, second, '\t');
  const auto probe = read_file(first, vision::kEncodedLimitBytes);
  const auto portrait = read_file(second, vision::kEncodedLimitBytes);
  if (!probe || !portrait) return false;
  const double start = cpu_ms();
  const auto began = std::chrono::steady_clock::now();
  const auto a = describe(nets, *probe, Side::probe);
  const auto b = describe(nets, *portrait, Side::portrait);
  out.scores.push_back(a && b ? cosine(*a, *b) : kLowestScore);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
  out.cpu.push_back(cpu_ms() - start);
  out.wall.push_back(took.count());
  return true;
}

void print_list(const char* name, const std::vector<double>& values) {
  std::printf(",\"%s\":[", name);
  for (std::size_t i = kWarmUpPairs; i < values.size(); ++i) {
    std::printf("%s%.6g", i == kWarmUpPairs ? "" : ",", values[i]);
  }
  std::printf("]");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: truename_peer_opencv PAIRS WEIGHTS\n");
    return 2;
  }
  cv::setNumThreads(1);
  const std::string weights = std::string(argv[2]) + "/";
  Nets nets{cv::dnn::readNetFromONNX(weights + "fr_detect.onnx"),
            cv::dnn::readNetFromONNX(weights + "fr_landmark.onnx"),
            cv::dnn::readNetFromONNX(weights + "fr_feature.onnx"),
            cv::dnn::readNetFromONNX(weights + "fr_liveness.onnx")};
  std::vector<std::string> lines;
  std::ifstream file(argv[1]);
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  if (lines.size() < kWarmUpPairs) {
    std::fprintf(stderr, "peer_opencv: the list of pairs is shorter than the warm-up.\n");
    return 1;
  }
  const std::vector<std::string> first(lines.begin(), lines.begin() + kWarmUpPairs);
  lines.insert(lines.begin(), first.begin(), first.end());
  Measured out;
  for (const std::string& line : lines) {
    if (!measure(nets, line, out)) {
      std::fprintf(stderr, "peer_opencv: a picture of \"%s\" cannot be read.\n", line.c_str());
      return 1;
    }
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("{\"name\":\"OpenCV %s DNN, same networks\"", CV_VERSION);
  print_list("cpu_ms", out.cpu);
  print_list("wall_ms", out.wall);
  print_list("scores", out.scores);
  std::printf(",\"resident_mb\":%.1f}\n", static_cast<double>(usage.ru_maxrss) / 1024);
  return 0;
}
