#include "app/wire.h"

// Builds the program by hand (wire.cc) and runs the verb asked for.
int main(int argc, char** argv) {
  const truename::cli::Program program = truename::app::make_program();
  return truename::cli::run_command_line(argc, argv, truename::cli::all_verbs(program));
}
