// Evidence: all that a decision may see, and nothing that names a person.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "domain/application.h"
#include "domain/capture.h"
#include "domain/check.h"
#include "domain/document.h"
#include "domain/history.h"
#include "domain/origin.h"

namespace truename::domain {

struct DocumentEvidence {
  DocumentType type = DocumentType::unrecognised;
  Check fields_complete = Check::not_applicable;  // every field the type must show was read
  Check number = Check::not_applicable;           // check characters and embedded dates hold
  Check consistent = Check::not_applicable;       // printed birth date and sex agree with number
  Check unexpired = Check::not_applicable;        // not_applicable: the side read bears no date
  Check claim_agreement = Check::not_applicable;  // not_applicable: nothing comparable
  std::vector<std::string> disagreeing_fields;    // "name", "number", "birth_date"
  bool portrait_found = false;
  std::optional<int> holder_age_years;
  bool foreigner = false;             // the document is one that foreigners show (R12)
  std::optional<Date> valid_until{};  // its last day, or the last day of the stay it permits
  friend bool operator==(const DocumentEvidence&, const DocumentEvidence&) = default;
};

enum class FaceStage {
  not_examined,  // decided before any face was looked at (R4), or no consent (R95)
  not_usable,    // examined, but a quality finding forbids comparison; see findings
  examined,
};
enum class PadResult { not_run, live, suspected };
enum class Subject { probe, portrait };

// A named reason why a face image is not good enough, with its fixable hint elsewhere.
struct QualityFinding {
  Subject subject = Subject::probe;
  std::string component;  // of face/quality/components.h, or "no_face" or "not_assessed"
  friend bool operator==(const QualityFinding&, const QualityFinding&) = default;
};

// A component's scalar from here on is good enough.
constexpr int kScalarLimit = 50;

// What one quality component came to: a number or a reason, never a picture and no raw value.
struct ComponentResult {
  Subject subject = Subject::probe;
  std::string component;      // of face/quality/components.h
  std::optional<int> scalar;  // 0..100, higher is better; absent when not assessed
  std::string not_assessed;   // why not; empty exactly when there is a scalar
  friend bool operator==(const ComponentResult&, const ComponentResult&) = default;
};

struct FaceEvidence {
  FaceStage stage = FaceStage::not_examined;
  std::vector<QualityFinding> findings;
  // Of the probe and then the portrait; empty in evidence from before components were kept.
  std::vector<ComponentResult> components;
  std::optional<int> quality;  // 0..100, of the probe's worst gating component
  PadResult pad = PadResult::not_run;
  // Upper 95 % bound of the false match rate at the comparison score reached. Absent unless the
  // faces were compared; withheld when PAD suspects an attack (R26).
  std::optional<double> fmr_bound;
  std::string calibration_id;
  friend bool operator==(const FaceEvidence&, const FaceEvidence&) = default;
};

enum class AuthorityAnswer {
  not_asked,
  match,
  no_match,
  unavailable,
  flagged,   // the identity is blocked or under question there (R7)
  deceased,  // R16
};

// Lines of one person at all operators, from the service that counts them (R69).
enum class CountAnswer { not_asked, counted, unavailable };
struct CrossOperatorCount {
  CountAnswer answer = CountAnswer::not_asked;
  int lines = 0;  // 0 unless counted
  friend bool operator==(const CrossOperatorCount&, const CrossOperatorCount&) = default;
};

struct ConsentEvidence {
  bool face = false;   // separate consent to face comparison (R95)
  bool terms = false;  // no-resale term accepted (R47)
  friend bool operator==(const ConsentEvidence&, const ConsentEvidence&) = default;
};

struct Evidence {
  DocumentEvidence document;
  std::optional<DocumentEvidence> acting;  // of who acts for the holder, when one was shown
  FaceEvidence face;
  AuthorityAnswer authority = AuthorityAnswer::not_asked;
  ConsentEvidence consent;
  HistoryEvidence history;
  std::optional<CaptureEvidence> capture;  // absent: no capture challenge ran
  Application application;
  CrossOperatorCount cross_operator;
  Origin origin;  // what is counted on it stands in history; no rule reads who it was
  Date today;
  friend bool operator==(const Evidence&, const Evidence&) = default;
};

// Names used on the wire and in packs.
std::string_view face_stage_text(FaceStage stage);
std::string_view pad_text(PadResult pad);
std::string_view subject_text(Subject subject);
std::string_view authority_text(AuthorityAnswer answer);
std::string_view count_answer_text(CountAnswer answer);

// Canonical tree for storage, digests and replay (R119); the reverse refuses unknown keys.
Value evidence_value(const Evidence& evidence);
Result<Evidence> parse_evidence(const Value& value);

}  // namespace truename::domain
