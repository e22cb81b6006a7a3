// wire: everything the program consists of, built by hand and in order; no logic.
#pragma once

#include "cli/program.h"

namespace truename::app {

// Finds policies/, models/ and web/ from where the binary stands, or from TRUENAME_HOME.
cli::Program make_program();

}  // namespace truename::app
