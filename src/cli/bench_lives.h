// How many events a second the lives on disk take, alone, together and in batches; no simulation.
#pragma once

#include <string>

#include "base/result.h"
#include "base/value.h"
#include "cli/program.h"

namespace truename::cli {

struct LivesFigures {
  int lines = 0;
  double one_caller_per_s = 0;  // a commit an event
  double callers_per_s = 0;     // kCallers at once, a commit an event
  double batches_per_s = 0;     // kBatch events a commit
  double due_us = 0;            // the 100 soonest clocks of all `lines`, median
  double cpu_us_per_event = 0;  // of the batches, whole process
  double bytes_per_event = 0;   // of the database, all told
};

// Opens `lines` numbers in the folder under cn-2019-12, through the path that every use case takes,
// and activates each: two events a line. The folder is new, and the caller's to remove.
Result<LivesFigures> measure_lives(const Program& program, const std::string& folder, int lines);
void print_lives(const LivesFigures& figures);
Value lives_json(const LivesFigures& figures);

}  // namespace truename::cli
