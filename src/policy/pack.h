// Pack: one jurisdiction's rules as values, already checked; made by parse_pack alone, judges
// nothing.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/crypto.h"
#include "base/time.h"
#include "domain/decision.h"
#include "domain/document.h"
#include "policy/cited_value.h"
#include "policy/kind.h"
#include "policy/language.h"
#include "policy/life_table.h"
#include "policy/parameters.h"
#include "policy/signal.h"

namespace truename::policy {

struct Rule {
  std::string id;
  Kind kind = Kind::accepted_documents;
  std::string cite;
  Mark mark = Mark::own_design;
  std::vector<std::string> requirements;  // "R67"
  domain::Outcome on_fail = domain::Outcome::rejected;
  domain::Remedy remedy = domain::Remedy::none;
  // Empty: every one. Of others the rule says nothing (R20, R48).
  std::vector<domain::ApplicationKind> events{};
  std::vector<domain::Channel> channels{};
  Parameters parameters;

  bool applies_to(const domain::Application& application) const;
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
  std::optional<Cited<bool>> face_asked;  // absent: asked. false: the pack has no face rules
  std::vector<Watch> watches;             // each signal at most once
  LifeTable life;
  Digest digest{};  // SHA-256 of the TOML bytes

  const Texts& texts(Language language) const;
  bool in_force(const Date& today) const;
  const Rule* find(Kind kind) const;  // nullptr when the pack has none
  // Of the required line_cap rule; kUnlimitedLines where it sets no cap.
  int line_cap() const;  // of personal lines
  int line_cap(domain::LineClass line_class) const;
  // The type under whose name a document of this type is counted (R70); itself without a rule.
  domain::DocumentType counted_as(domain::DocumentType type) const;
  // Nullptr when the rules have no band for the age.
  const AgeBand* band_of(int age_years) const;
};

}  // namespace truename::policy
