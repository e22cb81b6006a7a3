// The assumptions of a simulated country: how often things happen to people; none was measured.
#pragma once

namespace truename::simulation {

// Of one person, in a year.
struct YearlyRates {
  double first_line = 2.0;  // until they have one
  double another_line = 0.20;
  double sim_replace = 0.12;
  double device_change = 0.25;
  double transfer = 0.02;
  double close = 0.06;
  double port_out = 0.03;
  double port_in = 0.03;
  double own_dispute = 0.004;  // says "not mine" of a line that is
  double stolen = 0.006;       // somebody opens a line in their name
  double death = 0.008;
  double sanction = 0.001;
  double thing_line = 0.02;  // an IoT line
};

// Parts of applications in which something is wrong, when the applicant is honest.
struct ProofingFaults {
  double no_face_consent = 0.03;
  double no_terms = 0.002;
  double unreadable = 0.01;
  double number_wrong = 0.005;
  double contradicts_itself = 0.002;
  double expired = 0.015;
  double claim_differs = 0.01;
  double no_portrait = 0.005;
  double poor_picture = 0.03;
  double taken_for_attack = 0.004;
  double near_match = 0.02;
  double no_match = 0.005;
  double authority_says_no = 0.003;
  double attended_differs = 0.01;
};

// Of one who is not whom the document names.
struct AttackRates {
  double seen_as_attack = 0.85;   // print, screen or mask
  double near_match = 0.03;       // of those not seen: alike enough for a person to look
  double match = 0.0005;          // alike enough to pass
  double fooled_clerk = 0.02;     // of the attended way
  double genuine_document = 0.7;  // the others' is forged and does not agree with itself
};

struct OperatorHabits {
  double days_between_batches = 30;
  double batch_part = 0.004;     // of all numbers, asked to be verified again
  double answers_in_time = 0.8;  // of those asked
  double flags_per_day_per_million = 30;
  double flag_is_fraud = 0.4;
  double appeals = 0.4;
  double appeal_holds = 0.35;
  double dispute_upheld = 0.5;  // when it is not known who opened it
  double never_activated = 0.01;
  double days_between_outages = 20;  // of the authority
  double hours_of_outage = 6;
  double days_between_clock_faults = 30;
  double authority_asked_when_optional = 0.3;
  double rings_per_year_per_100000 = 4;  // of fraud: one identity, one clerk, many applications
  double event_with_a_fault = 0.01;      // something is missing or another's role is used
  double both_at_once = 0.02;            // of transfers: two clerks, one reading
};

inline constexpr YearlyRates kYearly;
inline constexpr ProofingFaults kFaults;
inline constexpr AttackRates kAttack;
inline constexpr OperatorHabits kHabits;

}  // namespace truename::simulation
