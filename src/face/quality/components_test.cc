#include "face/quality/components.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <thread>
#include <vector>

#include "face/align.h"
#include "face/quality/assess.h"

namespace truename::face::quality {
namespace {

using vision::Image;

// 68 points of a frontal face with 100 px between the eyes, eyes 12 px and lips `gap` px apart.
Landmarks frontal(float x, float y, float scale, float lids = 12, float lips = 2) {
  Landmarks all{};
  const auto put = [&](std::size_t i, float dx, float dy) {
    all[i] = {x + dx * scale, y + dy * scale};
  };
  for (std::size_t i = 0; i <= 16; ++i) {
    const float angle = static_cast<float>(i) * 3.14159F / 16;
    put(i, -100 * std::cos(angle), 20 + 100 * std::sin(angle));
  }
  for (std::size_t i = 0; i < 5; ++i) {
    put(17 + i, -85 + 17 * static_cast<float>(i), -30);
    put(22 + i, 17 + 17 * static_cast<float>(i), -30);
  }
  for (std::size_t i = 0; i < 4; ++i) put(27 + i, 0, 15 * static_cast<float>(i));
  for (std::size_t i = 0; i < 5; ++i) put(31 + i, -20 + 10 * static_cast<float>(i), 56);
  for (const std::size_t eye : {std::size_t{36}, std::size_t{42}}) {
    const float middle = eye == 36 ? -50 : 50;
    put(eye, middle - 22, 0);
    put(eye + 1, middle - 8, -lids / 2);
    put(eye + 2, middle + 8, -lids / 2);
    put(eye + 3, middle + 22, 0);
    put(eye + 4, middle + 8, lids / 2);
    put(eye + 5, middle - 8, lids / 2);
  }
  for (std::size_t i = 48; i < 60; ++i) put(i, static_cast<float>(i) - 54, 85);
  put(48, -40, 85);
  put(54, 40, 85);
  for (std::size_t i = 60; i < 68; ++i) put(i, 0, 85);
  put(60, -40, 85);
  put(64, 40, 85);
  for (std::size_t i = 0; i < 3; ++i) {
    const float dx = -10 + 10 * static_cast<float>(i);
    put(61 + i, dx, 85 - lips / 2);
    put(67 - i, dx, 85 + lips / 2);
  }
  return all;
}

Image filled(int width, int height, std::uint8_t blue, std::uint8_t green, std::uint8_t red) {
  Image image{width, height, {}};
  for (int i = 0; i < width * height; ++i) image.bgr.insert(image.bgr.end(), {blue, green, red});
  return image;
}

// The picture is not looked at by what is asked here, but must exist.
struct Face {
  Image picture = filled(600, 800, 90, 110, 160);
  Image aligned;
  Landmarks landmarks = frontal(300, 350, 1);
  double second_face_part = 0;

  Source source() const {
    return {picture, aligned, landmarks, {200, 250, 400, 500}, second_face_part};
  }
  Measurement measure(Measurement (*component)(const Input&)) const {
    return component(make_input(source()));
  }
};

Face at(float x, float y, float scale) {
  Face face;
  face.landmarks = frontal(x, y, scale);
  face.aligned = align(face.picture, five_points(face.landmarks));
  return face;
}

TEST(QualityComponents, eyes_that_close_measure_less_and_less) {
  double before = 1;
  for (const float lids : {16.0F, 12.0F, 6.0F, 2.0F, 0.0F}) {
    Face face = at(300, 350, 1);
    face.landmarks = frontal(300, 350, 1, lids);
    const Measurement measurement = face.measure(eyes_open);
    ASSERT_TRUE(measurement.raw) << lids;
    EXPECT_LT(*measurement.raw, before) << lids;
    before = *measurement.raw;
  }
  EXPECT_NEAR(before, 0, 1e-6);
}

TEST(QualityComponents, a_mouth_that_opens_measures_more_and_more) {
  double before = -1;
  for (const float lips : {0.0F, 4.0F, 20.0F, 50.0F}) {
    Face face = at(300, 350, 1);
    face.landmarks = frontal(300, 350, 1, 12, lips);
    const Measurement measurement = face.measure(mouth_closed);
    ASSERT_TRUE(measurement.raw) << lips;
    EXPECT_GT(*measurement.raw, before) << lips;
    before = *measurement.raw;
  }
}

TEST(QualityComponents, margins_are_in_units_of_the_face) {
  const Face face = at(250, 350, 1);
  EXPECT_NEAR(*face.measure(leftward_crop_of_the_face_image).raw, 2.5, 0.01);
  EXPECT_NEAR(*face.measure(rightward_crop_of_the_face_image).raw, 3.5, 0.01);
  EXPECT_NEAR(*face.measure(margin_above_of_the_face_image).raw, 350.0 / 120, 0.01);
  EXPECT_NEAR(*face.measure(margin_below_of_the_face_image).raw, 450.0 / 120, 0.01);
  EXPECT_NEAR(*face.measure(inter_eye_distance).raw, 100, 3);
}

TEST(QualityComponents, a_second_face_is_measured_by_its_width) {
  Face face = at(300, 350, 1);
  EXPECT_EQ(*face.measure(single_face_present).raw, 0);
  face.second_face_part = 0.6;
  EXPECT_EQ(*face.measure(single_face_present).raw, 0.6);
}

TEST(QualityComponents, what_cannot_be_assessed_has_a_reason_and_no_number) {
  const Face good = at(300, 350, 1);
  const Face tiny = at(300, 350, 0.05F);
  const Face cut = at(20, 350, 1);
  Face nowhere = at(300, 350, 1);
  nowhere.landmarks = Landmarks{};
  nowhere.aligned = {};
  Face grey = good;
  grey.aligned = filled(112, 112, 120, 120, 120);
  const struct {
    const Face& face;
    Measurement (*component)(const Input&);
    std::string_view reason;
  } cases[] = {
      {tiny, sharpness, "face_too_small"},
      {tiny, eyes_open, "face_too_small"},
      {tiny, under_exposure_prevention, "face_too_small"},
      {cut, sharpness, "face_cut_off"},
      {cut, luminance_mean, "face_cut_off"},
      {cut, natural_colour, "face_cut_off"},
      {nowhere, inter_eye_distance, "points_degenerate"},
      {nowhere, head_pose_yaw, "points_degenerate"},
      {nowhere, sharpness, "points_degenerate"},
      {nowhere, background_uniformity, "points_degenerate"},
      {grey, natural_colour, "greyscale"},
      {grey, face_occlusion_prevention, "greyscale"},
      {grey, sharpness, "no_texture"},
      {grey, motion_blur, "no_texture"},
      {good, compression_artifacts, "no_texture"},
  };
  for (const auto& one : cases) {
    const Measurement measurement = one.face.measure(one.component);
    EXPECT_FALSE(measurement.raw) << one.reason;
    EXPECT_EQ(measurement.reason, one.reason);
  }
  EXPECT_TRUE(grey.measure(luminance_mean).raw);
  EXPECT_TRUE(cut.measure(leftward_crop_of_the_face_image).raw);
  EXPECT_TRUE(tiny.measure(inter_eye_distance).raw);
}

TEST(QualityComponents, each_measurement_has_either_a_number_or_a_reason) {
  const Face faces[] = {at(300, 350, 1), at(300, 350, 0.05F), at(20, 350, 1), at(590, 790, 3)};
  for (const Face& face : faces) {
    for (const Measurement& one : measure_all(make_input(face.source()))) {
      EXPECT_NE(one.raw.has_value(), !one.reason.empty());
      EXPECT_TRUE(std::isfinite(one.raw.value_or(0)));
    }
  }
}

TEST(QualityComponents, a_face_of_two_colours_is_less_whole_than_one_of_one) {
  Face face = at(300, 350, 1);
  EXPECT_EQ(*face.measure(face_occlusion_prevention).raw, 1);
  for (int y = 68; y < 112; ++y) {  // a blue mask over nose tip, cheeks, mouth and chin
    for (int x = 0; x < 112; ++x) {
      std::uint8_t* const pixel = face.aligned.bgr.data() + (y * 112 + x) * 3;
      pixel[0] = 170;
      pixel[1] = 140;
      pixel[2] = 100;
    }
  }
  EXPECT_LT(*face.measure(face_occlusion_prevention).raw, 0.9);
}

TEST(QualityComponents, coloured_light_is_farther_from_skin) {
  Face face = at(300, 350, 1);
  const double white = *face.measure(natural_colour).raw;
  face.aligned = filled(112, 112, 200, 110, 90);
  const double blue = *face.measure(natural_colour).raw;
  EXPECT_LT(white, 1);
  EXPECT_GT(blue, white + 10);
}

TEST(QualityComponents, the_same_input_gives_the_same_on_every_thread) {
  const Face face = at(300, 350, 1);
  const Measurements alone = measure_all(make_input(face.source()));
  std::vector<Measurements> together(4);
  {
    std::vector<std::jthread> threads;
    for (auto& one : together) {
      threads.emplace_back([&] { one = measure_all(make_input(face.source())); });
    }
  }
  for (const auto& one : together) {
    for (std::size_t i = 0; i < one.size(); ++i) EXPECT_EQ(one[i].raw, alone[i].raw);
  }
}

}  // namespace
}  // namespace truename::face::quality
