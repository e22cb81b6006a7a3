// The command line as data: verbs declare options, one file turns them into CLI11; no verb logic.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace truename::cli {

// Exit codes that scripts rely on.
constexpr int kExitOk = 0;  // also: approved
constexpr int kExitFailure = 1;
constexpr int kExitBadInput = 2;
constexpr int kExitReferred = 10;
constexpr int kExitRejected = 11;

enum class Need { required, optional };

struct TextOption {
  std::string name;  // "--data", or "document" for a positional
  std::string help;
  std::string* value;
  Need need = Need::optional;
};
struct NumberOption {
  std::string name;
  std::string help;
  int* value;
};
struct FlagOption {
  std::string name;
  std::string help;
  bool* value;
};

struct Verb {
  std::string name;  // "audit verify" nests
  std::string help;
  std::vector<TextOption> texts;
  std::vector<NumberOption> numbers;
  std::vector<FlagOption> flags;
  std::function<int()> run;  // gives the exit code
};

// Parses and runs the verb asked for. Usage errors go to standard error with exit code 2.
int run_command_line(int argc, char** argv, const std::vector<Verb>& verbs);

}  // namespace truename::cli
