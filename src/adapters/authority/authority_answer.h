// What the identity authority and the count service are sent and answer, docs/formats/authority.md;
// JSON text alone, no connection.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/evidence.h"
#include "domain/registration.h"

namespace truename::adapters {

// The same for both: whom the question is about, and nothing of the line or of the face.
std::string authority_question(const domain::HolderRecord& holder);

// match, no_match, flagged or deceased. bad_input: no such answer, or one that contradicts itself.
Result<domain::AuthorityAnswer> parse_authority_answer(std::string_view text);
// 0 to a million lines.
Result<int> parse_count_answer(std::string_view text);

}  // namespace truename::adapters
