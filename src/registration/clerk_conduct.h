// clerk_conduct: what stands out in how clerks enter cases, for the fraud role alone; accuses and
// stops nobody (R78).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "base/value.h"
#include "domain/application.h"
#include "domain/decision.h"
#include "domain/origin.h"
#include "domain/principal.h"

namespace truename::registration {

// What of one case a clerk's conduct is told by; of the person nothing but whether two cases are of
// the same.
struct CaseTrace {
  Timestamp at;
  std::string person;  // opaque
  domain::Origin origin;
  domain::Way way = domain::Way::face;
  domain::Outcome outcome = domain::Outcome::approved;
  std::string confirmed_by;     // the second person, when it is a confirmation
  bool face_compared = false;   // and then refused, when the outcome is no approval
  bool picture_reused = false;  // under another identity (R80)
  bool limit_reached = false;   // of openings in a day (R71)
};

class CaseTraces {
 public:
  virtual ~CaseTraces() = default;
  // In the order in which they were committed. Stops at the first failure.
  virtual Status each_since(Timestamp since,
                            const std::function<Status(const CaseTrace&)>& each) = 0;
};

struct ClerkConduct {
  std::string clerk;
  int cases = 0;          // that the clerk entered
  int exceptions = 0;     // of these by another way than the face
  int confirmed = 0;      // exceptions that a second person decided
  std::string confirmer;  // who decided most of them
  int by_confirmer = 0;   // and how many
  int after_refusal = 0;  // approved without the face, of a person whose face had been refused
  int pictures_reused = 0;
  int limits_reached = 0;
  int outlets = 0;  // different ones
  int devices = 0;
  std::vector<std::string> signals;  // docs/formats/conduct.md
};

// Clerks with signals first, the most of them before; then by name. forbidden but for the role
// fraud; too_large above 500,000 cases.
Result<std::vector<ClerkConduct>> clerk_conduct(const domain::Principal& asks, Timestamp since,
                                                CaseTraces& traces);
// docs/formats/conduct.md
Value conduct_value(Timestamp since, const std::vector<ClerkConduct>& clerks);

}  // namespace truename::registration
