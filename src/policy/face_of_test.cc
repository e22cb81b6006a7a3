#include <gtest/gtest.h>

#include "policy/decide.h"
#include "policy/read_pack.h"
#include "policy/sound_for_test.h"

namespace truename::policy {
namespace {

using domain::Check;
using domain::Evidence;
using domain::Outcome;

Pack china() { return read_pack(std::string(TRUENAME_HOME) + "/policies/cn-2019-12.toml").value(); }

TEST(WantsFace, only_when_nothing_before_the_face_forbids_it) {
  Evidence before = sound();
  before.face = {};
  EXPECT_TRUE(wants_face(before, china()));
  void (*const spoils[])(Evidence&) = {
      [](Evidence& e) { e.consent.face = false; },
      [](Evidence& e) { e.consent.terms = false; },
      [](Evidence& e) { e.document.type = domain::DocumentType::unrecognised; },
      [](Evidence& e) { e.document.number = Check::fail; },
      [](Evidence& e) { e.document.fields_complete = Check::fail; },
      [](Evidence& e) { e.document.claim_agreement = Check::fail; },
      [](Evidence& e) { e.document.portrait_found = false; },
      [](Evidence& e) { e.document.holder_age_years = 13; },
      [](Evidence& e) { e.history.active_lines = 5; },
      [](Evidence& e) { e.history.msisdn_in_use = true; },
      [](Evidence& e) {
        e.today = {2019, 11, 30};
      }};
  int at = 0;
  for (const auto spoil : spoils) {
    Evidence evidence = before;
    spoil(evidence);
    EXPECT_FALSE(wants_face(evidence, china())) << at;
    EXPECT_NE(decide(evidence, china()).outcome, Outcome::approved) << at;
    ++at;
  }
}

TEST(FaceOf, whoever_stands_before_the_camera_is_compared_with_their_own_portrait) {  // R9, R11
  Evidence before = sound();
  before.face = {};
  EXPECT_EQ(face_of(before, china()), FaceOf::holder);
  before.application.applicant = domain::Applicant::agent;
  before.application.shown = {.own_document = Check::pass, .authorisation = Check::pass};
  EXPECT_EQ(face_of(before, china()), FaceOf::nobody);  // never with the holder's
  before.acting = before.document;
  EXPECT_EQ(face_of(before, china()), FaceOf::acting);
  before.acting->portrait_found = false;
  EXPECT_EQ(face_of(before, china()), FaceOf::nobody);
  before.acting->portrait_found = true;
  before.document.portrait_found = false;  // the agent's portrait is the one that counts
  before.application.applicant = domain::Applicant::guardian;
  before.application.shown = {.own_document = Check::pass, .relation = Check::pass};
  before.document.holder_age_years = 13;
  EXPECT_EQ(face_of(before, china()),
            wants_face(before, china()) ? FaceOf::acting : FaceOf::nobody);
  before.consent.face = false;
  EXPECT_EQ(face_of(before, china()), FaceOf::nobody);
}

TEST(FaceOf, a_childs_own_face_is_looked_at_only_where_the_band_says_so) {  // R11
  Pack pack = china();
  Evidence before = sound();
  before.face = {};
  before.application.applicant = domain::Applicant::guardian;
  before.application.shown = {.own_document = Check::pass, .relation = Check::pass};
  before.document.holder_age_years = 13;
  before.acting = before.document;
  const auto with = [&](BandFace face) {
    for (Rule& rule : pack.rules) {
      if (rule.kind != Kind::holder_age) continue;
      for (AgeBand& band : std::get<HolderAge>(rule.parameters).bands.value) band.face = face;
    }
    return face_of(before, pack);
  };
  EXPECT_EQ(with(BandFace::guardian), FaceOf::acting);
  EXPECT_EQ(with(BandFace::holder), FaceOf::holder);
  EXPECT_EQ(with(BandFace::none), FaceOf::nobody);
}

}  // namespace
}  // namespace truename::policy
