// A first look for the counter: what a document says and whether a probe will do; stores nothing.
#pragma once

#include "base/bytes.h"
#include "registration/ports.h"

namespace truename::registration {

// The fields that the clerk confirms before the case is decided.
Result<domain::DocumentReading> read_document(ByteView picture, const Ports& ports);
// Findings on one probe, for the hint; the decision looks again itself (R31).
Result<domain::FaceEvidence> assess_probe(ByteView picture, const Ports& ports);

}  // namespace truename::registration
