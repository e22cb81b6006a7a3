// A rendered person's live picture made worse step by step: each component must follow. A smoke
// test of direction, no error rate.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "face/pictures_for_test.h"

namespace truename::face::quality {
namespace {

using domain::Subject;
using vision::Image;

Image live(const std::string& person = "p01") { return rendered(person + "/live.jpg"); }

std::uint8_t level(double value) {
  return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
}

Image each(Image image, const std::function<double(double value, int x, int channel)>& change) {
  for (std::size_t i = 0; i < image.bgr.size(); ++i) {
    const int x = static_cast<int>(i / 3) % image.width;
    image.bgr[i] = level(change(image.bgr[i], x, static_cast<int>(i % 3)));
  }
  return image;
}

Image blurred(const Image& image, double factor) {
  if (factor <= 1) return image;
  const Image small = vision::resize(image, static_cast<int>(image.width / factor),
                                     static_cast<int>(image.height / factor));
  return vision::resize(small, image.width, image.height);
}

Image smeared(const Image& image, double pixels) {
  Image out = image;
  const int reach = static_cast<int>(pixels);
  for (int y = 0; y < image.height; ++y) {
    for (int x = reach; x + reach < image.width; ++x) {
      for (int channel = 0; channel < 3; ++channel) {
        double sum = 0;
        for (int k = -reach; k <= reach; ++k) {
          sum += image.bgr[static_cast<std::size_t>((y * image.width + x + k) * 3 + channel)];
        }
        out.bgr[static_cast<std::size_t>((y * image.width + x) * 3 + channel)] =
            level(sum / (2 * reach + 1));
      }
    }
  }
  return out;
}

// What JPEG leaves at a low quality: each 8 x 8 block pulled to its own mean.
Image in_blocks(const Image& image, double part) {
  Image out = image;
  for (int top = 0; top + 8 <= image.height; top += 8) {
    for (int left = 0; left + 8 <= image.width * 3; left += 24) {
      for (int channel = 0; channel < 3; ++channel) {
        const auto at = [&](int i) {
          return static_cast<std::size_t>(((top + i / 8) * image.width * 3) + left + (i % 8) * 3 +
                                          channel);
        };
        double sum = 0;
        for (int i = 0; i < 64; ++i) sum += image.bgr[at(i)];
        for (int i = 0; i < 64; ++i) {
          out.bgr[at(i)] = level(image.bgr[at(i)] * (1 - part) + sum / 64 * part);
        }
      }
    }
  }
  return out;
}

Image noisy(const Image& image, double deviation) {
  std::mt19937 random(1);  // fixed: the same noise on every machine
  std::normal_distribution<double> noise(0, deviation > 0 ? deviation : 1e-9);
  return each(image, [&](double value, int, int) { return value + noise(random); });
}

Image dimmed(const Image& image, double factor) {
  return each(image, [&](double value, int, int) { return value * factor; });
}

class Degradation : public WithExaminer {
 protected:
  static Measurement measure(const Image& picture, std::string_view name) {
    const auto quality = examiner_->quality_of(picture, Subject::probe).value();
    if (!quality) return not_assessed("no_face");
    std::size_t i = 0;
    while (kComponents[i].name != name) ++i;
    return quality->measurements[i];
  }
};

TEST_F(Degradation, each_component_gets_worse_as_its_fault_grows) {
  const auto brightened = [](const Image& image, double factor) {
    return each(image, [&](double value, int, int) { return value * factor; });
  };
  const auto flattened = [](const Image& image, double part) {
    return each(image, [&](double value, int, int) { return value * (1 - part) + 128 * part; });
  };
  const auto blue_light = [](const Image& image, double part) {
    return each(image, [&](double value, int, int channel) {
      return channel == 0 ? value + 150 * part : value * (1 - part * 0.5);
    });
  };
  const auto smaller = [](const Image& image, double factor) {
    return vision::resize(image, static_cast<int>(image.width / factor),
                          static_cast<int>(image.height / factor));
  };
  const auto cut_left = [](const Image& image, double pixels) {
    return vision::crop(image, {static_cast<float>(pixels), 0, static_cast<float>(image.width),
                                static_cast<float>(image.height)});
  };
  enum Worse { less = -1, more = 1 };
  const struct {
    std::string component;
    std::function<Image(const Image&, double)> change;
    std::vector<double> steps;
    Worse worse;
  } cases[] = {
      {"sharpness", blurred, {1, 4, 8, 16}, less},
      {"under_exposure_prevention", dimmed, {1, 0.6, 0.3, 0.15}, less},
      {"luminance_mean", dimmed, {1, 0.6, 0.3, 0.15}, less},
      {"dynamic_range", flattened, {0, 0.3, 0.6}, less},
      {"over_exposure_prevention", brightened, {1, 1.8, 3}, more},
      {"natural_colour", blue_light, {0, 0.5, 1}, more},
      {"motion_blur", smeared, {1, 6, 14}, less},
      {"compression_artifacts", in_blocks, {0, 0.5, 0.9}, more},
      {"inter_eye_distance", smaller, {1, 2, 4}, less},
      {"leftward_crop_of_the_face_image", cut_left, {0, 100, 200}, less},
      {"background_uniformity", noisy, {0, 15, 40}, more},
  };
  const Image good = live();
  for (const auto& one : cases) {
    double before = 0;
    for (std::size_t i = 0; i < one.steps.size(); ++i) {
      SCOPED_TRACE(one.component + " at " + std::to_string(one.steps[i]));
      const Measurement measurement = measure(one.change(good, one.steps[i]), one.component);
      ASSERT_TRUE(measurement.raw) << measurement.reason;
      if (i > 0) {
        EXPECT_GT((*measurement.raw - before) * static_cast<int>(one.worse), 0);
      }
      before = *measurement.raw;
    }
  }
}

// p02 is evenly lit; p01 is lit from one side and measures near the least there is.
TEST_F(Degradation, a_shadow_on_one_half_makes_light_less_uniform) {
  const Image even = live("p02");
  double before = 1;
  for (const double part : {0.0, 0.3, 0.5}) {
    const Image shaded = each(even, [&](double value, int x, int) {
      return x > even.width / 2 ? value * (1 - part) : value;
    });
    const Measurement measurement = measure(shaded, "illumination_uniformity");
    ASSERT_TRUE(measurement.raw) << measurement.reason;
    EXPECT_LT(*measurement.raw, before) << part;
    before = *measurement.raw;
  }
}

TEST_F(Degradation, noise_leaves_every_component_assessed) {
  const auto quality = examiner_->quality_of(noisy(live(), 20), Subject::probe).value();
  ASSERT_TRUE(quality);
  for (const auto& one : quality->report.components) {
    EXPECT_TRUE(one.scalar) << one.component << ": " << one.not_assessed;
  }
}

TEST_F(Degradation, a_grey_picture_has_no_colour_to_assess_and_still_passes_the_gates) {
  Image grey = live();
  for (std::size_t i = 0; i + 2 < grey.bgr.size(); i += 3) {
    grey.bgr[i] = grey.bgr[i + 2] = grey.bgr[i + 1];
  }
  EXPECT_EQ(measure(grey, "natural_colour").reason, "greyscale");
  EXPECT_EQ(measure(grey, "face_occlusion_prevention").reason, "greyscale");
  EXPECT_TRUE(measure(grey, "sharpness").raw);
  EXPECT_TRUE(examiner_->quality_of(grey, Subject::probe).value()->report.findings.empty());
}

TEST_F(Degradation, a_picture_of_one_colour_holds_no_face_to_assess) {
  const Image plain{320, 240, std::vector<std::uint8_t>(320 * 240 * 3, 127)};
  EXPECT_FALSE(examiner_->quality_of(plain, Subject::probe).value());
}

TEST_F(Degradation, evidence_lists_every_component_of_probe_and_portrait) {
  const auto evidence = examiner_->examine(live(), live()).value();
  EXPECT_EQ(evidence.components.size(), 2 * std::size(kComponents));
  EXPECT_EQ(evidence.components.front().subject, Subject::probe);
  EXPECT_EQ(evidence.components.back().subject, Subject::portrait);
}

}  // namespace
}  // namespace truename::face::quality
