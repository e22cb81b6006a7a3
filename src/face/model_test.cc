#include "face/model.h"

#include <gtest/gtest.h>

#include <cmath>

#include "face/extract.h"
#include "face/picture_comparer.h"
#include "face/pictures_for_test.h"

namespace truename::face {
namespace {

const std::filesystem::path kTiny = kTestHome / "tests/fixtures/models";  // tools/test_models.py
constexpr const char* kCandidate = "mobilefacenet_192";

// The shipped manifest whose extraction network is a tiny one: 4 x 4 pixels, three numbers.
vision::Manifest with_extractor(const std::string& file) {
  vision::Manifest manifest = shipped_manifest();
  for (vision::ModelEntry& entry : manifest.models) {
    if (entry.id != "fr_feature") continue;
    entry.file = file;
    entry.sha256 = sha256(*read_file(kTiny / file, 4096));
    entry.input.width = entry.input.height = 4;
    entry.extractor->dimension = 3;
  }
  return manifest;
}

vision::ModelEntry& extractor_of(vision::Manifest& manifest) {
  for (vision::ModelEntry& entry : manifest.models) {
    if (entry.id == "fr_feature") return entry;
  }
  std::abort();
}

std::string refusal(const vision::Manifest& manifest) {
  const auto extractor = Extractor::create(manifest, kTiny);
  return extractor ? "" : extractor.error().message;
}

// Blue 10, green 20, red 250.
vision::Image coloured() {
  vision::Image picture{4, 4, {}};
  for (int i = 0; i < 16; ++i) picture.bgr.insert(picture.bgr.end(), {10, 20, 250});
  return picture;
}

TEST(Model, an_extractor_is_added_by_its_entry_alone) {
  const auto extractor = Extractor::create(with_extractor("means_nchw.onnx"), kTiny);
  ASSERT_TRUE(extractor) << extractor.error().message;
  const Template features = extractor->extract(coloured()).value();
  ASSERT_EQ(features.reveal().size(), 3U);
  // (pixel - 127) / 128, in the order bgr, of length one.
  const double length = std::hypot(117.0, 107.0, 123.0);
  EXPECT_NEAR(features.reveal()[0], -117 / length, 1e-5);
  EXPECT_NEAR(features.reveal()[2], 123 / length, 1e-5);
}

TEST(Model, channel_order_and_layout_follow_the_entry) {
  vision::Manifest manifest = with_extractor("means_nchw.onnx");
  const Template planes = Extractor::create(manifest, kTiny)->extract(coloured()).value();
  extractor_of(manifest).input.channels = "rgb";
  const Template rgb = Extractor::create(manifest, kTiny)->extract(coloured()).value();
  EXPECT_FLOAT_EQ(rgb.reveal()[0], planes.reveal()[2]);
  vision::Manifest pixels = with_extractor("means_nhwc.onnx");
  extractor_of(pixels).input.layout = vision::Layout::nhwc;
  const Template interleaved = Extractor::create(pixels, kTiny)->extract(coloured()).value();
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(interleaved.reveal()[i], planes.reveal()[i], 1e-6);
  }
}

TEST(Model, a_network_that_is_not_what_its_entry_says_is_refused_at_the_start) {
  vision::Manifest manifest = with_extractor("means_nchw.onnx");
  extractor_of(manifest).extractor->dimension = 4;
  EXPECT_NE(refusal(manifest).find("gives 3 numbers instead of 4"), std::string::npos)
      << refusal(manifest);
  EXPECT_NE(refusal(with_extractor("not_finite.onnx")).find("not finite"), std::string::npos);
  EXPECT_NE(refusal(with_extractor("no_floats.onnx")).find("no floats"), std::string::npos);
  // Interleaved pictures to a network that takes planes, and the other size.
  manifest = with_extractor("means_nchw.onnx");
  extractor_of(manifest).input.layout = vision::Layout::nhwc;
  EXPECT_NE(refusal(manifest).find("does not take the input"), std::string::npos);
  manifest = with_extractor("means_nchw.onnx");
  extractor_of(manifest).input.width = extractor_of(manifest).input.height = 8;
  EXPECT_NE(refusal(manifest).find("does not take the input"), std::string::npos);
}

TEST(Model, R120_weights_in_a_file_that_no_hash_covers_are_not_read) {
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(testing::TempDir());
  ASSERT_TRUE(write_file("outside.bin", Bytes(36), FileMode::readable));
  const std::string said = refusal(with_extractor("outside_weights.onnx"));
  std::filesystem::current_path(before);
  EXPECT_NE(said.find("weights inside"), std::string::npos) << said;
}

TEST(Model, what_is_no_network_at_all_is_refused) {
  vision::Manifest manifest = shipped_manifest();
  extractor_of(manifest).file = "ppocr_keys_v1.txt";
  extractor_of(manifest).sha256 = manifest.of("text_keys").sha256;
  const auto extractor = Extractor::create(manifest, kTestWeights);
  ASSERT_FALSE(extractor);
  EXPECT_NE(extractor.error().message.find("does not load"), std::string::npos);
}

TEST(Model, a_detector_of_another_input_size_is_added_by_its_entry_alone) {
  vision::Manifest manifest = shipped_manifest();
  for (vision::ModelEntry& entry : manifest.models) {
    if (entry.role != "face_detect") continue;
    entry.file = "one_face.onnx";
    entry.sha256 = sha256(*read_file(kTiny / entry.file, 16384));
    entry.input.width = entry.input.height = 64;
  }
  const auto detector = Detector::create(manifest, kTiny);
  ASSERT_TRUE(detector) << detector.error().message;
  // 200 x 100 is fitted into 64 x 64 at the top left, so the middle of the input is at 100, 100.
  const vision::Image picture{200, 100, std::vector<std::uint8_t>(200 * 100 * 3, 127)};
  const auto faces = detector->detect(picture).value();
  ASSERT_EQ(faces.size(), 1U);
  EXPECT_NEAR(faces[0].score, 0.9, 1e-6);
  EXPECT_NEAR(faces[0].box.left, 50, 1e-3);
  EXPECT_NEAR(faces[0].box.bottom, 150, 1e-3);
}

TEST(Model, a_detector_of_another_input_size_needs_as_many_anchors) {
  vision::Manifest manifest = shipped_manifest();
  for (vision::ModelEntry& entry : manifest.models) {
    if (entry.role == "face_detect") entry.input.width = 640;
  }
  const auto detector = Detector::create(manifest, kTestWeights);
  ASSERT_FALSE(detector);
  EXPECT_EQ(detector.error().code, ErrorCode::bad_input);
}

TEST(PictureComparer, R22_a_candidate_never_serves_registration_even_with_a_calibration) {
  vision::Manifest manifest = shipped_manifest();
  for (vision::ModelEntry& entry : manifest.models) {
    if (entry.id == kCandidate) entry.calibration = extractor_of(manifest).calibration;
  }
  const auto examiner = Examiner::create(*vision::choose(manifest, kCandidate), kTestWeights);
  ASSERT_FALSE(examiner);
  EXPECT_NE(examiner.error().message.find("candidate"), std::string::npos);
}

TEST(PictureComparer, a_model_without_calibration_gives_a_score_and_no_bound) {
  vision::Manifest manifest = shipped_manifest();
  extractor_of(manifest).calibration = "";
  const auto comparer = PictureComparer::create(manifest, kTestWeights, "fr_feature");
  ASSERT_TRUE(comparer) << comparer.error().message;
  const auto score = (*comparer)->compare(rendered("p01/live.jpg"), rendered("p01/id_card.jpg"));
  ASSERT_TRUE(score);
  EXPECT_GT(score->get(), 0.6);
  EXPECT_FALSE((*comparer)->fmr_bound(*score));
  EXPECT_EQ((*comparer)->calibration_id(), "");
}

TEST(PictureComparer, the_calibration_of_another_model_is_refused) {
  vision::Manifest manifest = shipped_manifest();
  for (vision::ModelEntry& entry : manifest.models) {
    if (entry.id == kCandidate) entry.calibration = extractor_of(manifest).calibration;
  }
  const auto comparer = PictureComparer::create(manifest, kTestWeights, kCandidate);
  ASSERT_FALSE(comparer);
  EXPECT_NE(comparer.error().message.find("another face model"), std::string::npos);
}

TEST(PictureComparer, a_detector_can_be_a_candidate_too) {
  vision::Manifest manifest = shipped_manifest();
  vision::ModelEntry second = manifest.of("face_detect");
  second.id = "second_detector";
  manifest.models.push_back(second);
  const auto comparer = PictureComparer::create(manifest, kTestWeights, "second_detector");
  ASSERT_TRUE(comparer) << comparer.error().message;
  EXPECT_EQ((*comparer)->manifest().of("face_detect").id, "second_detector");
  EXPECT_EQ((*comparer)->manifest().of("face_extract").id, "fr_feature");
  EXPECT_EQ((*comparer)->manifest().serving, vision::Serving::comparison_only);
}

TEST(PictureComparer, a_model_that_is_not_listed_is_named) {
  const auto comparer = PictureComparer::create(shipped_manifest(), kTestWeights, "nobody");
  ASSERT_FALSE(comparer);
  EXPECT_EQ(comparer.error().code, ErrorCode::not_found);
  EXPECT_NE(comparer.error().message.find("\"nobody\""), std::string::npos);
}

// The candidate is installed for those who ask (./dev install candidates).
TEST(PictureComparer, the_second_model_tells_a_stranger_from_the_same_person) {
  const auto comparer = PictureComparer::create(shipped_manifest(), kTestWeights, kCandidate);
  if (!comparer) {
    EXPECT_EQ(comparer.error().code, ErrorCode::not_found) << comparer.error().message;
    EXPECT_NE(comparer.error().message.find("candidates"), std::string::npos);
    GTEST_SKIP() << comparer.error().message;
  }
  const auto live = rendered("p01/live.jpg");
  EXPECT_GT((*comparer)->compare(live, rendered("p01/id_card.jpg"))->get(), 0.6);
  EXPECT_LT((*comparer)->compare(live, rendered("p08/id_card.jpg"))->get(), 0.5);
}

}  // namespace
}  // namespace truename::face
