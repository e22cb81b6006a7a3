#include <gtest/gtest.h>

#include "document/examine.h"
#include "document/line_numbers.h"
#include "document/mrz.h"
#include "document/resident_id.h"

namespace truename::document {
namespace {

constexpr Date kToday{2026, 11, 24};

TEST(LineNumbers, an_e164_number_is_taken_with_or_without_plus) {
  EXPECT_EQ(parse_msisdn("+8613800000001").value().get(), "8613800000001");
  EXPECT_EQ(parse_msisdn("8613800000001").value().get(), "8613800000001");
  for (const char* text : {"", "+", "+0123456", "1234", "1234567890123456", "86 138", "+86138x"}) {
    EXPECT_FALSE(parse_msisdn(text)) << text;
  }
}

TEST(LineNumbers, an_iccid_needs_its_luhn_digit) {
  EXPECT_TRUE(parse_iccid("89860000000000000019"));
  EXPECT_FALSE(parse_iccid("89860000000000000018"));
  EXPECT_FALSE(parse_iccid("898600000000000000"));
  EXPECT_FALSE(parse_iccid("12860000000000000019"));
  EXPECT_FALSE(parse_iccid("8986000000000000001A"));
}

TEST(ResidentId, the_standards_own_examples_hold) {  // GB 11643-1999, examples
  EXPECT_EQ(parse_resident_id("11010519491231002X", kToday).value().sex, "女");
  EXPECT_EQ(parse_resident_id("440524188001010014", kToday).has_value(), false);  // before 1900
  EXPECT_EQ(parse_resident_id("990001199804121024", kToday).value().birth_date,
            (Date{1998, 4, 12}));
}

TEST(ResidentId, a_wrong_character_anywhere_is_refused) {
  const std::string good = "990001199804121024";
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string wrong = good;
    wrong[i] = wrong[i] == '9' ? '0' : static_cast<char>(wrong[i] + 1);
    EXPECT_FALSE(parse_resident_id(wrong, kToday)) << i;
  }
  for (const char* text : {"", "99000119980412102", "9900011998041210244", "99000119980412102x"}) {
    EXPECT_FALSE(parse_resident_id(text, kToday)) << text;
  }
}

struct Specimen {
  std::vector<std::string> lines;
  std::string number, surname;
};

TEST(Mrz, the_specimens_of_doc_9303_hold) {
  const Specimen specimens[] = {
      {{"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10"},
       "L898902C3",
       "ERIKSSON"},
      {{"I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6",
        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"},
       "D23145890",
       "ERIKSSON"},
      {{"I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"},
       "D23145890",
       "ERIKSSON"}};
  for (const Specimen& specimen : specimens) {
    const Mrz mrz = parse_mrz(specimen.lines, kToday).value();
    EXPECT_EQ(mrz.document_number, specimen.number);
    EXPECT_EQ(mrz.surname, specimen.surname);
    EXPECT_EQ(mrz.given_names, "ANNA MARIA");
    EXPECT_EQ(mrz.birth_date, (Date{1974, 8, 12}));
    EXPECT_EQ(mrz.expiry_date, (Date{2012, 4, 15}));
    EXPECT_EQ(mrz.failed_checks, std::vector<std::string>{}) << specimen.lines[0];
  }
}

TEST(Mrz, a_number_over_nine_characters_goes_on_in_the_optional_data) {
  const std::vector<std::string> zones[] = {
      {"I<UTOD23145890<7349<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6",
       "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"},
      {"I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D23145890<UTO7408122F12041597349<<<2"}};
  for (const auto& zone : zones) {
    const Mrz mrz = parse_mrz(zone, kToday).value();
    EXPECT_EQ(mrz.document_number, "D23145890734");
    EXPECT_EQ(mrz.failed_checks, std::vector<std::string>{}) << zone[0];
  }
}

TEST(Mrz, a_long_number_with_a_wrong_digit_or_a_short_one_without_its_check_fails) {
  const std::string wrong = "D23145890<UTO7408122F12041597359<<<2";
  const std::string no_check = "AB<<<<<<<<UTO7408122F120415911<<<<<3";
  for (const std::string& second : {wrong, no_check}) {
    const Mrz mrz = parse_mrz({"I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", second}, kToday).value();
    ASSERT_FALSE(mrz.failed_checks.empty()) << second;
    EXPECT_EQ(mrz.failed_checks.front(), "document_number");
  }
  EXPECT_EQ(parse_mrz({"I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", no_check}, kToday)->document_number,
            "AB");
}

TEST(Mrz, what_recognition_confuses_is_mended_by_position) {
  const Mrz mrz = parse_mrz({"P<UT0ErIKSS0N<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                             "L898902C36UT074O8I22F12O4I59ZE184226B<<<<<IO"},
                            kToday)
                      .value();
  EXPECT_EQ(mrz.issuing_state, "UTO");
  EXPECT_EQ(mrz.surname, "ERIKSSON");
  EXPECT_EQ(mrz.failed_checks, std::vector<std::string>{});
}

TEST(Mrz, a_changed_character_fails_its_check_and_the_composite) {
  const Mrz mrz = parse_mrz({"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                             "L898902C46UTO7408122F1204159ZE184226B<<<<<10"},
                            kToday)
                      .value();
  EXPECT_EQ(mrz.failed_checks, (std::vector<std::string>{"document_number", "composite"}));
  EXPECT_FALSE(parse_mrz({"P<UTO", "x"}, kToday));
  EXPECT_FALSE(parse_mrz({}, kToday));
}

domain::DocumentReading card() {
  domain::DocumentReading reading;
  reading.type = domain::DocumentType::cn_resident_id;
  reading.fields.name = domain::PersonName("虞晴岚");
  reading.fields.number = domain::IdentityNumber("990001199804121024");
  reading.fields.sex = "女";
  reading.fields.nation = "汉";
  reading.fields.birth_date = Date{1998, 4, 12};
  reading.fields.address = domain::Address("虚构省测试市");
  reading.portrait = {100, 100, std::vector<std::uint8_t>(30000)};
  reading.portrait_has_face = true;
  return reading;
}

TEST(Examine, a_sound_card_passes_every_check_it_has) {
  const auto evidence = examine(card(), std::nullopt, std::nullopt, kToday);
  EXPECT_EQ(evidence.fields_complete, domain::Check::pass);
  EXPECT_EQ(evidence.number, domain::Check::pass);
  EXPECT_EQ(evidence.consistent, domain::Check::pass);
  EXPECT_EQ(evidence.unexpired, domain::Check::not_applicable);
  EXPECT_EQ(evidence.claim_agreement, domain::Check::not_applicable);
  EXPECT_EQ(evidence.holder_age_years, 28);
  EXPECT_TRUE(evidence.portrait_found);
}

TEST(Examine, sex_and_birth_date_must_agree_with_the_number) {
  auto reading = card();
  reading.fields.sex = "男";
  EXPECT_EQ(examine(reading, {}, {}, kToday).consistent, domain::Check::fail);
  reading = card();
  reading.fields.birth_date = Date{1998, 4, 13};
  EXPECT_EQ(examine(reading, {}, {}, kToday).consistent, domain::Check::fail);
}

TEST(Examine, a_claim_is_compared_without_regard_to_spaces_and_case) {
  const auto agree = examine(card(), domain::PersonName(" 虞　晴岚 "),
                             domain::IdentityNumber("990001 19980412 1024"), kToday);
  EXPECT_EQ(agree.claim_agreement, domain::Check::pass);
  const auto differ = examine(card(), domain::PersonName("王某"),
                              domain::IdentityNumber("11010519491231002X"), kToday);
  EXPECT_EQ(differ.disagreeing_fields, (std::vector<std::string>{"name", "number"}));
}

struct Spelling {
  const char* claimed;
  const char* read;
  bool same;
};

TEST(Examine, names_that_differ_by_keyboard_or_camera_alone_are_one_name) {
  const Spelling spellings[] = {{"阿卜杜拉·买买提", "阿卜杜拉•买买提", true},
                                {"阿卜杜拉·买买提", "阿卜杜拉・买买提", true},
                                {"阿卜杜拉·买买提", "阿卜杜拉.买买提", true},
                                {"阿卜杜拉·买买提", "阿卜杜拉买买提", true},
                                {"阿卜杜拉·买买提", "阿卜杜拉·买买堤", false},
                                {"Ｅｒｉｋｓｓｏｎ　Ａｎｎａ", "ERIKSSON ANNA", true},
                                {"O'Brien-Smith, Ann", "OBRIEN SMITH ANN", true},
                                {"Erikson Anna", "ERIKSSON ANNA", false},
                                {"Anna Eriksson", "ERIKSSON ANNA", false},
                                {"·", "ERIKSSON ANNA", false}};
  for (const auto& [claimed, read, same] : spellings) {
    auto reading = card();
    reading.fields.name = domain::PersonName(read);
    const auto evidence = examine(reading, domain::PersonName(claimed), {}, kToday);
    EXPECT_EQ(evidence.claim_agreement, same ? domain::Check::pass : domain::Check::fail)
        << claimed << " / " << read;
  }
}

TEST(Examine, what_was_not_read_neither_differs_from_a_claim_nor_agrees_with_it) {
  auto reading = card();
  reading.fields.name = domain::PersonName("");
  const domain::PersonName name("虞晴岚");
  const domain::IdentityNumber right("990001199804121024"), wrong("11010519491231002X");
  const auto unread = examine(reading, name, right, kToday);
  EXPECT_EQ(unread.claim_agreement, domain::Check::not_applicable);
  EXPECT_EQ(unread.disagreeing_fields, std::vector<std::string>{});
  EXPECT_EQ(unread.fields_complete, domain::Check::fail);
  const auto other = examine(reading, name, wrong, kToday);
  EXPECT_EQ(other.claim_agreement, domain::Check::fail);
  EXPECT_EQ(other.disagreeing_fields, std::vector<std::string>{"number"});
}

TEST(Examine, a_number_that_was_not_read_is_not_called_wrong) {
  auto reading = card();
  reading.fields.number = domain::IdentityNumber("");
  const auto evidence = examine(reading, {}, {}, kToday);
  EXPECT_EQ(evidence.number, domain::Check::not_applicable);
  EXPECT_EQ(evidence.fields_complete, domain::Check::fail);
}

TEST(Examine, an_expired_passport_says_so) {
  domain::DocumentReading reading;
  reading.type = domain::DocumentType::passport_td3;
  reading.fields.name = domain::PersonName("ERIKSSON ANNA MARIA");
  reading.fields.number = domain::IdentityNumber("L898902C3");
  reading.fields.issuing_state = "UTO";
  reading.fields.birth_date = Date{1974, 8, 12};
  reading.fields.expiry_date = Date{2012, 4, 15};
  reading.fields.mrz = {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                        "L898902C36UTO7408122F1204159ZE184226B<<<<<10"};
  const auto evidence = examine(reading, {}, {}, kToday);
  EXPECT_EQ(evidence.number, domain::Check::pass);
  EXPECT_EQ(evidence.unexpired, domain::Check::fail);
  EXPECT_EQ(examine(reading, {}, {}, Date{2012, 4, 15}).unexpired, domain::Check::pass);
}

}  // namespace
}  // namespace truename::document
