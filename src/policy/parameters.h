// Parameters: the values that rules of each kind carry, each with the text it rests on; judges
// nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/application.h"
#include "domain/document.h"
#include "policy/cited_value.h"

namespace truename::policy {

struct AcceptedDocuments {
  Cited<std::vector<domain::DocumentType>> types;
};
// What whoever acts for the holder must show; ShownEvidence (domain/application.h) by its names.
enum class MustShow {
  own_document,
  authorisation,
  relation,
  responsible_person,
  end_subscribers,
  organisation_document,
};
std::string_view must_show_text(MustShow need);

// Whose face is looked at when a guardian acts for a child.
enum class BandFace { guardian, holder, none };
struct AgeBand {
  int below_years = 0;  // the band ends here; the one before it, or birth, is where it begins
  std::vector<MustShow> needs;
  BandFace face = BandFace::guardian;
};
struct HolderAge {
  Cited<int> minimum_years;
  Cited<std::vector<AgeBand>> bands;  // ascending, the last ends at minimum_years; may be empty
};
struct AgentRule {
  Cited<bool> allowed;
  Cited<std::vector<MustShow>> needs;
};
struct HeirRule {
  Cited<std::vector<MustShow>> needs;
};
struct OrganisationRule {
  Cited<std::vector<MustShow>> needs;
};
// A line opened on a document of limited validity ends with it (R12).
struct ForeignValidity {
  Cited<bool> required;                   // the last day must be known
  std::optional<Cited<int>> max_days;     // a line lasts no longer, whatever the document says
  std::optional<Cited<int>> notice_days;  // before the end
};
struct EnabledWay {
  domain::Way way = domain::Way::attended_visual;
  std::vector<domain::ApplicationKind> events;
};
struct OtherWay {
  Cited<std::vector<EnabledWay>> ways;  // each at most once, none of them the face
};
struct NetworkCredential {
  Cited<std::vector<std::string>> schemes;
};
struct DocumentEquivalence {
  Cited<std::vector<std::vector<domain::DocumentType>>> groups;  // no type stands in two
};
// Both bound the false match rate (upper 95 % bound), never a raw comparison score.
struct FaceMatch {
  Cited<double> fmr_max;        // at or below: the faces match
  Cited<double> refer_fmr_max;  // at or below: a person decides; above: no match
};
enum class AuthorityNeed { optional, required };
// What follows when a service that should answer does not (R8, R69).
enum class Fallback { refer, reject, provisional };
struct AuthorityRule {
  Cited<AuthorityNeed> need;
  std::optional<Cited<Fallback>> unavailable;   // absent: refer
  std::optional<Cited<int>> provisional_hours;  // within which the answer must be had
};
struct CrossOperatorCap {
  Cited<int> max_lines;  // of one person at all operators
  Cited<AuthorityNeed> need;
  Cited<Fallback> unavailable;
};
// No cap: what "unlimited" in a pack becomes; no store gives out as many slots.
constexpr int kUnlimitedLines = 1'000'000;
struct LineCap {
  Cited<int> max_lines;  // active lines of one identity at this operator
  std::optional<Cited<int>> max_lines_organisation;  // absent: max_lines
  std::optional<Cited<int>> max_lines_iot;           // absent: max_lines
};
struct AttemptLimit {
  std::optional<Cited<int>> identity_day;
  std::optional<Cited<int>> device_day;
};
struct BiometricGap {
  Cited<int> hours;
};
struct NamedLimit {
  std::string name;  // of domain::kOpeningCounters
  int most = 0;
};
struct BatchLimits {
  Cited<std::vector<NamedLimit>> limits;
};
struct SanctionRule {
  Cited<int> basic_lines;  // that a listed person may have
};
enum class CaptureNeed { optional, required };
enum class AccessiblePath { referred, accepted };
struct SignalWeight {
  std::string signal;  // "virtual_camera"
  int weight = 0;      // 0..100
};
struct RiskRule {
  Cited<std::vector<SignalWeight>> weights;
  Cited<int> extra_check;  // a sum from here on asks for one more check
  Cited<int> attended;     // from here on a person must look
};
enum class IotNeed { assessment, scenario, devices };
std::string_view iot_need_text(IotNeed need);
struct IotRule {
  Cited<std::vector<IotNeed>> needs;
};
// A challenge during the capture; optional: a still picture serves too, but a capture that ran must
// have passed.
struct CaptureChallenge {
  Cited<CaptureNeed> need;
  Cited<int> steps;
  Cited<int> lifetime_s;
  Cited<int> max_attempts;
  Cited<AccessiblePath> accessible;                 // of who cannot turn the head (R104)
  Cited<std::vector<std::string>> virtual_cameras;  // lower case parts of camera labels
  Cited<std::vector<SignalWeight>> device_weights;
  Cited<int> device_limit;  // sum of weights at which the device is suspected
};
// Always the alternative that belongs to the rule's kind; monostate for kinds without values.
using Parameters =
    std::variant<std::monostate, AcceptedDocuments, HolderAge, FaceMatch, CaptureChallenge,
                 AuthorityRule, LineCap, AgentRule, HeirRule, OrganisationRule, ForeignValidity,
                 OtherWay, NetworkCredential, DocumentEquivalence, CrossOperatorCap, AttemptLimit,
                 BiometricGap, BatchLimits, SanctionRule, RiskRule, IotRule>;

}  // namespace truename::policy
