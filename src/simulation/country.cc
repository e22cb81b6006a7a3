#include "simulation/country.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace truename::simulation {
namespace {

constexpr int kFirstBirthYear = 1935;
constexpr int kBirthYears = 78;  // the youngest are 7 when a simulation of 2019 begins
constexpr double kRefuseFaces = 0.01;
constexpr double kFreshNumber = 0.1;  // though others are free
constexpr std::string_view kPrefix = "8613";
constexpr std::string_view kCardPrefix = "898600";
constexpr int kCardDigits = 13;
enum Trait : std::uint64_t { identity, birth, refusal };

std::string digits(std::uint64_t value, int width) {
  char text[24];
  std::snprintf(text, sizeof text, "%0*llu", width, static_cast<unsigned long long>(value));
  return text;
}

char luhn(const std::string& body) {
  int sum = 0;
  for (std::size_t i = 0; i < body.size(); ++i) {
    int digit = body[body.size() - 1 - i] - '0';
    if (i % 2 == 0) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

}  // namespace

Country::Country(std::uint32_t people, std::uint64_t seed)
    : people_(people), seed_(seed), dead_(people) {}

std::uint64_t Country::trait(PersonNumber person, std::uint64_t which) const {
  return Random(Random(seed_ + which).next() ^ person).next();
}

domain::HolderId Country::holder(PersonNumber person) const {
  std::array<std::uint8_t, 16> digest{};
  const std::uint64_t spread = trait(person, identity);
  std::memcpy(digest.data(), &spread, sizeof spread);
  std::memcpy(digest.data() + sizeof spread, &person, sizeof person);
  return domain::HolderId(digest);
}

PersonNumber Country::person(const domain::HolderId& holder) const {
  PersonNumber out = 0;
  std::memcpy(&out, holder.get().data() + sizeof(std::uint64_t), sizeof out);
  return out;
}

int Country::age(PersonNumber person, Date today) const {
  return today.year - kFirstBirthYear -
         static_cast<int>(trait(person, birth) % static_cast<std::uint64_t>(kBirthYears));
}

bool Country::refuses_faces(PersonNumber person) const {
  return Random(trait(person, refusal)).chance(kRefuseFaces);
}

NumberIndex Country::free_number(Random& random) {
  if (free_.empty() || random.chance(kFreshNumber)) return next_number_++;
  const NumberIndex out = free_.back();
  free_.pop_back();
  return out;
}

NumberIndex Country::any_number(Random& random) const {
  return static_cast<NumberIndex>(random.below(next_number_));
}

domain::Msisdn Country::msisdn(NumberIndex number) {
  return domain::Msisdn(std::string(kPrefix) + digits(number, 9));
}

NumberIndex Country::number(const domain::Msisdn& msisdn) {
  return static_cast<NumberIndex>(std::strtoul(msisdn.get().c_str() + kPrefix.size(), nullptr, 10));
}

void Country::take_over(const domain::Line& line) {
  next_number_ = std::max(next_number_, number(line.msisdn) + 1);
  const std::string& card = line.iccid.get();
  if (card.size() != kCardPrefix.size() + kCardDigits + 1) return;
  const std::string body = card.substr(kCardPrefix.size(), kCardDigits);
  next_card_ = std::max<std::uint64_t>(next_card_, std::strtoull(body.c_str(), nullptr, 10) + 1);
}

std::string Country::next_card() {
  std::string body = std::string(kCardPrefix) + digits(next_card_++, kCardDigits);
  body += luhn(body);
  return body;
}

}  // namespace truename::simulation
