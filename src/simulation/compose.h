// compose: an event that a row of the table would take, and spoil: one that it should not.
#pragma once

#include <string>

#include "domain/life.h"
#include "domain/life_event.h"
#include "policy/life_table.h"
#include "simulation/random.h"

namespace truename::simulation {

// Who and what an event can name.
struct Scene {
  domain::HolderId other;  // somebody who does not hold the line
  std::string proof;       // the case that was approved for whoever is named
  std::string card;        // one that carries no line yet; empty: none
  std::string key;
  Timestamp at;
  std::string staff;  // in front of the ids of those who act; empty: of the whole operator
};

// Meets every need of the row that an event can meet;
domain::LifeEvent compose(const policy::LifeTransition& move, const policy::LifeTable& table,
                          const domain::Life& life, const Scene& scene, Random& random);

// Takes something away or puts something wrong in its place.
void spoil(domain::LifeEvent& event, const Scene& scene, Random& random);

}  // namespace truename::simulation
