#include "registration/deliver_orders.h"

#include <gtest/gtest.h>

#include "policy/read_pack.h"
#include "registration/fakes_for_test.h"
#include "registration/orders.h"

namespace truename::registration {
namespace {

class FakeOutbox final : public Outbox {
 public:
  Result<std::vector<Order>> pending(std::size_t limit) override {
    return std::vector<Order>(
        waiting.begin(),
        waiting.begin() + static_cast<std::ptrdiff_t>(std::min(limit, waiting.size())));
  }
  Status carried_out(std::span<const Order> orders) override {
    if (dies) return fail(ErrorCode::unavailable, "The process died here.");
    for (const Order& order : orders) std::erase(waiting, order);
    return {};
  }
  std::vector<Order> waiting;
  bool dies = false;
};

class FakeNetwork final : public Network {
 public:
  Status carry_out(const Order& order) override {
    if (order.text == refuses) return fail(ErrorCode::unavailable, "The network is away.");
    texts.push_back(order.text);
    return {};
  }
  std::vector<std::string> texts;
  std::string refuses;
};

class DeliverOrders : public testing::Test {
 protected:
  // A line ordered by the pack's own table, and its orders waiting.
  void order_line() {
    domain::LifeEvent event;
    event.key = "open-1";
    event.by = domain::Actor{domain::PrincipalId("clerk-1"), domain::Role::clerk};
    event.holder = domain::HolderId();
    event.proof = "c1";
    event.iccid = domain::Iccid("89860000000000000019");
    const LifeChange change = change_line(number, event, setting).value();
    ASSERT_FALSE(change.refusal) << change.refusal->code;
    give(change, 1);
  }
  void give(const LifeChange& change, std::uint64_t leaf) {
    for (const std::string& text : orders_of(change)) {
      outbox.waiting.push_back({.leaf_index = leaf,
                                .position = static_cast<int>(outbox.waiting.size()),
                                .msisdn = number,
                                .epoch = change.after.epoch,
                                .text = text});
    }
  }
  Result<Delivered> deliver() { return deliver_orders(setting, outbox, network, 100); }
  std::string state() { return lives.find(number).value()->state; }

  const domain::Msisdn number{"8613900000001"};
  policy::Pack pack =
      policy::read_pack(std::string(TRUENAME_HOME) + "/policies/cn-2019-12.toml").value();
  FakeLives lives;
  FakeClock clock;
  LifeSetting setting{pack, lives, clock};
  FakeOutbox outbox;
  FakeNetwork network;
};

TEST_F(DeliverOrders, a_line_is_activated_once_the_network_carried_out_its_opening) {
  order_line();
  EXPECT_EQ(state(), "ordered");
  const auto delivered = deliver();
  ASSERT_TRUE(delivered) << delivered.error().message;
  EXPECT_EQ(delivered->carried_out, 3U);
  EXPECT_EQ(delivered->activated, 1U);
  EXPECT_EQ(network.texts, (std::vector<std::string>{"card:89860000000000000019", "state:ordered",
                                                     "notice:line-order"}));
  EXPECT_EQ(state(), "active");
  EXPECT_TRUE(outbox.waiting.empty());
}

TEST_F(DeliverOrders, what_the_network_does_not_take_waits_with_all_behind_it) {
  order_line();
  network.refuses = "state:ordered";
  EXPECT_EQ(deliver().error().code, ErrorCode::unavailable);
  EXPECT_EQ(outbox.waiting.size(), 2U);
  EXPECT_EQ(state(), "ordered");
  network.refuses.clear();
  ASSERT_TRUE(deliver());
  EXPECT_EQ(state(), "active");
}

TEST_F(DeliverOrders, after_a_crash_before_the_mark_the_line_is_not_activated_twice) {
  order_line();
  outbox.dies = true;
  EXPECT_FALSE(deliver());
  EXPECT_EQ(state(), "active");
  const std::uint64_t revision = lives.find(number).value()->revision;
  outbox.dies = false;
  const auto again = deliver();
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->carried_out, 3U);
  EXPECT_EQ(lives.find(number).value()->revision, revision);
}

TEST_F(DeliverOrders, an_order_of_an_earlier_holder_does_not_activate_the_line_of_a_later_one) {
  order_line();
  lives.lives[number.get()].epoch = 1;
  const auto delivered = deliver();
  ASSERT_TRUE(delivered);
  EXPECT_EQ(delivered->activated, 0U);
  EXPECT_EQ(state(), "ordered");
}

}  // namespace
}  // namespace truename::registration
