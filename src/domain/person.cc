#include "domain/person.h"

namespace truename::domain {
namespace {

bool starts_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

}  // namespace

std::string masked(const IdentityNumber& number) {
  const std::string& text = number.reveal();
  if (text.size() < 9) return text.empty() ? "" : "***";
  return text.substr(0, 3) + std::string(text.size() - 7, '*') + text.substr(text.size() - 4);
}

std::string masked(const PersonName& name) {
  std::string out;
  int characters = 0;
  for (const char byte : name.reveal()) {
    characters += starts_character(byte) ? 1 : 0;
    if (characters <= 1) {
      out += byte;
    } else if (starts_character(byte)) {
      out += '*';
    }
  }
  return out;
}

}  // namespace truename::domain
