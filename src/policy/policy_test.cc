#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/files.h"
#include "base/toml.h"
#include "domain/told_reasons.h"
#include "policy/application_hints.h"
#include "policy/decide.h"
#include "policy/draw_life.h"
#include "policy/explain.h"
#include "policy/golden.h"
#include "policy/hints.h"
#include "policy/life_hints.h"
#include "policy/quality_hints.h"
#include "policy/read_pack.h"
#include "policy/sound_for_test.h"

namespace truename::policy {
namespace {

using domain::Check;
using domain::Evidence;
using domain::Outcome;

std::filesystem::path policies() { return std::filesystem::path(TRUENAME_HOME) / "policies"; }

Pack china() { return read_pack(policies() / "cn-2019-12.toml").value(); }

GoldenReport golden_report(const Pack& pack) {
  const std::string file = pack.id + ".cases.toml";
  const std::string text = read_text_file(policies() / file, 1 << 20).value();
  return run_golden_cases(pack, text, file).value();
}

std::vector<std::string> shipped_packs() {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(policies())) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".toml") && !name.ends_with(".cases.toml")) {
      out.push_back(entry.path().stem().string());
    }
  }
  return out;
}

class ShippedPack : public testing::TestWithParam<std::string> {};

TEST_P(ShippedPack, gives_every_golden_decision) {
  const auto pack = read_pack(policies() / (GetParam() + ".toml"));
  ASSERT_TRUE(pack) << pack.error().message;
  const GoldenReport report = golden_report(*pack);
  EXPECT_GE(report.cases, 25U);
  EXPECT_EQ(report.failures, std::vector<std::string>{});
}

TEST_P(ShippedPack, is_drawn_as_it_stands) {
  const auto pack = read_pack(policies() / (GetParam() + ".toml"));
  ASSERT_TRUE(pack) << pack.error().message;
  const auto page = policies().parent_path() / "docs" / "life" / (GetParam() + ".md");
  EXPECT_EQ(read_text_file(page, 1 << 20).value_or(""), draw_life(*pack))
      << "truename policy draw " << GetParam() << " > docs/life/" << GetParam() << ".md";
}

INSTANTIATE_TEST_SUITE_P(Policies, ShippedPack, testing::ValuesIn(shipped_packs()),
                         [](const auto& one) {
                           std::string name = one.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(China, states_its_five_lines_its_texts_and_its_doubts) {
  const Pack pack = china();
  EXPECT_EQ(pack.line_cap(), 5);
  EXPECT_EQ(pack.jurisdiction, "CN");
  EXPECT_FALSE(pack.texts(Language::en).consent_face.alternative.empty());
  EXPECT_FALSE(pack.texts(Language::zh).no_resale.body.empty());
  EXPECT_TRUE(std::any_of(pack.unconfirmed.begin(), pack.unconfirmed.end(),
                          [](const std::string& one) { return one.starts_with("authority: "); }));
}

// The codes that cn-2019-12 cannot give: neither authority nor capture is required, and its list of
// documents holds every type there is. face.not_confirmed is told and never decided.
TEST(China, its_golden_cases_reach_every_reason_that_it_can_give) {
  const GoldenReport report = golden_report(china());
  const std::set<std::string> unreachable = {"authority.not_asked", "capture.not_run",
                                             "document.type_not_accepted", "face.not_confirmed"};
  std::set<std::string> missing;
  for (const Hint& hint : all_hints()) {
    if (!report.codes.contains(std::string(hint.code))) missing.emplace(hint.code);
  }
  EXPECT_EQ(missing, unreachable);
}

TEST(Hints, every_moment_of_a_capture_has_a_sentence_in_both_languages) {
  for (int i = 0; i <= static_cast<int>(domain::CaptureHint::failed); ++i) {
    const std::string code =
        "capture." + std::string(domain::hint_text(static_cast<domain::CaptureHint>(i)));
    EXPECT_NE(hint(code, Language::en), hint("no.such.code", Language::en)) << code;
    EXPECT_NE(hint(code, Language::zh), hint("no.such.code", Language::zh)) << code;
  }
}

TEST(Hints, every_code_that_a_decision_gives_has_a_sentence_in_both_languages) {
  std::set<std::string> known;
  for (const auto& table : {all_hints(), application_hints(), life_hints()}) {
    for (const Hint& hint : table) {
      EXPECT_TRUE(known.emplace(hint.code).second) << hint.code;
      EXPECT_TRUE(hint.english.ends_with('.')) << hint.code;
      EXPECT_TRUE(hint.chinese.ends_with("。")) << hint.code;
    }
  }
  for (const std::string& code : golden_report(china()).codes) {
    EXPECT_TRUE(known.contains(code)) << code;
  }
  for (const char* code :
       {"authority.not_asked", "capture.not_run", "document.type_not_accepted"}) {
    EXPECT_TRUE(known.contains(code)) << code;
  }
}

TEST(Hints, every_quality_component_has_a_sentence_for_probe_and_portrait) {
  const std::filesystem::path profiles =
      std::filesystem::path(TRUENAME_HOME) / "models" / "quality";
  const std::string text = read_text_file(profiles / "live_capture.toml", 1 << 20).value();
  const Value profile = parse_toml(text, "live_capture.toml").value();
  const auto& components = *profile.find("component")->as<Object>();
  EXPECT_GE(components.size(), 20U);
  const std::string_view fallback = hint("no.such.code", Language::en);
  for (const Member& component : components) {
    for (const char* subject : {"probe.", "portrait."}) {
      EXPECT_NE(hint(subject + component.first, Language::en), fallback) << component.first;
      EXPECT_NE(hint(subject + component.first, Language::zh), hint("no.such.code", Language::zh))
          << component.first;
    }
  }
}

TEST(Hints, quality_sentences_are_whole_in_both_languages_and_tell_no_number) {  // R40
  std::set<std::string> known;
  for (const Hint& one : all_hints()) known.emplace(one.code);
  for (const Hint& one : quality_hints()) {
    EXPECT_TRUE(known.emplace(one.code).second) << one.code;
    EXPECT_TRUE(one.english.ends_with('.')) << one.code;
    EXPECT_TRUE(one.chinese.ends_with("。")) << one.code;
    EXPECT_EQ(one.english.find_first_of("0123456789%"), std::string_view::npos) << one.code;
    EXPECT_EQ(one.chinese.find_first_of("0123456789%"), std::string_view::npos) << one.code;
  }
}

TEST(Decide, evidence_from_before_components_parses_and_keeps_its_bytes) {  // R119
  const Value old = domain::evidence_value(sound());
  EXPECT_EQ(old.find("face")->find("components"), nullptr);
  EXPECT_EQ(domain::evidence_value(domain::parse_evidence(old).value()), old);
}

TEST(Decide, components_are_kept_with_the_evidence_and_in_one_form_only) {  // R119
  Evidence evidence = sound();
  evidence.face.components = {
      {domain::Subject::probe, "sharpness", 87, ""},
      {domain::Subject::portrait, "natural_colour", std::nullopt, "greyscale"}};
  const Value value = domain::evidence_value(evidence);
  EXPECT_EQ(domain::parse_evidence(value).value(), evidence);

  const auto with = [&](Value components) {
    Object face = *domain::evidence_value(evidence).find("face")->as<Object>();
    face.back().second = std::move(components);
    Object all = *value.as<Object>();
    for (Member& member : all) {
      if (member.first == "face") member.second = face;
    }
    return domain::parse_evidence(Value(all));
  };
  const auto component = [] {
    return Value().set("subject", "probe").set("component", "sharpness");
  };
  EXPECT_TRUE(with(Array{component().set("scalar", 0)}));
  EXPECT_FALSE(with(Array{}));
  EXPECT_FALSE(with(Array{component()}));
  EXPECT_FALSE(with(Array{component().set("scalar", 101)}));
  EXPECT_FALSE(with(Array{component().set("scalar", Value())}));
  EXPECT_FALSE(with(Array{component().set("not_assessed", "")}));
  EXPECT_FALSE(with(Array{component().set("scalar", 5).set("not_assessed", "greyscale")}));
  EXPECT_FALSE(with(Array(129, component().set("scalar", 5))));
}

TEST(Hints, none_tells_a_rate_or_which_part_of_the_face_check_failed) {  // R40
  for (const auto& table : {all_hints(), application_hints()}) {
    for (const Hint& hint : table) {
      EXPECT_EQ(hint.english.find_first_of("0123456789%"), std::string_view::npos) << hint.code;
      EXPECT_EQ(hint.chinese.find_first_of("0123456789%"), std::string_view::npos) << hint.code;
    }
  }
  for (const Language language : {Language::en, Language::zh}) {
    const std::string_view told = hint("face.no_match", language);
    for (const char* code :
         {"face.attack_suspected", "face.near_match", "face.not_compared", "face.pad_not_run",
          "face.not_examined", "capture.challenge_failed", "capture.attack_suspected",
          "capture.device_suspected", "face.not_usable", "face.not_confirmed"}) {
      EXPECT_EQ(hint(code, language), told) << code;
    }
  }
}

TEST(Hints, an_unknown_code_sends_to_a_member_of_staff) {
  EXPECT_NE(hint("probe.new_component", Language::en).find("member of staff"),
            std::string_view::npos);
  EXPECT_FALSE(hint("probe.new_component", Language::zh).empty());
}

TEST(Decide, an_approval_names_rule_and_citation_of_each_satisfied_rule) {
  const Pack pack = china();
  const domain::Decision decision = decide(sound(), pack);
  EXPECT_EQ(decision.outcome, Outcome::approved);
  ASSERT_FALSE(decision.reasons.empty());
  for (const domain::Reason& reason : decision.reasons) {
    EXPECT_EQ(reason.outcome, Outcome::approved) << reason.code;
    EXPECT_EQ(reason.remedy, domain::Remedy::none) << reason.code;
    EXPECT_FALSE(reason.rule.empty()) << reason.code;
    EXPECT_FALSE(reason.citation.empty()) << reason.code;
  }
}

TEST(Decide, evidence_in_which_nothing_was_seen_is_never_approved) {
  Evidence nothing;
  nothing.today = {2026, 11, 24};
  EXPECT_EQ(decide(nothing, china()).outcome, Outcome::rejected);
}

TEST(Decide, the_same_evidence_gives_the_same_decision_after_storage) {  // R119
  const Pack pack = china();
  const Evidence again = domain::parse_evidence(domain::evidence_value(sound())).value();
  EXPECT_EQ(decide(again, pack), decide(sound(), pack));
}

TEST(Decide, a_bound_that_is_no_number_never_matches) {
  Evidence evidence = sound();
  evidence.face.fmr_bound = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(decide(evidence, china()).reasons.front().code, "face.no_match");
}

// R40: nobody learns from outcome or remedy, nor from what is told, which part of the face check
// spoke.
TEST(Decide, whichever_part_of_the_face_check_speaks_outcome_remedy_and_telling_are_the_same) {
  using domain::CaptureEvidence;
  using domain::ChallengeOutcome;
  const domain::CaptureLayer failed{domain::LayerStatus::failed, "reason"};
  void (*const spoils[])(Evidence&) = {
      [](Evidence& e) { e.face.pad = domain::PadResult::suspected; },
      [](Evidence& e) { e.face.pad = domain::PadResult::not_run; },
      [](Evidence& e) { e.face.fmr_bound = 1.0; },
      [](Evidence& e) { e.face.fmr_bound = 1e-3; },
      [](Evidence& e) { e.face.fmr_bound.reset(); },
      [](Evidence& e) { e.face.stage = domain::FaceStage::not_usable; },
      [](Evidence& e) { e.capture = CaptureEvidence{.challenge = ChallengeOutcome::failed}; }};
  std::vector<Evidence> cases;
  for (const auto spoil : spoils) spoil(cases.emplace_back(sound()));
  cases.emplace_back(sound()).capture =
      CaptureEvidence{.challenge = ChallengeOutcome::failed, .solid_head = failed};
  cases.emplace_back(sound()).capture =
      CaptureEvidence{.challenge = ChallengeOutcome::passed, .device_signals = {"virtual_camera"}};
  std::set<std::string> codes;
  for (const Evidence& evidence : cases) {
    const domain::Decision decision = decide(evidence, china());
    ASSERT_FALSE(decision.reasons.empty());
    codes.insert(decision.reasons[0].code);
    EXPECT_EQ(decision.outcome, Outcome::referred) << decision.reasons[0].code;
    const auto told = domain::told_reasons(decision, "sources");
    ASSERT_EQ(told.size(), 1U) << decision.reasons[0].code;
    EXPECT_EQ(told[0].code, domain::kFaceNotConfirmed);
    for (const domain::Reason& reason : decision.reasons) {
      EXPECT_EQ(reason.remedy, domain::Remedy::attended) << reason.code;
    }
  }
  EXPECT_EQ(codes.size(), cases.size());
}

TEST(Decide, a_finding_in_an_examined_face_still_speaks_against) {
  Evidence evidence = sound();
  evidence.face.findings = {{domain::Subject::probe, "sharpness"}};
  EXPECT_EQ(decide(evidence, china()).outcome, Outcome::rejected);
}

// R26: what is required and did not run approves nothing; what was not due says nothing.
TEST(Capture, required_but_absent_speaks_against_unless_no_face_was_due) {
  Pack pack = china();
  for (Rule& rule : pack.rules) {
    if (rule.kind != Kind::capture_challenge) continue;
    std::get<CaptureChallenge>(rule.parameters).need.value = CaptureNeed::required;
  }
  const domain::Decision decision = decide(sound(), pack);
  EXPECT_EQ(decision.outcome, Outcome::referred);
  ASSERT_EQ(decision.reasons.size(), 1U);
  EXPECT_EQ(decision.reasons[0].code, "capture.not_run");
  Evidence refused = sound();
  refused.consent.face = false;
  refused.face = {};
  EXPECT_EQ(decide(refused, pack).reasons.size(), 1U);
  EXPECT_EQ(decide(refused, pack).reasons[0].code, "consent.face_absent");
}

TEST(Capture, the_accessible_path_is_accepted_where_a_pack_says_so) {  // R104
  Pack pack = china();
  Evidence evidence = sound();
  evidence.capture = domain::CaptureEvidence{.challenge = domain::ChallengeOutcome::accessible};
  EXPECT_EQ(decide(evidence, pack).outcome, Outcome::referred);
  for (Rule& rule : pack.rules) {
    if (rule.kind != Kind::capture_challenge) continue;
    std::get<CaptureChallenge>(rule.parameters).accessible.value = AccessiblePath::accepted;
  }
  EXPECT_EQ(decide(evidence, pack).outcome, Outcome::approved);
}

TEST(Explain, a_capture_is_told_layer_by_layer) {
  Evidence evidence = sound();
  evidence.capture = domain::CaptureEvidence{.challenge = domain::ChallengeOutcome::failed,
                                             .reason = "flat",
                                             .solid_head = {domain::LayerStatus::failed, "flat"}};
  const std::string text = explain(evidence, china());
  EXPECT_NE(text.find("solid head failed (flat)"), std::string::npos) << text;
  EXPECT_NE(text.find("virtual_camera=100"), std::string::npos) << text;
}

TEST(Explain, tells_rule_evidence_value_and_citation) {
  Evidence evidence = sound();
  evidence.history.active_lines = 5;
  const std::string text = explain(evidence, china());
  for (const char* part :
       {"AGAINST: line-cap (line_cap)", "5 active lines", "max_lines = 5", "Anti-fraud law art. 10",
        "reason: line.cap_reached -> rejected", "not applicable: document-unexpired",
        "FMR bound 1e-06", "decision: rejected", "sha256:"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
}

}  // namespace
}  // namespace truename::policy
