// Country: who its people are and which numbers and cards there are; drawn from the seed, stored as
// little as can be.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"
#include "domain/life.h"
#include "simulation/random.h"

namespace truename::simulation {

using PersonNumber = std::uint32_t;
using NumberIndex = std::uint32_t;

class Country {
 public:
  Country(std::uint32_t people, std::uint64_t seed);

  std::uint32_t people() const { return people_; }
  PersonNumber anybody(Random& random) const {
    return static_cast<PersonNumber>(random.below(people_));
  }
  domain::HolderId holder(PersonNumber person) const;
  PersonNumber person(const domain::HolderId& holder) const;
  int age(PersonNumber person, Date today) const;
  bool refuses_faces(PersonNumber person) const;  // always the other way
  bool dead(PersonNumber person) const { return dead_[person]; }
  void bury(PersonNumber person) { dead_[person] = true; }

  // A number that the operator may give out: mostly one that came back from quarantine.
  NumberIndex free_number(Random& random);
  void give_back(NumberIndex number) { free_.push_back(number); }
  NumberIndex any_number(Random& random) const;  // that was given out once
  std::uint32_t numbers() const { return next_number_; }
  static domain::Msisdn msisdn(NumberIndex number);
  static NumberIndex number(const domain::Msisdn& msisdn);
  // A number and a card that were given out in an earlier run.
  void take_over(const domain::Line& line);
  std::string next_card();  // 20 digits, the last after Luhn (ITU-T E.118)

 private:
  std::uint64_t trait(PersonNumber person, std::uint64_t which) const;

  const std::uint32_t people_;
  const std::uint64_t seed_;
  std::vector<bool> dead_;
  std::vector<NumberIndex> free_;
  NumberIndex next_number_ = 0;
  std::uint64_t next_card_ = 0;
};

}  // namespace truename::simulation
