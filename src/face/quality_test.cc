#include "face/quality.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace truename::face {
namespace {

using domain::Subject;

const FaceMeasures kGood = {.inter_eye_px = 120,
                            .pose = {},
                            .sharpness = 0.5,
                            .highlight = 180,
                            .clipped_part = 0,
                            .edge_margin = 1};

std::vector<std::string> components(const FaceMeasures& measures, Subject subject) {
  std::vector<std::string> names;
  for (const auto& finding : judge_quality(measures, subject).findings) {
    EXPECT_EQ(finding.subject, subject);
    names.push_back(finding.component);
  }
  return names;
}

FaceMeasures but(void (*change)(FaceMeasures&)) {
  FaceMeasures measures = kGood;
  change(measures);
  return measures;
}

TEST(Quality, a_good_probe_has_full_quality_and_no_finding) {
  const QualityReport report = judge_quality(kGood, Subject::probe);
  EXPECT_EQ(report.quality, 100);
  EXPECT_TRUE(report.findings.empty());
}

TEST(Quality, R25_each_fault_is_named_and_halves_the_quality) {
  const struct {
    FaceMeasures measures;
    std::string component;
  } cases[] = {
      {but([](FaceMeasures& m) { m.inter_eye_px = 30; }), "inter_eye_distance"},
      {but([](FaceMeasures& m) { m.pose.yaw_deg = 40; }), "pose"},
      {but([](FaceMeasures& m) { m.pose.pitch_deg = -40; }), "pose"},
      {but([](FaceMeasures& m) { m.pose.roll_deg = 60; }), "pose"},
      {but([](FaceMeasures& m) { m.sharpness = 0.01; }), "sharpness"},
      {but([](FaceMeasures& m) { m.highlight = 30; }), "under_exposure"},
      {but([](FaceMeasures& m) { m.clipped_part = 0.7; }), "over_exposure"},
      {but([](FaceMeasures& m) { m.edge_margin = -0.2; }), "too_close_to_edge"},
  };
  for (const auto& faulty : cases) {
    EXPECT_EQ(components(faulty.measures, Subject::probe),
              std::vector<std::string>{faulty.component});
    EXPECT_LT(judge_quality(faulty.measures, Subject::probe).quality, 50) << faulty.component;
  }
}

TEST(Quality, a_portrait_may_be_smaller_than_a_probe) {
  const FaceMeasures small = but([](FaceMeasures& m) { m.inter_eye_px = 30; });
  EXPECT_TRUE(components(small, Subject::portrait).empty());
  EXPECT_FALSE(components(small, Subject::probe).empty());
}

TEST(Quality, several_faults_are_all_named) {
  const FaceMeasures bad = but([](FaceMeasures& m) {
    m.highlight = 10;
    m.sharpness = 0;
  });
  EXPECT_EQ(components(bad, Subject::probe),
            (std::vector<std::string>{"sharpness", "under_exposure"}));
}

TEST(Quality, degenerate_landmarks_are_no_pose_and_no_crash) {
  const Landmarks nowhere{};
  const Pose pose = estimate_pose(nowhere);
  EXPECT_EQ(pose.yaw_deg, 90);
  const FaceMeasures measures =
      measure_face({64, 64, std::vector<std::uint8_t>(64 * 64 * 3)}, nowhere, {});
  EXPECT_FALSE(judge_quality(measures, Subject::portrait).findings.empty());
}

}  // namespace
}  // namespace truename::face
