#include <gtest/gtest.h>

#include "vision/exif.h"
#include "vision/image_codec.h"
#include "vision/imaging.h"

namespace truename::vision {
namespace {

// Grey ramps that differ along x and y, so that every turn and mirroring shows.
Image ramp(int width, int height) {
  Image image{width, height, {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      image.bgr.push_back(static_cast<std::uint8_t>(x * 255 / width));
      image.bgr.push_back(static_cast<std::uint8_t>(y * 255 / height));
      image.bgr.push_back(100);
    }
  }
  return image;
}

TEST(ImageCodec, a_picture_survives_encoding) {
  const Image image = ramp(64, 32);
  const Image back = decode_image(encode_jpeg(image, 95)).value();
  ASSERT_EQ(back.width, 64);
  ASSERT_EQ(back.height, 32);
  EXPECT_NEAR(back.bgr[3 * 40], image.bgr[3 * 40], 8);
}

TEST(ImageCodec, what_is_no_whole_picture_is_refused_with_a_sentence) {
  const Bytes good = encode_jpeg(ramp(64, 64), 90);
  Bytes cut(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(good.size() / 2));
  EXPECT_EQ(decode_image(cut).error().code, ErrorCode::bad_input);
  EXPECT_EQ(decode_image(as_bytes("%PDF-1.4")).error().code, ErrorCode::bad_input);
  EXPECT_EQ(decode_image({}).error().code, ErrorCode::bad_input);
  EXPECT_EQ(decode_image(encode_jpeg(ramp(1, 1), 90)).error().code, ErrorCode::bad_input);
  EXPECT_EQ(decode_image(Bytes(kEncodedLimitBytes + 1)).error().code, ErrorCode::too_large);
}

TEST(ImageCodec, a_header_of_20000_by_20000_is_refused_before_any_allocation) {
  Bytes bomb = encode_jpeg(ramp(64, 64), 90);
  for (std::size_t i = 0; i + 9 < bomb.size(); ++i) {
    if (bomb[i] != 0xFF || bomb[i + 1] != 0xC0) continue;  // SOF0: height and width follow
    bomb[i + 5] = bomb[i + 7] = 20000 >> 8;
    bomb[i + 6] = bomb[i + 8] = 20000 & 255;
    break;
  }
  EXPECT_EQ(decode_image(bomb).error().code, ErrorCode::too_large);
}

TEST(Exif, every_orientation_turns_the_marked_corner_to_where_it_belongs) {
  const Image image = ramp(4, 2);  // blue grows to the right, green grows downwards
  EXPECT_EQ(turn_upright(image, 1).bgr, image.bgr);
  EXPECT_EQ(turn_upright(image, 3).bgr[0], image.bgr[image.bgr.size() - 3]);
  EXPECT_EQ(turn_upright(image, 2).bgr[0], image.bgr[3 * 3]);
  EXPECT_EQ(turn_upright(image, 4).bgr[1], image.bgr[3 * 4 + 1]);
  for (const int orientation : {5, 6, 7, 8}) {
    EXPECT_EQ(turn_upright(image, orientation).width, 2) << orientation;
  }
  // 6: the camera was held turned; the stored left column becomes the top row.
  EXPECT_EQ(turn_upright(image, 6).bgr[0], image.bgr[0]);
  EXPECT_EQ(turn_upright(image, 6).bgr[1], image.bgr[3 * 4 + 1]);
  EXPECT_EQ(turn_upright(image, 5).bgr[1], image.bgr[1]);
  EXPECT_EQ(turn_upright(image, 8).bgr[0], image.bgr[3 * 3]);
}

TEST(Exif, the_tag_is_found_in_both_byte_orders_and_a_broken_block_reads_as_upright) {
  const Bytes plain = encode_jpeg(ramp(16, 16), 90);
  const auto with_tag = [&plain](const std::string& tiff) {
    const std::string body = std::string("Exif\0\0", 6) + tiff;
    Bytes out = {0xFF, 0xD8, 0xFF, 0xE1, 0, static_cast<std::uint8_t>(body.size() + 2)};
    out.insert(out.end(), body.begin(), body.end());
    out.insert(out.end(), plain.begin() + 2, plain.end());
    return out;
  };
  const std::string big("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0", 22);
  const std::string little("II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0", 22);
  EXPECT_EQ(exif_orientation(with_tag(big)), 6);
  EXPECT_EQ(exif_orientation(with_tag(little)), 6);
  EXPECT_EQ(exif_orientation(with_tag(big.substr(0, 14))), 1);
  EXPECT_EQ(exif_orientation(plain), 1);
  EXPECT_TRUE(decode_image(with_tag(big)));
}

TEST(Imaging, a_fitted_homography_takes_the_points_where_they_belong) {
  const std::vector<Point> from = {{0, 0}, {100, 0}, {100, 60}, {0, 60}, {50, 30}};
  const Homography truth = {1.1, 0.1, 20, -0.05, 0.9, 30, 0.0005, 0.0002, 1};
  std::vector<Point> to;
  for (const Point& point : from) to.push_back(project(truth, point));
  const Homography fitted = fit_homography(from, to);
  const Point centre = project(inverse(fitted), project(truth, {25, 40}));
  EXPECT_NEAR(centre.x, 25, 0.05);
  EXPECT_NEAR(centre.y, 40, 0.05);
  const std::vector<Point> on_one_line = {{0, 0}, {1, 0}, {2, 0}, {3, 0}};
  EXPECT_EQ(fit_homography(on_one_line, on_one_line), Homography{});
}

TEST(Imaging, a_fitted_similarity_keeps_angles) {
  const Affine fitted = fit_similarity({{0, 0}, {10, 0}, {0, 10}}, {{5, 5}, {5, 25}, {-15, 5}});
  EXPECT_NEAR(fitted[0], 0, 1e-9);
  EXPECT_NEAR(fitted[3], 2, 1e-9);
  EXPECT_NEAR(fitted[2], 5, 1e-9);
}

}  // namespace
}  // namespace truename::vision
