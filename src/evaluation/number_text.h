// Numbers as people read them in a report; machines read result.json.
#pragma once

#include <cstdint>
#include <string>

namespace truename::evaluation {

std::string count_text(std::uint64_t count);  // "7,255,541"
std::string rate_text(double rate);           // "0", "0.0087", "1.2e-5"
std::string score_text(double score);         // four decimals
std::string percent_text(double part);        // "98.90 %"

}  // namespace truename::evaluation
