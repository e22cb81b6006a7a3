#include "registration/clerk_conduct.h"

#include <gtest/gtest.h>

namespace truename::registration {
namespace {

using domain::Outcome;
using domain::Role;
using domain::Way;

class ListedTraces final : public CaseTraces {
 public:
  Status each_since(Timestamp since, const std::function<Status(const CaseTrace&)>& each) override {
    for (const CaseTrace& trace : traces) {
      if (trace.at >= since) TRY_STATUS(each(trace));
    }
    return {};
  }
  std::vector<CaseTrace> traces;
};

class Conduct : public testing::Test {
 protected:
  // `count` cases like this one.
  void add(int count, const CaseTrace& trace) {
    for (int i = 0; i < count; ++i) listed.traces.push_back(trace);
  }
  static CaseTrace by(const char* clerk) {
    return {.at = Timestamp{1000}, .person = "p", .origin = {.clerk = clerk, .outlet = "o"}};
  }
  static CaseTrace exception(const char* clerk) {
    CaseTrace trace = by(clerk);
    trace.way = Way::attended_visual;
    trace.outcome = Outcome::referred;
    return trace;
  }
  static CaseTrace confirmed(const char* clerk, const char* reviewer) {
    CaseTrace trace = exception(clerk);
    trace.outcome = Outcome::approved;
    trace.confirmed_by = reviewer;
    return trace;
  }
  std::vector<ClerkConduct> conduct(Timestamp since = Timestamp{0}) {
    return clerk_conduct({domain::PrincipalId("fay"), Role::fraud, ""}, since, listed).value();
  }
  std::string signals(const char* clerk) {
    std::string out;
    for (const ClerkConduct& one : conduct()) {
      for (const std::string& signal : one.signals) out += one.clerk == clerk ? signal + " " : "";
    }
    return out;
  }

  ListedTraces listed;
};

TEST_F(Conduct, is_told_to_the_fraud_role_and_to_nobody_else_R78) {
  for (const Role role : domain::all_roles()) {
    const auto told = clerk_conduct({domain::PrincipalId("x"), role, ""}, Timestamp{0}, listed);
    EXPECT_EQ(told.has_value(), role == Role::fraud) << domain::role_text(role);
  }
}

TEST_F(Conduct, three_times_the_exceptions_of_all_others_stand_out) {
  add(90, by("ben"));
  add(10, exception("ben"));
  add(14, by("ann"));
  add(6, exception("ann"));  // 30 % against 10 %: no more than three times
  EXPECT_EQ(signals("ann"), "");
  add(1, exception("ann"));
  EXPECT_EQ(signals("ann"), "many_exceptions ");
  EXPECT_EQ(signals("ben"), "");
}

TEST_F(Conduct, few_exceptions_and_a_clerk_alone_do_not_stand_out) {
  add(4, exception("ann"));
  add(100, by("ben"));
  EXPECT_EQ(signals("ann"), "");
  listed.traces.clear();
  add(50, exception("ann"));
  EXPECT_EQ(signals("ann"), "");
}

TEST_F(Conduct, always_the_same_second_person_stands_out_where_there_are_others) {
  add(9, confirmed("ann", "rev-1"));
  EXPECT_EQ(signals("ann"), "");  // there is one reviewer
  add(1, confirmed("ben", "rev-2"));
  EXPECT_EQ(signals("ann"), "one_confirmer ");
  add(1, confirmed("ann", "rev-2"));
  EXPECT_EQ(signals("ann"), "one_confirmer ");  // nine of ten
  add(1, confirmed("ann", "rev-2"));
  EXPECT_EQ(signals("ann"), "");
}

TEST_F(Conduct, persons_refused_by_face_and_then_passed_without_it_stand_out) {
  for (const char* person : {"p1", "p2", "p3"}) {
    CaseTrace refused = by("ann");
    refused.person = person;
    refused.face_compared = true;
    refused.outcome = Outcome::rejected;
    add(1, refused);
    CaseTrace passed = confirmed("ann", "rev-1");
    passed.person = person;
    EXPECT_EQ(signals("ann"), "");
    add(1, passed);
  }
  EXPECT_EQ(signals("ann"), "exception_after_refusal ");
  EXPECT_EQ(conduct().front().after_refusal, 3);
}

TEST_F(Conduct, reused_pictures_reached_limits_and_many_outlets_stand_out_and_come_first) {
  add(5, by("abe"));
  CaseTrace odd = by("zoe");
  odd.picture_reused = odd.limit_reached = true;
  add(2, odd);
  EXPECT_EQ(signals("zoe"), "pictures_reused ");
  add(1, odd);
  for (const char* outlet : {"o-2", "o-3"}) {
    CaseTrace elsewhere = by("zoe");
    elsewhere.origin.outlet = outlet;
    add(1, elsewhere);
  }
  EXPECT_EQ(signals("zoe"), "pictures_reused limits_reached many_outlets ");
  EXPECT_EQ(conduct().front().clerk, "zoe");
  EXPECT_EQ(conduct().front().cases, 5);
}

TEST_F(Conduct, what_is_older_and_what_nobody_entered_is_not_counted) {
  add(3, by("ann"));
  add(3, by(""));
  ASSERT_EQ(conduct().size(), 1U);
  EXPECT_TRUE(conduct(Timestamp{1001}).empty());
}

}  // namespace
}  // namespace truename::registration
