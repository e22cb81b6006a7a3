// decide: evidence and a pack in, a decision with reasons out; pure, the same always gives the
// same.
#pragma once

#include "domain/decision.h"
#include "domain/evidence.h"
#include "policy/pack.h"

namespace truename::policy {

// Applies every rule of the pack in its order. The outcome is the heaviest among the reasons that
// speak against; without one it is approved, and the reasons name the rules that were satisfied.
domain::Decision decide(const domain::Evidence& evidence, const Pack& pack);

// Whether a face may and need be examined: face consent was given, there is a portrait to compare
// with, the pack is in force, nothing known before the face already rejects (R4: number checks come
// before any face step), and the holder's age needs no guardian (R99).
bool wants_face(const domain::Evidence& before_face, const Pack& pack);

// Whose portrait the face before the camera is then compared with: who stands there. For a child it
// is who the pack's age band says. `nobody` exactly when no face is wanted.
enum class FaceOf { nobody, holder, acting };
FaceOf face_of(const domain::Evidence& before_face, const Pack& pack);

}  // namespace truename::policy
