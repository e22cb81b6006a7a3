// deliver_orders: takes waiting orders to the network, in the order of the log; decides nothing.
#pragma once

#include <cstddef>

#include "base/result.h"
#include "registration/change_line.h"
#include "registration/outbox.h"

namespace truename::registration {

struct Delivered {
  std::size_t carried_out = 0;
  std::size_t activated = 0;  // lines whose opening the network has carried out by this
};

// At most `limit` orders, up to the first that the network does not take now: what comes after it
// waits with it, so that no line sees its orders out of order. When the state that an order brings
// about waits to hear of it (a row of the pack on "activated"), that event follows before the order
// is marked: after a crash at any point the order comes again, and the event's key tells it apart.
Result<Delivered> deliver_orders(const LifeSetting& setting, Outbox& outbox, Network& network,
                                 std::size_t limit);

}  // namespace truename::registration
