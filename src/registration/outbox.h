// The ports between what a change ordered and who carries it out; nothing of either's inside.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/life.h"

namespace truename::registration {

// One of orders_of(change), as it waits.
struct Order {
  std::uint64_t leaf_index = 0;  // of the event that gave it: the log's own order
  int position = 0;              // among the orders of that event
  domain::Msisdn msisdn;
  std::uint32_t epoch = 0;  // of the number's life when it was given
  std::string text;         // as orders.h writes it
  friend bool operator==(const Order&, const Order&) = default;
};

class Outbox {
 public:
  virtual ~Outbox() = default;
  // What waits, by leaf and position.
  virtual Result<std::vector<Order>> pending(std::size_t limit) = 0;
  // One transaction: these wait no longer, and each has a leaf that says so (R43). conflict when
  // one of them does not wait. unavailable: as of Store::commit.
  virtual Status carried_out(std::span<const Order> orders) = 0;
};

class Network {
 public:
  virtual ~Network() = default;
  // Comes again after a crash or a failure, with the same leaf and position; the second time
  // changes nothing. unavailable: try again later.
  virtual Status carry_out(const Order& order) = 0;
};

}  // namespace truename::registration
