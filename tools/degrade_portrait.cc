// truename_degrade: makes one picture like the portrait of a document, the same way every time; a
// tool for biometrics engineers, no part of the product.

#include <charconv>
#include <cstdio>
#include <string_view>

#include "base/files.h"
#include "tools/match/degrade.h"
#include "vision/image_codec.h"

namespace truename {
namespace {

constexpr int kOutputQuality = 95;  // the level's own JPEG step has already been taken

int usage() {
  std::fprintf(stderr,
               "usage: truename_degrade LEVEL SEED IN.jpg OUT.jpg\n"
               "levels, each with the steps of tools/match/degrade.h:\n");
  for (const match::Degradation& level : match::degradations()) {
    std::fprintf(stderr,
                 "  %-15s %d px, saturation %.2f, range %.0f..%.0f, halftone %.1f, blur %.1f px, "
                 "noise %.0f, JPEG %d\n",
                 std::string(level.name).c_str(), level.side_px, level.saturation, level.black,
                 level.white, level.halftone, level.blur_px, level.noise, level.jpeg_quality);
  }
  return 2;
}

Status degrade_file(const match::Degradation& level, std::uint64_t seed, const char* in,
                    const char* out) {
  const Bytes bytes = TRY(read_file(in, vision::kEncodedLimitBytes));
  const vision::Image picture = TRY(vision::decode_image(bytes));
  const vision::Image poor = match::degrade(picture, level, seed);
  return write_file(out, vision::encode_jpeg(poor, kOutputQuality), FileMode::readable);
}

int run(int count, char** arguments) {
  if (count != 5) return usage();
  const match::Degradation* const level = match::find_degradation(arguments[1]);
  std::uint64_t seed = 0;
  const std::string_view text = arguments[2];
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  if (level == nullptr || error != std::errc() || end != text.data() + text.size()) return usage();
  const Status done = degrade_file(*level, seed, arguments[3], arguments[4]);
  if (done) return 0;
  std::fprintf(stderr, "truename_degrade: %s\n", done.error().message.c_str());
  return 1;
}

}  // namespace
}  // namespace truename

int main(int count, char** arguments) { return truename::run(count, arguments); }
