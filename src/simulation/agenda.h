// Agenda: what is still to happen, in the order of time; what it does is others' matter.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <queue>
#include <utility>
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

// A heap of one day and, for each day after it, a list in no order: what is written for some far
// day touches the end of its list alone, however many people wait (docs/performance.md).
class Agenda {
 public:
  void add(Item item) {
    item.order = ++written_;
    if (const std::int64_t day = day_of(item.at); day > today_) {
      days_[day].push_back(item);
    } else {
      today_items_.push(item);
    }
    ++size_;
  }
  bool empty() const { return size_ == 0; }
  Item take() {
    while (today_items_.empty()) begin_next_day();
    Item out = today_items_.top();
    today_items_.pop();
    --size_;
    return out;
  }

 private:
  struct Later {
    bool operator()(const Item& a, const Item& b) const {
      return a.at != b.at ? a.at > b.at : a.order > b.order;
    }
  };
  static std::int64_t day_of(Timestamp at) { return at.unix_ms / 86'400'000; }
  void begin_next_day() {
    const auto next = days_.begin();
    today_ = next->first;
    today_items_ = decltype(today_items_)(Later(), std::move(next->second));
    days_.erase(next);
  }

  std::int64_t today_ = std::numeric_limits<std::int64_t>::min();
  std::priority_queue<Item, std::vector<Item>, Later> today_items_;
  std::map<std::int64_t, std::vector<Item>> days_;
  std::size_t size_ = 0;
  std::uint64_t written_ = 0;
};

}  // namespace truename::simulation
