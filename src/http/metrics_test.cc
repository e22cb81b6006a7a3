#include "http/metrics.h"

#include <gtest/gtest.h>

namespace truename::http {
namespace {

bool has(const Metrics& metrics, const std::string& line) {
  return metrics.text().find("\n" + line + "\n") != std::string::npos;
}

TEST(Metrics, a_capture_is_counted_by_layer_and_by_attempt) {  // R132
  Metrics metrics;
  domain::CaptureEvidence flat{.challenge = domain::ChallengeOutcome::failed,
                               .reason = "flat",
                               .passive = {domain::LayerStatus::not_assessed, "too_few_frames"},
                               .turn = {domain::LayerStatus::passed, ""},
                               .solid_head = {domain::LayerStatus::failed, "flat"},
                               .same_person = {domain::LayerStatus::passed, ""},
                               .attempt = 1};
  metrics.count_capture(flat);
  flat.attempt = 2;
  metrics.count_capture(flat);
  EXPECT_TRUE(has(metrics, R"(truename_captures_total{attempt="1",result="failed"} 1)"));
  EXPECT_TRUE(has(metrics, R"(truename_captures_total{attempt="2",result="failed"} 1)"));
  for (const char* layer :
       {R"(layer="passive",status="not_assessed")", R"(layer="turn",status="passed")",
        R"(layer="solid_head",status="failed")", R"(layer="same_person",status="passed")",
        R"(layer="injection",status="not_run")"}) {
    EXPECT_TRUE(has(metrics, "truename_capture_layers_total{" + std::string(layer) + "} 2"))
        << metrics.text();
  }
}

TEST(Metrics, retries_and_devices_are_counted_by_decision) {  // R132
  Metrics metrics;
  EXPECT_TRUE(has(metrics, "truename_captures_asked_again_total 0"));
  metrics.count_capture_asked_again();
  metrics.count_decided_capture({.attempt = 2});
  metrics.count_device(domain::DeviceClass::tablet, domain::Outcome::referred);
  EXPECT_TRUE(has(metrics, "truename_captures_asked_again_total 1"));
  EXPECT_TRUE(has(metrics, R"(truename_decided_captures_total{attempt="2"} 1)"));
  EXPECT_TRUE(
      has(metrics, R"(truename_device_decisions_total{device="tablet",outcome="referred"} 1)"));
}

// Names of captures, streams, devices and why a layer spoke are for the case's evidence alone.
TEST(Metrics, no_label_holds_what_names_a_capture_or_its_device) {
  Metrics metrics;
  metrics.count_capture({.challenge = domain::ChallengeOutcome::failed,
                         .reason = "another_person",
                         .same_person = {domain::LayerStatus::failed, "another_person"},
                         .challenge_id = "00112233445566778899aabbccddeeff",
                         .device_signals = {"virtual_camera"}});
  for (const char* word : {"00112233", "virtual_camera", "another_person"}) {
    EXPECT_EQ(metrics.text().find(word), std::string::npos) << word;
  }
}

}  // namespace
}  // namespace truename::http
