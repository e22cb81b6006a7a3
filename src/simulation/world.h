// World: the state of one simulation and everything that can happen in it; see simulate.h.
#pragma once

#include <string>
#include <vector>

#include "registration/change_line.h"
#include "simulation/agenda.h"
#include "simulation/compose.h"
#include "simulation/country.h"
#include "simulation/hand_clock.h"
#include "simulation/proofing.h"
#include "simulation/simulate.h"
#include "simulation/watched_lives.h"

namespace truename::simulation {

class World {
 public:
  World(const policy::Pack& pack, registration::Lives& lives, const Wish& wish);
  Result<Report> run(const Progress& progress);

 private:
  // world.cc: time
  void take_over();
  void begin();
  void perform(const Item& item);
  void ring_clocks();
  void count_week();
  void count(const registration::LifeChange& change);
  void finish();
  void replay();
  void fail_with(const Status& status);

  // people.cc: what people do
  void live(PersonNumber person);
  void do_something(PersonNumber person, const std::vector<domain::Life>& lines);
  void be_robbed(PersonNumber person);
  void die(PersonNumber person, const std::vector<domain::Life>& lines);
  void disown(const Item& item);
  void answer_reverify(const Item& item);
  void appeal(const Item& item);
  void heirs(const Item& item);

  // applications.cc: what wants a proof
  void apply(Item item);
  void settle(const Item& item, const domain::Decision& decision);
  void carry_out(const Item& item);
  domain::HistoryEvidence history(const Item& item);
  void race_transfers(const Item& item, const domain::HolderId& rival);

  // operator.cc: what the operator's people do, and what befalls them
  void batch();
  void flags();
  void fraud_ring();
  void decide_dispute(const Item& item);
  void decide_appeal(const Item& item);
  void decide_fraud(const Item& item);

  // telling.cc: one event to one line
  struct Words {
    domain::HolderId who;       // whoever is named, when the row wants a proof
    bool names_holder = false;  // who is named holds the line, whatever `who` says
    std::string card{};         // empty: none
    std::optional<domain::LineClass> line_class{};
  };
  void tell(NumberIndex number, domain::EventKind kind, const Words& words);
  domain::LifeEvent event_for(const domain::Life& life, domain::EventKind kind, const Words& words);
  domain::Life read(NumberIndex number);
  std::string next_proof();
  std::string next_key();

  // world.cc
  void later(double days, Item item);
  Timestamp now() const { return now_; }
  Date today() const { return date_of(now_); }

  const policy::Pack& pack_;
  const Wish wish_;
  Random random_;
  Country country_;
  Agenda agenda_;
  HandClock clock_;
  Witness witness_;
  WatchedLives lives_;
  registration::LifeSetting setting_;
  Timestamp now_;
  Timestamp start_;
  Timestamp end_;
  AuthorityMode authority_ = AuthorityMode::answers;
  std::int64_t clock_error_ms_ = 0;
  std::vector<std::uint32_t> in_state_;
  struct ClerkDay {
    Date day;
    int openings = 0;
  };
  std::vector<ClerkDay> clerks_;
  std::uint64_t proofs_ = 0;
  std::uint64_t keys_ = 0;
  Report report_;
  Status failed_;
};

}  // namespace truename::simulation
