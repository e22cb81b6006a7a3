// What the store is asked and told of a person's and a counter's recent past; counts and times
// only, and nothing of what follows from them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/crypto.h"
#include "base/time.h"
#include "domain/history.h"

namespace truename::registration {

struct StoredHistory {
  domain::HistoryEvidence counted;  // but for what other ports and the pack say
  // Of the day, this case not counted; 0 where nobody is named.
  int exceptions_clerk_today = 0;         // proofed by another way than the face
  int closures_identity_today = 0;        // lines that this identity gave up
  std::optional<Timestamp> clerk_since;   // the first case that this clerk entered
  std::optional<Timestamp> device_since;  // the first case from this device
};

// The openings of a day, counted on what `name` says (domain::kOpeningCounters), stay below `most`.
struct OpeningLimit {
  std::string name;
  int most = 0;
};

// What a case leaves for those that follow it on the same day, and what must hold to the moment
// when it is written.
struct DayMarks {
  // SHA-256 of each picture and stream of the face that was looked at (R80). The store keeps keyed
  // digests of them, until the day after.
  std::vector<Digest> artefacts;
  std::vector<OpeningLimit> limits;  // that the case kept when it was decided (R71)
};

}  // namespace truename::registration
