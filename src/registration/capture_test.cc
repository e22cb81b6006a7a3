#include "registration/capture.h"

#include <gtest/gtest.h>

#include "registration/capture_frame.h"

namespace truename::registration {
namespace {

constexpr Timestamp kNow{1'790'000'000'000};

void put(Bytes& out, std::initializer_list<int> bytes) {
  for (const int byte : bytes) out.push_back(static_cast<std::uint8_t>(byte));
}

// Markers of a JPEG, without entropy-coded data: enough for what looks at the outer form.
Bytes jpeg(int width, int height, int components, bool exif = false) {
  Bytes out;
  put(out, {0xFF, 0xD8});
  if (exif) put(out, {0xFF, 0xE1, 0, 8, 'E', 'x', 'i', 'f', 0, 0});
  put(out, {0xFF, 0xC0, 0, 8, 8, height >> 8, height & 255, width >> 8, width & 255, components});
  put(out, {0xFF, 0xDA, 0, 2});
  return out;
}

Bytes message(std::uint32_t sequence, const Bytes& picture) {
  Bytes out;
  put(out, {0, 0, static_cast<int>(sequence >> 8), static_cast<int>(sequence & 255)});
  put(out, {0, 0, 0, 0, 0, 0, 1, 2});
  out.insert(out.end(), picture.begin(), picture.end());
  return out;
}

TEST(CaptureFrame, header_and_picture_are_told_apart) {
  const Bytes picture = jpeg(640, 480, 3);
  const Bytes whole = message(258, picture);
  const FrameMessage parsed = parse_frame_message(whole, kNow);
  EXPECT_EQ(parsed.fault, FrameFault::none);
  EXPECT_EQ(parsed.frame.sequence, 258U);
  EXPECT_EQ(parsed.frame.client_ms, 258U);
  EXPECT_EQ(parsed.frame.arrived, kNow);
  EXPECT_EQ(parsed.frame.digest, sha256(picture));
}

TEST(CaptureFrame, every_other_form_is_named) {
  Bytes cut = jpeg(640, 480, 3);
  cut.resize(cut.size() - 3);
  const struct {
    Bytes picture;
    const char* reason;
  } cases[] = {{{}, "frame_empty"},
               {Bytes(kFrameLimitBytes + 1, 0xFF), "frame_too_large"},
               {jpeg(4000, 3000, 3), "frame_too_large"},
               {jpeg(640, 100, 3), "frame_too_small"},
               {{0x89, 'P', 'N', 'G', 13, 10, 26, 10}, "frame_not_jpeg"},
               {cut, "frame_broken"},
               {{0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF}, "frame_broken"},
               {{0xFF, 0xD8, 0x00, 0x00, 0x00}, "frame_broken"},
               {jpeg(640, 480, 1), "frame_grey"},
               {jpeg(640, 480, 4), "frame_four_colour"},
               {jpeg(640, 480, 2), "frame_broken"},
               {jpeg(640, 480, 3, true), "frame_has_exif"}};
  for (const auto& one : cases) {
    const Bytes whole = message(1, one.picture);
    EXPECT_EQ(fault_text(parse_frame_message(whole, kNow).fault), one.reason);
  }
  EXPECT_EQ(parse_frame_message({}, kNow).fault, FrameFault::empty);
}

// What the stream did to it; judges nothing.
class NotingRun final : public CaptureRun {
 public:
  explicit NotingRun(std::vector<std::string>& notes) : notes_(notes) {}
  Result<domain::FrameVerdict> add(const domain::Image&, const domain::CaptureFrame&) override {
    notes_.emplace_back("added");
    return domain::FrameVerdict{};
  }
  domain::FrameVerdict refuse(std::string_view reason) override {
    notes_.emplace_back(reason);
    return {.hint = domain::CaptureHint::failed};
  }
  CaptureOutcome finish(const CaptureClose&) override { return {}; }

 private:
  std::vector<std::string>& notes_;
};

class BlankDecoder final : public ImageDecoder {
 public:
  Result<domain::Image> decode(ByteView encoded) const override {
    if (encoded.size() > 100) return fail(ErrorCode::bad_input, "broken");
    return domain::Image{1, 1, {0, 0, 0}};
  }
};

class CaptureStreamTest : public testing::Test {
 protected:
  domain::Challenge challenge_{.expires_at = {kNow.unix_ms + 1000}};
  std::vector<std::string> notes_;
  BlankDecoder decoder_;
  CaptureStream stream_{challenge_, std::make_unique<NotingRun>(notes_), decoder_};
};

TEST_F(CaptureStreamTest, a_frame_beyond_the_challenges_time_ends_it) {
  EXPECT_TRUE(stream_.add(message(1, jpeg(640, 480, 3)), kNow));
  EXPECT_TRUE(stream_.add(message(2, jpeg(640, 480, 3)), {kNow.unix_ms + 1000}));
  EXPECT_EQ(notes_, (std::vector<std::string>{"added", "challenge_expired"}));
}

TEST_F(CaptureStreamTest, of_ten_thousand_frames_those_beyond_the_limit_are_never_looked_at) {
  for (std::uint32_t i = 1; i <= 10'000; ++i) {
    EXPECT_TRUE(stream_.add(message(i, jpeg(640, 480, 3)), kNow));
  }
  EXPECT_EQ(std::count(notes_.begin(), notes_.end(), "added"), kCaptureFrameLimit);
  EXPECT_EQ(std::count(notes_.begin(), notes_.end(), "too_many_frames"),
            10'000 - kCaptureFrameLimit);
}

TEST_F(CaptureStreamTest, more_bytes_than_a_capture_needs_end_it) {
  const Bytes large(kFrameLimitBytes, 0xFF);
  for (int i = 0; i < 61; ++i) EXPECT_TRUE(stream_.add(large, kNow));
  EXPECT_EQ(notes_.back(), "too_many_bytes");
}

TEST_F(CaptureStreamTest, an_empty_or_broken_frame_ends_it_by_name) {
  EXPECT_TRUE(stream_.add({}, kNow));
  Bytes picture = jpeg(640, 480, 3);
  picture.resize(200);
  EXPECT_TRUE(stream_.add(message(1, picture), kNow));
  EXPECT_EQ(notes_, (std::vector<std::string>{"frame_empty", "frame_broken"}));
}

TEST(DeviceSignals, R30_are_named_from_the_label_and_the_report) {
  policy::CaptureChallenge rule;
  rule.virtual_cameras.value = {"obs virtual"};
  using Names = std::vector<std::string>;
  EXPECT_EQ(device_signals("Integrated Camera", {}, rule), Names{});
  EXPECT_EQ(device_signals("OBS Virtual Camera", {"webdriver"}, rule),
            (Names{"virtual_camera", "webdriver"}));
  EXPECT_EQ(device_signals("", {"no_label", "Not A Name", ""}, rule), Names{"no_label"});
  const Names many = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
  EXPECT_EQ(device_signals("camera", many, rule).size(), 8U);
}

}  // namespace
}  // namespace truename::registration
