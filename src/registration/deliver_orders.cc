#include "registration/deliver_orders.h"

#include <string>
#include <string_view>
#include <vector>

namespace truename::registration {
namespace {

constexpr std::string_view kStateOrder = "state:";

// Whether the pack has a row for the network's word that this order was carried out.
bool awaits_activation(const Order& order, const policy::LifeTable& table) {
  if (!order.text.starts_with(kStateOrder)) return false;
  const auto state = table.state(std::string_view(order.text).substr(kStateOrder.size()));
  return state && !table.moves_of(*state, domain::EventKind::activated).empty();
}

// The number may have gone to somebody else while the order waited; theirs has its own order.
Result<bool> still_meant(const Order& order, Lives& lives) {
  const auto life = TRY(lives.find(order.msisdn));
  return life && life->epoch == order.epoch && order.text == std::string(kStateOrder) + life->state;
}

// Whether a line became active by it.
Result<bool> activate(const Order& order, const LifeSetting& setting) {
  if (!awaits_activation(order, setting.pack.life)) return false;
  if (!TRY(still_meant(order, setting.lives))) return false;
  domain::LifeEvent event;
  event.kind = domain::EventKind::activated;
  event.key =
      "activated:" + std::to_string(order.leaf_index) + ":" + std::to_string(order.position);
  const LifeChange change = TRY(change_line(order.msisdn, event, setting));
  return !change.refusal;
}

Status carry_out(const Order& order, const LifeSetting& setting, Network& network,
                 Delivered& delivered) {
  TRY_STATUS(network.carry_out(order));
  const bool activated = TRY(activate(order, setting));
  delivered.activated += activated ? 1 : 0;
  return {};
}

}  // namespace

Result<Delivered> deliver_orders(const LifeSetting& setting, Outbox& outbox, Network& network,
                                 std::size_t limit) {
  Delivered delivered;
  std::vector<Order> done;
  Status last;
  for (const Order& order : TRY(outbox.pending(limit))) {
    last = carry_out(order, setting, network, delivered);
    if (!last) break;
    done.push_back(order);
  }
  if (!done.empty()) TRY_STATUS(outbox.carried_out(done));
  TRY_STATUS(last);
  delivered.carried_out = done.size();
  return delivered;
}

}  // namespace truename::registration
