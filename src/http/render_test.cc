#include "http/render.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace truename::http {
namespace {

using domain::Outcome;
using domain::Reason;

// The answer's reasons of a case that failed for `reasons`, as text.
std::string shown(const std::vector<Reason>& reasons) {
  policy::Pack pack;
  pack.rules.push_back({.id = "face-pad", .kind = policy::Kind::face_pad, .cite = "PAD source"});
  pack.rules.push_back({.id = "face-match", .kind = policy::Kind::face_match, .cite = "Match"});
  const std::function<std::string(const std::string&, const std::string&)> hint =
      [](const std::string& code, const std::string& language) { return code + language; };
  domain::CommittedCase committed;
  committed.record.decision = {.outcome = Outcome::referred, .reasons = reasons};
  return write_json(render_reasons(committed.record, {pack, hint}));
}

Reason against(const char* code, const char* rule) {
  return {.code = code, .rule = rule, .citation = rule, .outcome = Outcome::referred};
}

TEST(RenderReasons, whichever_face_factor_failed_the_answer_is_the_same) {
  const std::string attack = shown({against("face.attack_suspected", "face-pad")});
  EXPECT_NE(attack.find("\"face.not_confirmed\""), std::string::npos);
  EXPECT_NE(attack.find("PAD source; Match"), std::string::npos);
  for (const char* code : {"face.no_match", "face.near_match", "face.not_compared"}) {
    EXPECT_EQ(shown({against(code, "face-match")}), attack) << code;
  }
  EXPECT_EQ(shown({against("face.pad_not_run", "face-pad")}), attack);
  EXPECT_EQ(shown({against("face.pad_not_run", "face-pad"), against("face.no_match", "x")}),
            attack);
}

TEST(RenderReasons, what_can_be_mended_keeps_its_own_code) {
  const std::string text =
      shown({against("face.no_match", "face-match"), against("probe.pose", "face-quality")});
  EXPECT_NE(text.find("probe.pose"), std::string::npos);
  EXPECT_LT(text.find("probe.pose"), text.find("face.not_confirmed"));
}

TEST(RenderReasons, a_satisfied_face_rule_is_named_at_an_approval) {
  const std::string text = shown({{.code = "face.match",
                                   .rule = "face-match",
                                   .citation = "c",
                                   .outcome = Outcome::approved}});
  EXPECT_NE(text.find("face.match"), std::string::npos);
}

}  // namespace
}  // namespace truename::http
