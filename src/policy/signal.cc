#include "policy/signal.h"

#include <algorithm>

#include "base/check.h"

namespace truename::policy {
namespace {

constexpr Signal kSignals[] = {
    Signal::rejected,      Signal::referred,         Signal::retake,
    Signal::face_unusable, Signal::attack_suspected, Signal::no_match,
    Signal::other_way,     Signal::capture_retried,  Signal::device_shift};

}  // namespace

std::string_view signal_text(Signal signal) {
  switch (signal) {
    case Signal::rejected:
      return "rejected";
    case Signal::referred:
      return "referred";
    case Signal::retake:
      return "retake";
    case Signal::face_unusable:
      return "face_unusable";
    case Signal::attack_suspected:
      return "attack_suspected";
    case Signal::no_match:
      return "no_match";
    case Signal::other_way:
      return "other_way";
    case Signal::capture_retried:
      return "capture_retried";
    case Signal::device_shift:
      return "device_shift";
  }
  CHECK(false);
}

std::optional<Signal> parse_signal(std::string_view text) {
  for (const Signal signal : kSignals) {
    if (signal_text(signal) == text) return signal;
  }
  return std::nullopt;
}

std::span<const Signal> all_signals() { return kSignals; }

bool shows(Signal signal, const domain::Evidence& evidence, const domain::Decision& decision) {
  const auto has = [&](auto fits) {
    return decision.outcome != domain::Outcome::approved &&
           std::any_of(decision.reasons.begin(), decision.reasons.end(), fits);
  };
  switch (signal) {
    case Signal::rejected:
      return decision.outcome == domain::Outcome::rejected;
    case Signal::referred:
      return decision.outcome == domain::Outcome::referred;
    case Signal::retake:
      return has([](const domain::Reason& r) { return r.remedy == domain::Remedy::retake; });
    case Signal::face_unusable:
      return evidence.face.stage == domain::FaceStage::not_usable;
    case Signal::attack_suspected:
      return evidence.face.pad == domain::PadResult::suspected;
    case Signal::no_match:
      return has([](const domain::Reason& r) { return r.code == "face.no_match"; });
    case Signal::other_way:
      return !evidence.consent.face;
    case Signal::capture_retried:
      return evidence.capture && evidence.capture->attempt > 1;
    case Signal::device_shift:
      return false;
  }
  CHECK(false);
}

}  // namespace truename::policy
