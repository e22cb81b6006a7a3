// Pack: one jurisdiction's rules as values, already checked; made by parse_pack alone, judges
// nothing.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/crypto.h"
#include "base/time.h"
#include "domain/decision.h"
#include "domain/document.h"
#include "policy/cited_value.h"
#include "policy/language.h"
#include "policy/life_table.h"
#include "policy/signal.h"

namespace truename::policy {

// The closed set of rules that the engine knows; docs/formats/policy_pack.md says what each does.
enum class Kind {
  accepted_documents,
  document_fields_complete,
  document_number_check,
  document_consistent,
  document_unexpired,
  claim_agreement,
  holder_age,
  portrait_present,
  face_consent,
  no_resale_term,
  face_quality,
  face_pad,
  face_match,
  capture_challenge,
  authority,
  line_cap,
  line_free,
};
std::string_view kind_text(Kind kind);
std::optional<Kind> parse_kind(std::string_view text);
std::span<const Kind> all_kinds();
// Without these rules an approval would rest on nothing; a pack that lacks one is refused.
bool is_required(Kind kind);

struct AcceptedDocuments {
  Cited<std::vector<domain::DocumentType>> types;
};
struct HolderAge {
  Cited<int> minimum_years;
};
// Both bound the false match rate (upper 95 % bound), never a raw comparison score.
struct FaceMatch {
  Cited<double> fmr_max;        // at or below: the faces match
  Cited<double> refer_fmr_max;  // at or below: a person decides; above: no match
};
enum class AuthorityNeed { optional, required };
struct AuthorityRule {
  Cited<AuthorityNeed> need;
};
struct LineCap {
  Cited<int> max_lines;  // active lines of one identity at this operator
};
enum class CaptureNeed { optional, required };
enum class AccessiblePath { referred, accepted };
struct SignalWeight {
  std::string signal;  // "virtual_camera"
  int weight = 0;      // 0..100
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
using Parameters = std::variant<std::monostate, AcceptedDocuments, HolderAge, FaceMatch,
                                CaptureChallenge, AuthorityRule, LineCap>;

struct Rule {
  std::string id;
  Kind kind = Kind::accepted_documents;
  std::string cite;
  Mark mark = Mark::own_design;
  std::vector<std::string> requirements;  // "R67"
  domain::Outcome on_fail = domain::Outcome::rejected;
  domain::Remedy remedy = domain::Remedy::none;
  Parameters parameters;
};

// What PIPL art. 17 and 30 want told before the camera opens (R95).
struct ConsentText {
  std::string title, controller, purpose, method, retention, necessity, rights, alternative;
};
struct TermText {
  std::string title, body;
};
struct Texts {
  ConsentText consent_face;
  TermText no_resale;
};

// A rate to be watched in service (R132): the part of the last decisions that shows the signal.
struct Watch {
  Signal signal = Signal::rejected;
  Cited<int> window;    // decisions
  Cited<double> limit;  // above it: a drift alert
};

struct Pack {
  std::string id;
  std::string title;
  std::string jurisdiction;  // ISO 3166-1 alpha-2
  Date effective_from;
  std::optional<Date> effective_to;      // the last day
  std::string supersedes;                // empty: the first of its line
  std::vector<std::string> unconfirmed;  // the pack's own list, then "<rule>: <doubt>"
  Texts english;
  Texts chinese;
  std::vector<Rule> rules;
  std::vector<Watch> watches;  // each signal at most once
  LifeTable life;
  Digest digest{};             // SHA-256 of the TOML bytes

  const Texts& texts(Language language) const;
  bool in_force(const Date& today) const;
  const Rule* find(Kind kind) const;  // nullptr when the pack has none
  int line_cap() const;               // of the required line_cap rule
};

}  // namespace truename::policy
