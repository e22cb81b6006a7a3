#include "registration/clerk_conduct.h"

#include <algorithm>
#include <map>
#include <set>

#include "registration/permission.h"

namespace truename::registration {
namespace {

constexpr std::size_t kCasesLimit = 500'000;  // some seconds' reading

// Own judgement: nothing was measured, and each is a reason to look, no more.
constexpr int kFewest = 5;            // exceptions or confirmations; below it chance explains all
constexpr int kTimesOthers = 3;       // as large a part of exceptions as that of all the others
constexpr int kOneConfirmerPart = 9;  // of ten
constexpr int kAfterRefusal = 3;
constexpr int kReused = 2;
constexpr int kLimits = 3;
constexpr int kOutlets = 3;

struct Gathered {
  ClerkConduct conduct;
  std::map<std::string, int> confirmers;
  std::set<std::string> outlets;
  std::set<std::string> devices;
  std::set<std::string> refused;  // persons whose face this clerk saw refused
};

class Gathering {
 public:
  void add(const CaseTrace& trace) {
    if (trace.origin.clerk.empty()) return;
    Gathered& of = clerks_[trace.origin.clerk];
    if (!trace.confirmed_by.empty()) return add_confirmation(trace, of);
    ++of.conduct.cases;
    of.conduct.exceptions += trace.way != domain::Way::face;
    of.conduct.pictures_reused += trace.picture_reused;
    of.conduct.limits_reached += trace.limit_reached;
    if (!trace.origin.outlet.empty()) of.outlets.insert(trace.origin.outlet);
    if (!trace.origin.device.empty()) of.devices.insert(trace.origin.device);
    const bool approved = trace.outcome == domain::Outcome::approved;
    if (trace.face_compared && !approved) of.refused.insert(trace.person);
    if (approved && trace.way != domain::Way::face) count_after_refusal(trace, of);
  }

  std::vector<ClerkConduct> finish() {
    std::vector<ClerkConduct> out;
    for (auto& [clerk, of] : clerks_) {
      ClerkConduct& conduct = of.conduct;
      conduct.clerk = clerk;
      conduct.outlets = static_cast<int>(of.outlets.size());
      conduct.devices = static_cast<int>(of.devices.size());
      for (const auto& [who, count] : of.confirmers) {
        if (count <= conduct.by_confirmer) continue;
        conduct.confirmer = who;
        conduct.by_confirmer = count;
      }
      name_signals(conduct);
      out.push_back(std::move(conduct));
    }
    std::ranges::stable_sort(out, std::ranges::greater(),
                             [](const ClerkConduct& one) { return one.signals.size(); });
    return out;
  }

 private:
  void add_confirmation(const CaseTrace& trace, Gathered& of) {
    ++of.conduct.confirmed;
    ++of.confirmers[trace.confirmed_by];
    confirmers_.insert(trace.confirmed_by);
    if (trace.outcome == domain::Outcome::approved) count_after_refusal(trace, of);
  }

  static void count_after_refusal(const CaseTrace& trace, Gathered& of) {
    of.conduct.after_refusal += of.refused.contains(trace.person);
  }

  // Whether the clerk's part of exceptions is three times that of all the others together.
  bool often(const ClerkConduct& conduct) const {
    long cases = 0;
    long exceptions = 0;
    for (const auto& [clerk, of] : clerks_) {
      if (clerk == conduct.clerk) continue;
      cases += of.conduct.cases;
      exceptions += of.conduct.exceptions;
    }
    return conduct.exceptions >= kFewest && cases > 0 &&
           conduct.exceptions * cases > kTimesOthers * exceptions * long{conduct.cases};
  }

  void name_signals(ClerkConduct& conduct) const {
    const auto name = [&](bool shows, const char* signal) {
      if (shows) conduct.signals.emplace_back(signal);
    };
    name(often(conduct), "many_exceptions");
    // With one reviewer in the house, who else should confirm?
    name(conduct.confirmed >= kFewest && confirmers_.size() > 1 &&
             conduct.by_confirmer * 10 >= conduct.confirmed * kOneConfirmerPart,
         "one_confirmer");
    name(conduct.after_refusal >= kAfterRefusal, "exception_after_refusal");
    name(conduct.pictures_reused >= kReused, "pictures_reused");
    name(conduct.limits_reached >= kLimits, "limits_reached");
    name(conduct.outlets >= kOutlets, "many_outlets");
  }

  std::map<std::string, Gathered> clerks_;
  std::set<std::string> confirmers_;  // of anybody
};

}  // namespace

Result<std::vector<ClerkConduct>> clerk_conduct(const domain::Principal& asks, Timestamp since,
                                                CaseTraces& traces) {
  TRY_STATUS(permit(asks, Act::see_fraud_signals));
  Gathering gathering;
  std::size_t cases = 0;
  TRY_STATUS(traces.each_since(since, [&](const CaseTrace& trace) -> Status {
    if (++cases > kCasesLimit) {
      return fail(ErrorCode::too_large, "There are over 500000 cases; ask for fewer days.");
    }
    gathering.add(trace);
    return {};
  }));
  return gathering.finish();
}

Value conduct_value(Timestamp since, const std::vector<ClerkConduct>& clerks) {
  Array out;
  for (const ClerkConduct& one : clerks) {
    out.push_back(Value()
                      .set("clerk", one.clerk)
                      .set("cases", one.cases)
                      .set("exceptions", one.exceptions)
                      .set("confirmed", one.confirmed)
                      .set("confirmer", one.confirmer)
                      .set("by_confirmer", one.by_confirmer)
                      .set("after_refusal", one.after_refusal)
                      .set("pictures_reused", one.pictures_reused)
                      .set("limits_reached", one.limits_reached)
                      .set("outlets", one.outlets)
                      .set("devices", one.devices)
                      .set("signals", Array(one.signals.begin(), one.signals.end())));
  }
  return Value().set("since", timestamp_text(since)).set("clerks", std::move(out));
}

}  // namespace truename::registration
