#include "tools/match/degrade.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/check.h"
#include "vision/image_codec.h"

namespace truename::match {
namespace {

using vision::Image;

// The screens are laid over a picture so many times larger, then averaged down: dots are smaller
// than the pixels of whoever photographs the card.
constexpr int kScreenScale = 3;
constexpr double kScreenPeriodPx = 4.6;  // no whole number of dots a pixel, so that moire appears
constexpr std::array<double, 3> kScreenAnglesDeg = {75, 15, 45};
constexpr std::size_t kCosineSteps = 1024;

// SplitMix64 (Steele et al. 2014): the same on every machine, which std distributions are not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  double uniform() {  // 0..1
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1.0p-53;
  }
  // Sum of twelve: near enough to normal, without a logarithm.
  double normal() {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += uniform();
    return sum;
  }

 private:
  std::uint64_t state_;
};

std::uint8_t to_byte(double value) {
  return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
}

Image shrink(const Image& picture, int side_px) {
  const double scale = static_cast<double>(side_px) / std::max(picture.width, picture.height);
  const int width = std::max(1, static_cast<int>(std::lround(picture.width * scale)));
  const int height = std::max(1, static_cast<int>(std::lround(picture.height * scale)));
  return vision::resize(picture, width, height);
}

void squeeze_gamut(Image& picture, const Degradation& how) {
  const double range = (how.white - how.black) / 255;
  for (std::size_t i = 0; i < picture.bgr.size(); i += 3) {
    std::uint8_t* const pixel = &picture.bgr[i];
    const double grey = 0.114 * pixel[0] + 0.587 * pixel[1] + 0.299 * pixel[2];
    for (int channel = 0; channel < 3; ++channel) {
      const double muted = grey + (pixel[channel] - grey) * how.saturation;
      pixel[channel] = to_byte(how.black + muted * range);
    }
  }
}

double cosine(double turns) {
  static const std::vector<double> table = [] {
    std::vector<double> values(kCosineSteps);
    for (std::size_t i = 0; i < kCosineSteps; ++i) {
      values[i] = std::cos(2 * std::numbers::pi * static_cast<double>(i) / kCosineSteps);
    }
    return values;
  }();
  const double part = turns - std::floor(turns);
  return table[static_cast<std::size_t>(part * kCosineSteps) % kCosineSteps];
}

// A point is inked where the picture is darker than the screen, a wave along two crossed axes.
Image print_halftone(const Image& picture, double part, Random& random) {
  Image large =
      vision::resize(picture, picture.width * kScreenScale, picture.height * kScreenScale);
  for (std::size_t channel = 0; channel < 3; ++channel) {
    const double angle = kScreenAnglesDeg[channel] * std::numbers::pi / 180;
    const double along = std::cos(angle) / kScreenPeriodPx;
    const double across = std::sin(angle) / kScreenPeriodPx;
    const double first = random.uniform();
    const double second = random.uniform();
    std::size_t at = channel;
    for (int y = 0; y < large.height; ++y) {
      for (int x = 0; x < large.width; ++x, at += 3) {
        const double screen = cosine(first + x * along + y * across) +
                              cosine(second - x * across + y * along);  // -2..2
        const double threshold = 127.5 + screen * 63.75;
        const double value = large.bgr[at];
        const double printed = value > threshold ? 255 : 0;
        large.bgr[at] = to_byte(value + (printed - value) * part);
      }
    }
  }
  return vision::resize(large, picture.width, picture.height);
}

void add_noise(Image& picture, double deviation, Random& random) {
  for (std::uint8_t& value : picture.bgr) value = to_byte(value + deviation * random.normal());
}

std::vector<double> kernel(double sigma) {
  const int reach = std::max(1, static_cast<int>(std::ceil(3 * sigma)));
  std::vector<double> weights;
  double sum = 0;
  for (int i = -reach; i <= reach; ++i) {
    weights.push_back(std::exp(-0.5 * i * i / (sigma * sigma)));
    sum += weights.back();
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

Image blur_along(const Image& picture, const std::vector<double>& weights, int dx, int dy) {
  const int reach = static_cast<int>(weights.size() / 2);
  Image out = picture;
  std::size_t at = 0;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      std::array<double, 3> sum{};
      for (int k = -reach; k <= reach; ++k) {
        const int from_x = std::clamp(x + k * dx, 0, picture.width - 1);
        const int from_y = std::clamp(y + k * dy, 0, picture.height - 1);
        const auto from = (static_cast<std::size_t>(from_y) * picture.width + from_x) * 3;
        for (std::size_t channel = 0; channel < 3; ++channel) {
          sum[channel] +=
              weights[static_cast<std::size_t>(k + reach)] * picture.bgr[from + channel];
        }
      }
      for (const double value : sum) out.bgr[at++] = to_byte(value);
    }
  }
  return out;
}

}  // namespace

const std::vector<Degradation>& degradations() {
  static const std::vector<Degradation> levels = {
      {"small", 140, 1, 0, 255, 0, 0, 0, 90},
      {"card", 140, 0.65, 35, 220, 0.5, 0.8, 2, 55},
      {"card_small", 100, 0.65, 35, 220, 0.5, 0.8, 2, 55},
      {"rephotographed", 140, 0.5, 50, 205, 0.7, 1.2, 4, 40},
  };
  return levels;
}

const Degradation* find_degradation(std::string_view name) {
  for (const Degradation& level : degradations()) {
    if (level.name == name) return &level;
  }
  return nullptr;
}

Image degrade(const Image& picture, const Degradation& how, std::uint64_t seed) {
  CHECK(!picture.empty());
  Random random(seed);
  Image out = shrink(picture, how.side_px);
  squeeze_gamut(out, how);
  if (how.halftone > 0) out = print_halftone(out, how.halftone, random);
  if (how.blur_px > 0) out = blur(out, how.blur_px);
  add_noise(out, how.noise, random);
  auto stored = vision::decode_image(vision::encode_jpeg(out, how.jpeg_quality));
  CHECK(stored.has_value());  // what we encoded a line above
  return std::move(*stored);
}

Image blur(const Image& picture, double sigma_px) {
  const std::vector<double> weights = kernel(sigma_px);
  return blur_along(blur_along(picture, weights, 1, 0), weights, 0, 1);
}

Image sharpen(const Image& picture, double sigma_px, double amount) {
  const Image smooth = blur(picture, sigma_px);
  Image out = picture;
  for (std::size_t i = 0; i < out.bgr.size(); ++i) {
    const double value = picture.bgr[i];
    out.bgr[i] = to_byte(value + amount * (value - smooth.bgr[i]));
  }
  return out;
}

Image mirror(const Image& picture) {
  Image out = picture;
  const auto width = static_cast<std::size_t>(picture.width);
  for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height); ++y) {
    for (std::size_t x = 0; x < width; ++x) {
      const std::size_t from = (y * width + x) * 3;
      std::copy_n(&picture.bgr[from], 3, &out.bgr[(y * width + width - 1 - x) * 3]);
    }
  }
  return out;
}

}  // namespace truename::match
