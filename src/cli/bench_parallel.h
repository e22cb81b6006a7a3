// How much more several requests at once get done than one at a time; no load generator.
#pragma once

#include "cli/bench_face.h"

namespace truename::cli {

struct ParallelFigures {
  int at_once = 0;
  double ratio = 0;         // checks a second of `at_once` threads over those of one; median
  double ratio_of_cpu = 0;  // what the same would be had every thread a core: by CPU per check
  double one_cpu_ms = 0;    // a check, alone
  double many_cpu_ms = 0;   // a check, beside the others
  double cores_one = 0;     // CPU time over wall time: how much of a core the machine gave
  double cores_many = 0;
};

// `examiner` is shared by the threads, as in the server. Alternates between one thread and many,
// `rounds` times each, so that other work on the machine falls on both.
Result<ParallelFigures> measure_parallel(const face::Examiner& examiner,
                                         const FacePictures& pictures, int at_once, int rounds);
void print_parallel(const ParallelFigures& figures);
Value parallel_json(const ParallelFigures& figures);

}  // namespace truename::cli
