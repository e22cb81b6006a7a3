// Runs another program to its end and gives what it printed; no shell, no input, no timeout.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace truename::cli {

// In our process group, so that Ctrl-C ends it with us; its standard error is ours. not_found when
// the program does not exist, internal when it fails, too_large over 1 MiB of output.
Result<std::string> output_of(const std::vector<std::string>& command);

}  // namespace truename::cli
