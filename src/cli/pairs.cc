#include "cli/pairs.h"

#include <charconv>
#include <sstream>

namespace truename::cli {
namespace {

constexpr std::size_t kPairLimit = 1'000'000;

// "Name", "7" -> "Name/Name_0007.jpg"; empty when the number is none or the name climbs out.
std::string picture_of(const std::string& name, const std::string& number) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  const bool whole = error == std::errc() && end == number.data() + number.size();
  if (!whole || name.find('/') != std::string::npos || name.starts_with('.')) return "";
  const std::string digits = std::to_string(value);
  const std::string zeros(digits.size() < 4 ? 4 - digits.size() : 0, '0');
  return name + "/" + name + "_" + zeros + digits + ".jpg";
}

}  // namespace

Result<std::vector<Pair>> parse_pairs(const std::string& text) {
  std::istringstream lines(text);
  std::vector<Pair> pairs;
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    std::istringstream words(line);
    std::vector<std::string> word;
    for (std::string one; words >> one;) word.push_back(one);
    if (word.empty() || (number == 1 && word.size() <= 2)) continue;  // the header counts folds
    Pair pair;
    if (word.size() == 3) {
      pair = {picture_of(word[0], word[1]), picture_of(word[0], word[2]), true};
    } else if (word.size() == 4) {
      pair = {picture_of(word[0], word[1]), picture_of(word[2], word[3]), false};
    }
    if (pair.first.empty() || pair.second.empty()) {
      return fail(ErrorCode::bad_input, "Line " + std::to_string(number) +
                                            " of the pair list is not \"name i j\" or "
                                            "\"name i name j\"; mend it.");
    }
    if (pairs.size() == kPairLimit) {
      return fail(ErrorCode::too_large, "The pair list is over 1,000,000 pairs; split it.");
    }
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

}  // namespace truename::cli
