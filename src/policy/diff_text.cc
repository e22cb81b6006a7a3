#include "policy/diff_text.h"

#include <algorithm>
#include <charconv>

#include "base/json.h"

namespace truename::policy {
namespace {

struct Unit {
  std::string_view before;
  char letter;
  const char* one;
  const char* many;
};
constexpr Unit kUnits[] = {{"P", 'Y', "year", "years"},     {"P", 'M', "month", "months"},
                           {"P", 'W', "week", "weeks"},     {"P", 'D', "day", "days"},
                           {"PT", 'H', "hour", "hours"},    {"PT", 'M', "minute", "minutes"},
                           {"PT", 'S', "second", "seconds"}};

std::string shown_list(const Array& items) {
  std::string out;
  for (const Value& item : items) out += (out.empty() ? "" : ", ") + shown(item);
  return out.empty() ? "none" : out;
}

}  // namespace

std::string shown(const Value& value) {
  if (value.is_null()) return "nothing";
  if (const auto* text = value.as<std::string>()) return "\"" + *text + "\"";
  if (const auto* flag = value.as<bool>()) return *flag ? "yes" : "no";
  if (const auto* items = value.as<Array>()) return shown_list(*items);
  const Value* const cited = value.find("value");
  return cited != nullptr ? shown(*cited) : write_json(value);
}

std::string duration_words(const std::string& text) {
  for (const Unit& unit : kUnits) {
    if (!text.starts_with(unit.before) || text.back() != unit.letter) continue;
    int count = 0;
    const char* const last = text.data() + text.size() - 1;
    const auto [end, error] = std::from_chars(text.data() + unit.before.size(), last, count);
    if (error != std::errc() || end != last) continue;
    return std::to_string(count) + " " + (count == 1 ? unit.one : unit.many);
  }
  return text;
}

std::string key_words(std::string text) {
  std::ranges::replace(text, '_', ' ');
  return text;
}

std::string joined(const std::vector<std::string>& words, std::string_view last) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " " + std::string(last) + " " : ", ";
    out += words[i];
  }
  return out;
}

std::vector<std::string> texts_of(const Value& table, std::string_view key) {
  std::vector<std::string> out;
  const Value* const found = table.find(key);
  const Array* const items = found == nullptr ? nullptr : found->as<Array>();
  if (items == nullptr) return out;
  for (const Value& item : *items) {
    if (const auto* text = item.as<std::string>()) out.push_back(*text);
  }
  return out;
}

std::string text_of(const Value& table, std::string_view key) {
  const Value* const found = table.find(key);
  const std::string* const text = found == nullptr ? nullptr : found->as<std::string>();
  return text == nullptr ? std::string() : *text;
}

}  // namespace truename::policy
