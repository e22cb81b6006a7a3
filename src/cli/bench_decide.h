// What one decision costs, alone; no store, no pictures.
#pragma once

#include <cstddef>

#include "base/result.h"
#include "base/value.h"
#include "domain/evidence.h"
#include "policy/pack.h"

namespace truename::cli {

struct DecideFigures {
  std::size_t rules = 0;
  int rounds = 0;          // of each batch; the figures are medians over nine batches
  double approved_us = 0;  // CPU time, of evidence that satisfies every rule it meets
  double refused_us = 0;   // of evidence in which nothing was seen
};
// The holder's own card and face, and a history in which everything was counted.
domain::Evidence sound_evidence(const policy::Pack& pack);
DecideFigures measure_decide(const policy::Pack& pack);
void print_decide(const DecideFigures& figures);
Value decide_json(const DecideFigures& figures);

}  // namespace truename::cli
