// What one event on a line costs, alone and with the decision before it, for every row of the
// packs; no store, no pictures.
#pragma once

#include <cstddef>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "cli/program.h"

namespace truename::cli {

struct StepFigures {
  std::size_t packs = 0;
  std::size_t rows = 0;      // of their life tables
  std::vector<double> step;  // CPU microseconds of each row that an event moved along
  std::vector<double> both;  // the same rows, with a decision on sound_evidence() before each
};
// Every pack of policies/, and for each row of its table a line and an event that the row takes.
Result<StepFigures> measure_steps(const Program& program);
void print_steps(const StepFigures& figures);
Value steps_json(const StepFigures& figures);

}  // namespace truename::cli
