// The parts of an explanation: what was seen of the evidence, and a rule's values with their
// citations; decides nothing.
#pragma once

#include <string>
#include <vector>

#include "domain/evidence.h"
#include "policy/pack.h"

namespace truename::policy {

// What a rule of the kind looked at, in one line.
std::string seen_of(Kind kind, const domain::Evidence& evidence);
std::string seen_of_application(Kind kind, const domain::Evidence& evidence);
// One line for each value.
std::string values_of(const Parameters& parameters);

std::string listed(const std::vector<std::string>& items);  // "a, b"; "none"
std::string yes_no(bool value);
std::string rate_text(double value);

}  // namespace truename::policy
