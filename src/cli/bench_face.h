// What the face part costs for two live pictures of one size; the registration has its own figures.
#pragma once

#include <string>
#include <vector>

#include "base/value.h"
#include "cli/peak_rate.h"
#include "cli/program.h"
#include "face/examiner.h"

namespace truename::cli {

// Two encoded pictures; in the fixtures 720x960 JPEGs of two rendered persons.
struct FacePictures {
  Bytes probe;
  Bytes portrait;
};
Result<FacePictures> fixture_pictures(const Program& program);

struct FaceStage {
  std::string name;
  double cpu_ms = 0;
  double mega_macs = 0;  // multiply-adds of its networks, in millions; 0 where it has none
};

struct FaceFigures {
  std::vector<FaceStage> stages;   // medians
  double face_part_ms = 0;         // median of the sums, decoding included
  double first_answer_ms = 0;      // wall time from the start of the process to the first evidence
  double first_answer_cpu_ms = 0;  // CPU of all threads in that time
  double resident_mb = 0;          // with the face networks and nothing else loaded
  PeakRate peak;
};
// bad_input when the pictures stop the examination before the comparison.
Result<FaceFigures> measure_face_part(const Program& program, const FacePictures& pictures,
                                      int rounds);
// Decoding of both and the whole examination; what is measured above and in bench_parallel.
Result<face::TimedEvidence> examine_pair(const face::Examiner& examiner,
                                         const FacePictures& pictures, double& decode_ms);

void print_face_figures(const FaceFigures& figures);
Value face_figures_json(const FaceFigures& figures);

double median(std::vector<double> values);
// Now, and the most so far.
double resident_now_mb();
double resident_most_mb();
// The CPU of all threads of this process.
double process_cpu_ms();

}  // namespace truename::cli
