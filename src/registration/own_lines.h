// own_lines: which lines stand under a person's identity, after that person was proofed for it.
#pragma once

#include <vector>

#include "base/result.h"
#include "domain/life.h"
#include "domain/registration.h"
#include "registration/register_line.h"

namespace truename::registration {

// `proof` is an approved case of the kind own_lines, at most a day old (R54). The lines by number;
// never those of anybody else.
Result<std::vector<domain::Life>> own_lines(const domain::CaseId& proof, const Setting& setting);

}  // namespace truename::registration
