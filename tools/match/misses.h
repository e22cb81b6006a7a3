// Which genuine pairs are missed, and how sure a TAR is that rests on few persons; names nobody.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "face/detect.h"
#include "tools/match/templates.h"

namespace truename::match {

struct Misses {
  double threshold = 0;     // a score above it is a match: at most 1e-4 of the impostor pairs
  std::size_t genuine = 0;  // pairs
  std::size_t missed = 0;   // of them
  std::size_t persons = 0;  // of whom a pair is missed
  std::size_t failing = 0;  // pictures missed in more than half of two or more pairs
  std::size_t failing_persons = 0;
  std::size_t touching = 0;    // missed pairs of a failing picture
  std::size_t only_pairs = 0;  // missed pairs of persons who have no other
};
// All pairs of `templates`; `subjects` name the person of each.
Misses misses_of(const std::vector<std::string>& subjects, const Templates& templates);

// Prints whether the right one of several faces is taken, then the misses, and percentiles of the
// TAR over drawings of the persons with replacement. Then the same without the pictures whose paths
// the file `without` lists, if one is named.
Status study_misses(const face::Detector& detector, const std::string& images,
                    const std::vector<Picture>& pictures, Templates templates,
                    const std::string& without);

}  // namespace truename::match
