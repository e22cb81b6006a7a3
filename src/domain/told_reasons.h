// What the subscriber and the clerk are told of a decision: its reasons, with all that the face
// check holds against it folded into one (R40); the decision itself is for reviewers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/decision.h"

namespace truename::domain {

// Stands for every factor of the face check, of one outcome, rule and remedy, in the last place.
constexpr std::string_view kFaceNotConfirmed = "face.not_confirmed";

// Whether the reason would tell which part of the face check failed. Findings about a picture that
// can be taken again keep their own codes (R77): they are found before attack and match are judged.
bool is_face_factor(const Reason& reason);

// `face_citation` names the sources of all face rules together, whichever spoke; a list of codes
// needs none.
std::vector<Reason> told_reasons(const Decision& decision, const std::string& face_citation);

}  // namespace truename::domain
