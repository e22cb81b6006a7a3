// truename beside what somebody would pick instead, on the same pictures; peers are other programs.
#pragma once

#include "cli/bench_face.h"

namespace truename::cli {

// One program's way through the pair list.
struct PeerRun {
  std::string name;
  std::vector<double> cpu_ms;  // a check of one pair
  std::vector<double> wall_ms;
  std::vector<double> scores;  // the lowest where no face was found
  double resident_mb = 0;      // the most
};

struct PeerFigures {
  std::string name;
  double cpu_ms = 0;  // medians over the pairs of 720x960 pictures
  double wall_ms = 0;
  double cpu_ratio = 1;      // over truename, measured just before and just after
  double resident_mb = 0;    // the most
  double fixture_error = 0;  // equal error rate on rendered people: a smoke test
  double lfw_error = -1;     // equal error rate on the LFW subset; negative where it is absent
};

struct PeerReport {
  std::vector<PeerFigures> programs;  // truename first
  std::vector<std::string> missing;   // one sentence for each peer that was not measured
  std::size_t fixture_pairs = 0;
  std::size_t lfw_pairs = 0;
};

Result<PeerReport> measure_peers(const Program& program);
void print_peers(const PeerReport& report);
Value peers_json(const PeerReport& report);

}  // namespace truename::cli
