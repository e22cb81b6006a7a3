#include "policy/life_table.h"

#include <algorithm>

namespace truename::policy {
namespace {

template <class Item>
std::optional<std::size_t> place_of(const std::vector<Item>& items, std::string_view id) {
  const auto found =
      std::find_if(items.begin(), items.end(), [id](const Item& item) { return item.id == id; });
  if (found == items.end()) return std::nullopt;
  return static_cast<std::size_t>(found - items.begin());
}

}  // namespace

std::optional<std::size_t> LifeTable::state(std::string_view id) const {
  return place_of(states, id);
}

std::optional<std::size_t> LifeTable::clock(std::string_view id) const {
  return place_of(clocks, id);
}

void LifeTable::index() {
  moves.assign(states.size() * domain::kEventKinds, {});
  for (std::size_t i = 0; i < transitions.size(); ++i) {
    for (const std::size_t from : transitions[i].from) {
      moves[from * domain::kEventKinds + static_cast<std::size_t>(transitions[i].on)].push_back(
          static_cast<std::uint16_t>(i));
    }
  }
}

}  // namespace truename::policy
