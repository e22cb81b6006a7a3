#include "registration/capture.h"

#include <algorithm>
#include <utility>

#include "registration/capture_frame.h"

namespace truename::registration {
namespace {

constexpr std::size_t kReportedLimit = 8;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), lower);
  return text;
}

bool is_name(const std::string& text) {
  return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace

CaptureStream::CaptureStream(const domain::Challenge& challenge, std::unique_ptr<CaptureRun> run,
                             const ImageDecoder& decoder)
    : decoder_(decoder), run_(std::move(run)), expires_at_(challenge.expires_at) {}

Result<domain::FrameVerdict> CaptureStream::add(ByteView message, Timestamp arrived) {
  bytes_ += message.size();
  if (++frames_ > kCaptureFrameLimit) return run_->refuse("too_many_frames");
  if (bytes_ > kCaptureLimitBytes) return run_->refuse("too_many_bytes");
  if (arrived >= expires_at_) return run_->refuse("challenge_expired");
  const FrameMessage parsed = parse_frame_message(message, arrived);
  if (parsed.fault != FrameFault::none) return run_->refuse(fault_text(parsed.fault));
  const auto picture = decoder_.decode(parsed.picture);
  if (!picture) return run_->refuse(fault_text(FrameFault::broken));
  return run_->add(*picture, parsed.frame);
}

CaptureOutcome CaptureStream::finish(const CaptureClose& close) { return run_->finish(close); }

std::vector<std::string> device_signals(const std::string& camera_label,
                                        const std::vector<std::string>& reported,
                                        const policy::CaptureChallenge& rule) {
  std::vector<std::string> out;
  const std::string label = lowered(camera_label);
  const auto& words = rule.virtual_cameras.value;
  if (label.empty()) out.emplace_back("no_label");
  if (std::any_of(words.begin(), words.end(),
                  [&](const std::string& word) { return label.find(word) != std::string::npos; })) {
    out.emplace_back("virtual_camera");
  }
  for (const std::string& name : reported) {
    if (out.size() == kReportedLimit) break;
    if (is_name(name) && std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  }
  return out;
}

}  // namespace truename::registration
