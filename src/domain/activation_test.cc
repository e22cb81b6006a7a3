#include "domain/activation.h"

#include <gtest/gtest.h>

namespace truename::domain {
namespace {

Activation activation(const std::string& id, const char* from, const char* to = nullptr,
                      const std::string& supersedes = "") {
  Activation out;
  out.pack_id = id;
  out.pack_digest = sha256(as_bytes(id));
  out.effective_from = parse_date(from).value();
  if (to != nullptr) out.effective_to = parse_date(to);
  out.supersedes = supersedes;
  out.key_id = "k0123456789abcdef";
  out.accepted_gaps = {"a gap"};
  out.by = PrincipalId("ann");
  out.confirmed_by = PrincipalId("bo");
  out.at = Timestamp{1'780'000'000'123};
  return out;
}

Date day(const char* text) { return parse_date(text).value(); }

TEST(Activation, is_written_and_read_back_and_any_other_bytes_are_refused) {
  for (const Activation& record :
       {activation("cn-1", "2026-01-01"), activation("cn-2", "2026-01-01", "2026-12-31", "cn-1")}) {
    const std::string text = activation_text(record);
    EXPECT_EQ(parse_activation(text).value(), record);
    EXPECT_EQ(parse_activation(" " + text).error().code, ErrorCode::corrupt);
    EXPECT_FALSE(parse_activation(text.substr(0, text.size() - 1)));
  }
  std::string climbing = activation_text(activation("cn-1", "2026-01-01"));
  climbing.replace(climbing.find("cn-1"), 4, "../x");
  EXPECT_FALSE(parse_activation(climbing));
}

TEST(Activation, a_pack_is_in_force_from_its_first_to_its_last_day) {
  const std::vector all{activation("cn-1", "2026-01-01", "2026-12-31")};
  EXPECT_EQ(active_on(all, day("2025-12-31")).error().code, ErrorCode::not_found);
  EXPECT_EQ(active_on(all, day("2026-01-01")).value().record.pack_id, "cn-1");
  EXPECT_EQ(active_on(all, day("2026-12-31")).value().last_day, day("2026-12-31"));
  EXPECT_TRUE(active_on(all, day("2027-01-01")).error().message.starts_with("pack.not_activated"));
}

TEST(Activation, the_day_a_successor_begins_the_older_pack_has_ended) {
  std::vector all{activation("cn-1", "2019-12-01")};
  const Activation successor = activation("cn-2", "2026-03-01", nullptr, "cn-1");
  ASSERT_TRUE(check_activation(all, successor));
  all.push_back(successor);
  const InForce before = active_on(all, day("2026-02-28")).value();
  EXPECT_EQ(before.record.pack_id, "cn-1");
  EXPECT_EQ(before.last_day, day("2026-02-28"));
  const InForce after = active_on(all, day("2026-03-01")).value();
  EXPECT_EQ(after.record.pack_id, "cn-2");
  EXPECT_EQ(after.last_day, std::nullopt);
}

TEST(Activation, two_packs_are_never_in_force_on_one_day) {
  const std::vector one{activation("cn-1", "2019-12-01", "2026-02-28")};
  EXPECT_TRUE(check_activation(one, activation("cn-2", "2026-03-01")));
  const Status overlap = check_activation(one, activation("cn-2", "2026-02-28"));
  ASSERT_FALSE(overlap);
  EXPECT_TRUE(overlap.error().message.starts_with("pack.two_in_force"));
  // A file that somebody wrote by hand is told as well.
  const std::vector both{activation("cn-1", "2019-12-01"), activation("cn-2", "2020-01-01")};
  EXPECT_TRUE(active_on(both, day("2021-01-01")).error().message.starts_with("pack.two_in_force"));
}

TEST(Activation, one_person_twice_an_id_used_again_and_a_repeat_are_refused) {
  const std::vector all{activation("cn-1", "2019-12-01", "2026-02-28")};
  Activation alone = activation("cn-2", "2026-03-01");
  alone.confirmed_by = alone.by;
  EXPECT_TRUE(check_activation(all, alone).error().message.starts_with("two_persons"));
  const Status repeat = check_activation(all, all.front());
  EXPECT_TRUE(repeat.error().message.starts_with("pack.already_activated"));
  Activation changed = all.front();
  changed.pack_digest = sha256(as_bytes("other"));
  EXPECT_TRUE(check_activation(all, changed).error().message.starts_with("pack.id_reused"));
}

}  // namespace
}  // namespace truename::domain
