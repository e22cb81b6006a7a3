#include "face/examiner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "face/pictures_for_test.h"

namespace truename::face {
namespace {

using domain::FaceEvidence;
using domain::FaceStage;
using domain::Image;
using domain::PadResult;
using domain::Subject;

Image dimmed(Image image, int percent) {
  for (auto& value : image.bgr) value = static_cast<std::uint8_t>(value * percent / 100);
  return image;
}

Image blurred(const Image& image, int factor) {
  const Image small = vision::resize(image, image.width / factor, image.height / factor);
  return vision::resize(small, image.width, image.height);
}

bool has(const FaceEvidence& evidence, Subject subject, const std::string& component) {
  return std::count(evidence.findings.begin(), evidence.findings.end(),
                    domain::QualityFinding{subject, component}) == 1;
}

class ExaminerTest : public WithExaminer {
 protected:
  static FaceEvidence examine(const Image& probe, const Image& portrait) {
    return examiner_->examine(probe, portrait).value();
  }
};

TEST_F(ExaminerTest, everyone_alive_matches_the_own_card_at_one_in_10000) {
  for (const char* id : {"p01", "p02", "p03", "p04", "p05", "p06", "p07", "p08", "p09", "p10",
                         "p11", "p12", "p13", "p14", "p15", "p16"}) {
    SCOPED_TRACE(id);
    const auto evidence = examine(rendered(std::string(id) + "/live.jpg"),
                                  rendered(std::string(id) + "/id_card_photo.jpg"));
    EXPECT_EQ(evidence.stage, FaceStage::examined);
    EXPECT_EQ(evidence.pad, PadResult::live);
    EXPECT_GE(evidence.quality.value_or(0), 50);
    EXPECT_LE(evidence.fmr_bound.value_or(1), 1e-4);
    EXPECT_EQ(evidence.calibration_id, "fr_feature_lfw_1_5");
  }
}

TEST_F(ExaminerTest, a_stranger_does_not_match_at_one_in_10000) {
  const struct {
    const char* portrait_of;
    const char* live_of;
  } pairs[] = {{"p01", "p02"}, {"p01", "p08"}, {"p05", "p12"}, {"p08", "p01"},
               {"p10", "p03"}, {"p12", "p05"}, {"p15", "p01"}, {"p16", "p09"}};
  for (const auto& pair : pairs) {
    SCOPED_TRACE(std::string(pair.portrait_of) + " against " + pair.live_of);
    const auto evidence = examine(rendered(std::string(pair.live_of) + "/live.jpg"),
                                  rendered(std::string(pair.portrait_of) + "/id_card.jpg"));
    EXPECT_EQ(evidence.stage, FaceStage::examined);
    EXPECT_GT(evidence.fmr_bound.value_or(0), 1e-4);
  }
}

TEST_F(ExaminerTest, R26_no_match_is_told_for_a_print_with_a_border_or_a_screen) {
  for (const char* kind : {"print_phone_photo", "screen"}) {
    for (const char* id : {"p01", "p02", "p03", "p04", "p05", "p06"}) {
      SCOPED_TRACE(std::string(id) + " " + kind);
      const auto evidence = examine(rendered("attacks/" + std::string(id) + "_" + kind + ".jpg"),
                                    rendered(std::string(id) + "/id_card.jpg"));
      EXPECT_EQ(evidence.pad, PadResult::suspected);
      EXPECT_FALSE(evidence.fmr_bound);
    }
  }
}

TEST_F(ExaminerTest, R25_an_unusable_probe_is_not_compared_and_the_reason_is_named) {
  const Image live = rendered("p01/live.jpg");
  const struct {
    Image probe;
    std::string component;
  } cases[] = {
      {grey(640, 480), "no_face"},
      {grey(16, 16), "no_face"},
      {side_by_side(live, rendered("p04/live.jpg")), "single_face_present"},
      {dimmed(live, 15), "under_exposure_prevention"},
      {blurred(live, 20), "sharpness"},
      {vision::resize(live, live.width / 5, live.height / 5), "inter_eye_distance"},
      {vision::crop(live, {270, 0, 720, 960}), "leftward_crop_of_the_face_image"},
  };
  const Image card = rendered("p01/id_card.jpg");
  for (const auto& unusable : cases) {
    SCOPED_TRACE(unusable.component);
    const auto evidence = examine(unusable.probe, card);
    EXPECT_EQ(evidence.stage, FaceStage::not_usable);
    EXPECT_TRUE(has(evidence, Subject::probe, unusable.component));
    EXPECT_FALSE(evidence.fmr_bound);
    EXPECT_EQ(examiner_->assess(unusable.probe)->findings, evidence.findings);
  }
}

TEST_F(ExaminerTest, a_document_without_a_face_is_named_as_the_portrait) {
  const auto evidence = examine(rendered("p01/live.jpg"), grey(300, 400));
  EXPECT_EQ(evidence.stage, FaceStage::not_usable);
  EXPECT_TRUE(has(evidence, Subject::portrait, "no_face"));
  EXPECT_FALSE(evidence.fmr_bound);
}

constexpr auto kStill = registration::PadBasis::still_picture;

TEST_F(ExaminerTest, after_a_passed_capture_its_own_layers_have_spoken_of_attacks) {
  const Image frames[] = {rendered("attacks/p01_screen.jpg")};
  const Image card = rendered("p01/id_card.jpg");
  EXPECT_EQ(examiner_->examine(frames, card, kStill)->pad, PadResult::suspected);
  EXPECT_EQ(examiner_->examine(frames, card, registration::PadBasis::passed_capture)->pad,
            PadResult::live);
}

TEST_F(ExaminerTest, several_probes_of_one_capture_are_compared_as_one_person) {
  const Image live = rendered("p01/live.jpg");
  const Image card = rendered("p01/id_card.jpg");
  const Image frames[] = {live, dimmed(live, 90), dimmed(live, 80)};
  const auto together = examiner_->examine(frames, card, kStill).value();
  EXPECT_EQ(together.stage, FaceStage::examined);
  EXPECT_EQ(together.pad, PadResult::live);
  EXPECT_TRUE(together.findings.empty());
  EXPECT_LE(together.fmr_bound.value_or(1), 1e-4);
  EXPECT_EQ(together.calibration_id, "fr_feature_lfw_1_5/probes.3");
  // A list of one is what one probe always was.
  EXPECT_EQ(examiner_->examine(std::span(frames, 1), card, kStill).value(), examine(live, card));
}

TEST_F(ExaminerTest, copies_of_one_picture_are_worth_no_more_than_the_picture) {
  const Image live = rendered("p01/live.jpg");
  const Image card = rendered("p01/id_card_photo.jpg");
  const double one = examine(live, card).fmr_bound.value_or(0);
  for (std::size_t count = 2; count <= registration::kProbeLimit; ++count) {
    const std::vector<Image> copies(count, live);
    const auto evidence = examiner_->examine(copies, card, kStill).value();
    EXPECT_GE(evidence.fmr_bound.value_or(0), one) << count;
  }
}

TEST_F(ExaminerTest, a_frame_of_another_person_stops_the_comparison) {
  const Image frames[] = {rendered("p01/live.jpg"), rendered("p04/live.jpg")};
  for (const char* portrait : {"p01/id_card.jpg", "p04/id_card.jpg"}) {
    const auto evidence = examiner_->examine(frames, rendered(portrait), kStill).value();
    EXPECT_EQ(evidence.stage, FaceStage::not_usable);
    EXPECT_TRUE(has(evidence, Subject::probe, "single_face_present"));
    EXPECT_FALSE(evidence.fmr_bound);
  }
}

TEST_F(ExaminerTest, a_frame_with_two_people_stops_the_comparison) {
  const Image live = rendered("p01/live.jpg");
  const Image frames[] = {live, side_by_side(live, rendered("p04/live.jpg"))};
  const auto evidence = examiner_->examine(frames, rendered("p01/id_card.jpg"), kStill).value();
  EXPECT_EQ(evidence.stage, FaceStage::not_usable);
  EXPECT_TRUE(has(evidence, Subject::probe, "single_face_present"));
  EXPECT_FALSE(evidence.fmr_bound);
}

TEST_F(ExaminerTest, a_frame_that_is_not_usable_is_left_out_and_the_others_serve) {
  const Image live = rendered("p01/live.jpg");
  const Image frames[] = {blurred(live, 20), live};
  const auto evidence = examiner_->examine(frames, rendered("p01/id_card.jpg"), kStill).value();
  EXPECT_EQ(evidence, examine(live, rendered("p01/id_card.jpg")));
  const Image unusable[] = {blurred(live, 20), grey(640, 480)};
  const auto none = examiner_->examine(unusable, rendered("p01/id_card.jpg"), kStill).value();
  EXPECT_EQ(none.stage, FaceStage::not_usable);
  EXPECT_TRUE(has(none, Subject::probe, "sharpness"));
}

TEST_F(ExaminerTest, R26_one_frame_that_looks_like_an_attack_is_enough) {
  const Image frames[] = {rendered("p01/live.jpg"), rendered("attacks/p01_screen.jpg")};
  const auto evidence = examiner_->examine(frames, rendered("p01/id_card.jpg"), kStill).value();
  EXPECT_EQ(evidence.pad, PadResult::suspected);
  EXPECT_FALSE(evidence.fmr_bound);
}

TEST_F(ExaminerTest, no_probe_and_too_many_are_refused) {
  const Image card = rendered("p01/id_card.jpg");
  EXPECT_EQ(examiner_->examine(std::span<const Image>(), card, kStill).error().code,
            ErrorCode::bad_input);
  const std::vector<Image> many(registration::kProbeLimit + 1, grey(64, 64));
  EXPECT_EQ(examiner_->examine(many, card, kStill).error().code, ErrorCode::bad_input);
}

TEST_F(ExaminerTest, a_small_portrait_is_judged_by_the_rows_of_poor_portraits) {
  const Image live = rendered("p01/live.jpg");
  const auto evidence = examine(live, vision::resize(live, live.width / 5, live.height / 5));
  EXPECT_EQ(evidence.stage, FaceStage::examined);
  EXPECT_EQ(evidence.calibration_id, "fr_feature_lfw_1_5/poor_portrait");
  EXPECT_LE(evidence.fmr_bound.value_or(1), 1e-4);
}

TEST_F(ExaminerTest, assessing_a_good_probe_gives_its_quality_and_nothing_to_match) {
  const auto evidence = examiner_->assess(rendered("p01/live.jpg")).value();
  EXPECT_EQ(evidence.stage, FaceStage::examined);
  EXPECT_TRUE(evidence.findings.empty());
  EXPECT_GE(evidence.quality.value_or(0), 50);
  EXPECT_EQ(evidence.pad, PadResult::not_run);
  EXPECT_FALSE(evidence.fmr_bound);
}

TEST_F(ExaminerTest, a_face_that_is_small_in_a_large_picture_is_found) {
  const Image live = rendered("p01/live.jpg");
  Image large = grey(1800, 2400);
  const Image small = vision::resize(live, 180, 240);
  for (int y = 0; y < small.height; ++y) {
    std::copy_n(small.bgr.begin() + std::ptrdiff_t{y} * small.width * 3, small.width * 3,
                large.bgr.begin() + (std::ptrdiff_t{y + 700} * large.width + 600) * 3);
  }
  const auto evidence = examiner_->assess(large).value();
  EXPECT_FALSE(has(evidence, Subject::probe, "no_face"));
  EXPECT_TRUE(has(evidence, Subject::probe, "inter_eye_distance"));
}

TEST_F(ExaminerTest, two_pictures_are_compared_without_judging_them) {
  const Image live = rendered("p01/live.jpg");
  const auto alike = examiner_->compare_pictures(live, rendered("p01/id_card.jpg"));
  const auto apart = examiner_->compare_pictures(live, rendered("p08/id_card.jpg"));
  ASSERT_TRUE(alike && apart);
  EXPECT_GT(alike->get(), 0.6);
  EXPECT_LT(apart->get(), 0.4);
  EXPECT_LT(examiner_->fmr_bound(*alike), examiner_->fmr_bound(*apart));
  const auto none = examiner_->compare_pictures(live, grey(200, 200));
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::bad_input);
  EXPECT_NE(none.error().message.find("second"), std::string::npos);
}

TEST_F(ExaminerTest, examinations_side_by_side_give_what_each_gives_alone) {
  const Image live = rendered("p03/live.jpg");
  const Image card = rendered("p03/id_card.jpg");
  const FaceEvidence alone = examine(live, card);
  std::vector<FaceEvidence> together(3);
  {
    std::vector<std::jthread> threads;
    for (auto& evidence : together) {
      threads.emplace_back([&] { evidence = examine(live, card); });
    }
  }
  for (const auto& evidence : together) EXPECT_EQ(evidence, alone);
}

TEST_F(ExaminerTest, every_stage_of_a_full_examination_is_timed) {
  const auto timed =
      examiner_->examine_timed(rendered("p01/live.jpg"), rendered("p01/id_card.jpg"));
  ASSERT_TRUE(timed);
  EXPECT_GT(timed->cpu.detect_ms, 0);
  EXPECT_GT(timed->cpu.landmarks_ms, 0);
  EXPECT_GT(timed->cpu.quality_ms, 0);
  EXPECT_GT(timed->cpu.pad_ms, 0);
  EXPECT_GT(timed->cpu.extract_ms, 0);
  EXPECT_GT(timed->cpu.compare_ms, 0);
}

vision::Manifest changed(void (*change)(vision::ModelEntry&)) {
  vision::Manifest changed = shipped_manifest();
  for (auto& entry : changed.models) {
    if (entry.role == "face_extract") change(entry);
  }
  return changed;
}

TEST(ExaminerCreate, R22_without_a_calibration_of_exactly_this_model_nothing_serves) {
  const auto none =
      Examiner::create(changed([](auto& entry) { entry.calibration = ""; }), kTestWeights);
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().message.find("no calibration"), std::string::npos);
  const auto other =
      Examiner::create(changed([](auto& entry) { entry.sha256[0] ^= 1; }), kTestWeights);
  ASSERT_FALSE(other);
  EXPECT_NE(other.error().message.find("another face model"), std::string::npos);
  const auto fed_otherwise =
      Examiner::create(changed([](auto& entry) { entry.input.channels = "rgb"; }), kTestWeights);
  ASSERT_FALSE(fed_otherwise);
  EXPECT_NE(fed_otherwise.error().message.find("lists it as"), std::string::npos);
}

TEST(ExaminerCreate, a_network_of_another_shape_is_refused_at_the_start) {
  vision::Manifest swapped = shipped_manifest();
  const vision::ModelEntry landmark = swapped.of("face_landmark");
  for (auto& entry : swapped.models) {
    if (entry.role != "face_pad") continue;
    entry.file = landmark.file;
    entry.sha256 = landmark.sha256;
    entry.input = landmark.input;
  }
  const auto created = Examiner::create(swapped, kTestWeights);
  ASSERT_FALSE(created);
  EXPECT_EQ(created.error().code, ErrorCode::bad_input);
  EXPECT_NE(created.error().message.find("shape"), std::string::npos);
}

TEST(ExaminerCreate, missing_weights_say_how_to_fetch_them) {
  const auto created = Examiner::create(shipped_manifest(), kTestWeights / "nowhere");
  ASSERT_FALSE(created);
  EXPECT_EQ(created.error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace truename::face
