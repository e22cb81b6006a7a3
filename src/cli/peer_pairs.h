// The pairs on which truename and its peers are measured, and the error rate over them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace truename::cli {

struct PeerPair {
  bool same_person = false;
  std::filesystem::path first;
  std::filesystem::path second;
};

// Of rendered people: each live picture with the same person's card, and with the next person's
// live picture.
std::vector<PeerPair> fixture_pairs(const std::filesystem::path& home);
// Every tenth of LFW folds 1-5, half of them of one person; empty when ../shared/data/lfw is not
// there. Evaluation data, no part of the product.
Result<std::vector<PeerPair>> lfw_pairs(const std::filesystem::path& home);
// One pair a line, tabs between: 1 or 0, first picture, second picture.
std::string list_of(const std::vector<PeerPair>& pairs);

// Where as many pairs of one person fall below a score as pairs of two reach it; 0..1. `scores`
// begin at `offset` and are in the order of `pairs`.
double equal_error_rate(const std::vector<PeerPair>& pairs, const std::vector<double>& scores,
                        std::size_t offset);

}  // namespace truename::cli
