// Rendered people, made-up pictures and one examiner for the tests of face; no part of the program.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/files.h"
#include "face/examiner.h"
#include "vision/image_codec.h"

namespace truename::face {

inline const std::filesystem::path kTestHome = TRUENAME_HOME;
inline const std::filesystem::path kTestWeights =
    std::filesystem::path(TRUENAME_FETCHED) / "weights";

inline vision::Manifest shipped_manifest() {
  return vision::read_manifest(kTestHome / "models/manifest.toml").value();
}

// "p01/live.jpg", whole.
inline domain::Image rendered(const std::string& name) {
  const auto bytes =
      read_file(kTestHome / "tests/fixtures/people" / name, vision::kEncodedLimitBytes);
  EXPECT_TRUE(bytes) << name;
  return vision::decode_image(*bytes).value();
}

inline domain::Image grey(int width, int height) {
  const auto size = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3;
  return {width, height, std::vector<std::uint8_t>(size, 127)};
}

// Both of one height.
inline domain::Image side_by_side(const domain::Image& left, const domain::Image& right) {
  domain::Image both{left.width + right.width, left.height, {}};
  for (int y = 0; y < left.height; ++y) {
    for (const domain::Image* image : {&left, &right}) {
      const auto row = image->bgr.begin() + std::ptrdiff_t{y} * image->width * 3;
      both.bgr.insert(both.bgr.end(), row, row + std::ptrdiff_t{image->width} * 3);
    }
  }
  return both;
}

// The shipped examiner, loaded once for all tests of a suite.
class WithExaminer : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto created = Examiner::create(shipped_manifest(), kTestWeights);
    ASSERT_TRUE(created) << created.error().message;
    examiner_ = std::move(*created).release();
  }
  static void TearDownTestSuite() {
    delete examiner_;
    examiner_ = nullptr;
  }
  static inline Examiner* examiner_ = nullptr;
};

}  // namespace truename::face
