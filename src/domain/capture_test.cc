#include "domain/capture.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "domain/evidence.h"

namespace truename::domain {
namespace {

CaptureEvidence sample() {
  return {.challenge = ChallengeOutcome::failed,
          .reason = "flat",
          .passive = {LayerStatus::not_assessed, "too_few_frames"},
          .turn = {LayerStatus::passed, ""},
          .solid_head = {LayerStatus::failed, "flat"},
          .same_person = {LayerStatus::passed, ""},
          .injection = {LayerStatus::passed, ""},
          .frames = 68,
          .frames_with_face = 67,
          .challenge_id = "00112233445566778899aabbccddeeff",
          .stream_digest = sha256({}),
          .device_signals = {"no_label"}};
}

std::string changed(const std::string& from, const std::string& to) {
  std::string text = write_json(capture_value(sample()));
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Capture, evidence_comes_back_as_it_was_written) {
  Evidence evidence;
  evidence.today = {2026, 11, 24};
  evidence.capture = sample();
  EXPECT_EQ(parse_evidence(evidence_value(evidence)).value(), evidence);
}

TEST(Capture, R119_evidence_from_before_there_were_captures_reads_and_writes_as_ever) {
  Evidence evidence;
  evidence.today = {2026, 11, 24};
  const std::string text = write_json(evidence_value(evidence));
  EXPECT_EQ(text.find("capture"), std::string::npos);
  const Evidence again = parse_evidence(parse_json(text).value()).value();
  EXPECT_FALSE(again.capture);
  EXPECT_EQ(write_json(evidence_value(again)), text);
}

TEST(Capture, R119_the_try_is_kept_when_known_and_evidence_without_it_keeps_its_bytes) {
  CaptureEvidence capture = sample();
  const std::string old = write_json(capture_value(capture));
  EXPECT_EQ(old.find("attempt"), std::string::npos);
  EXPECT_EQ(write_json(capture_value(parse_capture(parse_json(old).value()).value())), old);
  capture.attempt = 3;
  EXPECT_EQ(parse_capture(capture_value(capture)).value(), capture);
}

TEST(Capture, evidence_that_is_not_as_it_should_be_is_refused) {
  const std::string spoilt[] = {changed("\"frames\":68", "\"frames\":-1"),
                                changed("\"frames\":68", "\"frames\":68,\"more\":1"),
                                changed("\"frames\":68", "\"frames\":68,\"attempt\":0"),
                                changed("\"challenge\":\"failed\"", "\"challenge\":\"won\""),
                                changed("\"status\":\"passed\"", "\"status\":\"fine\""),
                                changed("no_label", "No Label"),
                                changed("sha256:", "md5:"),
                                changed("00112233", "0011223"),
                                changed("\"turn\"", "\"twist\"")};
  for (const std::string& text : spoilt) {
    const auto parsed = parse_capture(parse_json(text).value());
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, ErrorCode::bad_input);
  }
}

// By hand: SHA-256 of 32 zero bytes, 00000001, 0000000000000042, 32 bytes of SHA-256 of nothing.
TEST(Capture, R29_the_stream_digest_is_over_nonce_order_time_and_pictures) {
  const auto digest_of = [](const Digest& nonce, std::uint32_t sequence, std::uint64_t at) {
    StreamDigest stream(nonce);
    stream.add({.sequence = sequence, .client_ms = at, .digest = sha256({})});
    return to_hex(stream.finish());
  };
  EXPECT_EQ(digest_of({}, 1, 66),
            "05272df1a3ddecd3e285c1585b35223fe3fa124d636e4cb84a2a90bfc7dd33e7");
  EXPECT_NE(digest_of({1}, 1, 66), digest_of({}, 1, 66));
  EXPECT_NE(digest_of({}, 2, 66), digest_of({}, 1, 66));
  EXPECT_NE(digest_of({}, 1, 67), digest_of({}, 1, 66));
}

}  // namespace
}  // namespace truename::domain
