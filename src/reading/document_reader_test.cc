// Tests of reading real pictures of rendered people, against the data they were rendered from.
#include "reading/document_reader.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "base/json.h"
#include "vision/image_codec.h"
#include "vision/imaging.h"

namespace truename::reading {
namespace {

const std::filesystem::path kHome = TRUENAME_HOME;
const std::filesystem::path kPeople = kHome / "tests/fixtures/people";
constexpr std::size_t kFileLimitBytes = 12 * 1024 * 1024;

class FixedClock final : public Clock {
 public:
  Timestamp now() const override { return {1'795'000'000'000}; }  // 2026-11-18
};

// Loading takes a second under the sanitizers, so the tests share one reader.
OcrDocumentReader& reader() {
  static const FixedClock kClock;
  static const auto kReader =
      OcrDocumentReader::create(*vision::read_manifest(kHome / "models/manifest.toml"),
                                std::filesystem::path(TRUENAME_FETCHED) / "weights", kClock);
  EXPECT_TRUE(kReader.has_value()) << kReader.error().message;
  return **kReader;
}

domain::Image picture(const std::string& file) {
  return *vision::decode_image(*read_file(kPeople / file, kFileLimitBytes));
}

// What people.json says of the person with this id, by member name.
class Person {
 public:
  explicit Person(const std::string& id)
      : people_(*parse_json(*read_text_file(kPeople / "people.json", kFileLimitBytes))) {
    for (const Value& one : *people_.find("identities")->as<Array>()) {
      if (*one.find("id")->as<std::string>() == id) person_ = &one;
    }
  }
  std::string text(std::string_view key) const { return *person_->find(key)->as<std::string>(); }
  std::string mrz(std::size_t line) const {
    return *(*person_->find("passport")->find("mrz")->as<Array>())[line].as<std::string>();
  }
  std::string passport_number() const {
    return *person_->find("passport")->find("number")->as<std::string>();
  }

 private:
  Value people_;
  const Value* person_ = nullptr;
};

struct Shot {
  std::string id;
  std::string file;
  int clockwise_quarters = 0;
};

class Cards : public testing::TestWithParam<Shot> {};

TEST_P(Cards, AreReadInAllSixFieldsWithThePortrait) {
  const Person person(GetParam().id);
  const auto reading = reader().read(vision::rotate_quarter_turns(
      picture(GetParam().id + "/" + GetParam().file), GetParam().clockwise_quarters));
  ASSERT_TRUE(reading.has_value()) << reading.error().message;
  EXPECT_EQ(reading->type, domain::DocumentType::cn_resident_id);
  EXPECT_EQ(reading->fields.name.reveal(), person.text("name"));
  EXPECT_EQ(reading->fields.sex, person.text("sex") == "F" ? "女" : "男");
  EXPECT_EQ(reading->fields.nation, person.text("nation"));
  EXPECT_EQ(reading->fields.birth_date, parse_date(person.text("birth_date")));
  EXPECT_EQ(reading->fields.address.reveal(), person.text("address"));
  EXPECT_EQ(reading->fields.number.reveal(), person.text("id_number"));
  EXPECT_GT(reading->confidence, 0.9);
  EXPECT_TRUE(reading->portrait_has_face);
  EXPECT_EQ(reading->portrait.width, 400);
}

INSTANTIATE_TEST_SUITE_P(Table, Cards,
                         testing::Values(Shot{"p13", "id_card.jpg"},        // ends in X
                                         Shot{"p06", "id_card.jpg"},        // a nation of two
                                         Shot{"p11", "id_card_photo.jpg"},  // a name of four
                                         Shot{"p02", "id_card_photo.jpg", 2},
                                         Shot{"p05", "id_card_photo.jpg", 1}));

TEST(Passport, IsReadFromItsMachineReadableZone) {
  const Person person("p03");
  const auto reading = reader().read(picture("p03/passport.jpg"));
  ASSERT_TRUE(reading.has_value()) << reading.error().message;
  EXPECT_EQ(reading->type, domain::DocumentType::passport_td3);
  ASSERT_EQ(reading->fields.mrz.size(), 2U);
  EXPECT_EQ(reading->fields.mrz[0], person.mrz(0));
  EXPECT_EQ(reading->fields.mrz[1], person.mrz(1));
  EXPECT_EQ(reading->fields.name.reveal(), person.text("latin_name"));
  EXPECT_EQ(reading->fields.number.reveal(), person.passport_number());
  EXPECT_EQ(reading->fields.birth_date, parse_date(person.text("birth_date")));
  EXPECT_EQ(reading->fields.issuing_state, "UTO");
  EXPECT_TRUE(reading->fields.expiry_date.has_value());
  EXPECT_EQ(reading->portrait.width, 400);
}

TEST(OtherPicture, OfAFaceIsUnrecognisedAndNoError) {
  const auto reading = reader().read(picture("p01/live.jpg"));
  ASSERT_TRUE(reading.has_value()) << reading.error().message;
  EXPECT_EQ(reading->type, domain::DocumentType::unrecognised);
  EXPECT_TRUE(reading->portrait.empty());
  EXPECT_FALSE(reading->portrait_has_face);
}

TEST(OtherPicture, OfNothingIsUnrecognised) {
  const auto reading = reader().read({});
  ASSERT_TRUE(reading.has_value());
  EXPECT_EQ(reading->type, domain::DocumentType::unrecognised);
}

}  // namespace
}  // namespace truename::reading
