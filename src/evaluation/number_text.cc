#include "evaluation/number_text.h"

#include <cstdio>

namespace truename::evaluation {
namespace {

std::string formatted(const char* format, double value) {
  char text[48];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

}  // namespace

std::string count_text(std::uint64_t count) {
  std::string text = std::to_string(count);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::string rate_text(double rate) {
  if (rate == 0) return "0";
  if (rate >= 0.001) return formatted("%.4f", rate);
  std::string text = formatted("%.1e", rate);  // "1.0e-04"
  for (const char* const idle : {".0e", "e-0"}) {
    const std::size_t at = text.find(idle);
    if (at != std::string::npos) text.replace(at, 3, idle[0] == '.' ? "e" : "e-");
  }
  return text;
}

std::string score_text(double score) { return formatted("%.4f", score); }

std::string percent_text(double part) { return formatted("%.2f %%", 100 * part); }

}  // namespace truename::evaluation
