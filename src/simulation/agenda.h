// Agenda: what is still to happen, in the order of time; what it does is others' matter.
#pragma once

#include <cstdint>
#include <queue>
#include <vector>

#include "base/time.h"
#include "domain/application.h"
#include "simulation/country.h"

namespace truename::simulation {

enum class Errand : std::uint8_t {
  live,             // a person does the next thing in their life
  apply,            // somebody asks for something that wants a proof
  activate,         // the network has the line
  disown,           // somebody finds a line in their name
  decide_dispute,   //
  answer_reverify,  // or does not
  appeal,           //
  decide_appeal,    //
  decide_fraud,     //
  heirs,            //
  batch,            // of lines to be verified again
  flags,            // of a day
  fraud_ring,       //
  outage,           // of the authority begins
  outage_ends,      //
  clock_fault,      // this machine's clock goes back an hour
  clock_mended,     //
  ring,             // of the clocks that are due
  week,             // is counted
};

struct Item {
  Timestamp at;
  std::uint64_t order = 0;  // of two at one time the one that was written first
  Errand errand = Errand::live;
  PersonNumber who = 0;
  NumberIndex number = 0;
  domain::ApplicationKind kind = domain::ApplicationKind::open;
  domain::LineClass line_class = domain::LineClass::personal;
  domain::Way way = domain::Way::face;
  std::uint8_t tries = 0;
  bool impostor = false;
};

class Agenda {
 public:
  void add(Item item) {
    item.order = ++written_;
    items_.push(item);
  }
  bool empty() const { return items_.empty(); }
  const Item& next() const { return items_.top(); }
  Item take() {
    Item out = items_.top();
    items_.pop();
    return out;
  }

 private:
  struct Later {
    bool operator()(const Item& a, const Item& b) const {
      return a.at != b.at ? a.at > b.at : a.order > b.order;
    }
  };
  std::priority_queue<Item, std::vector<Item>, Later> items_;
  std::uint64_t written_ = 0;
};

}  // namespace truename::simulation
