#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <map>

namespace truename::cli {
namespace {

constexpr const char* kAbout =
    "truename registers lines under a real-name rule with a face check, one person against one\n"
    "claimed identity. Exit codes: 0 approved or done, 10 referred, 11 rejected, 2 bad input, "
    "1 failure.";

using Groups = std::map<std::string, CLI::App*>;

// "audit verify": `audit` is made on first use and carries the verbs below it.
CLI::App* command_for(CLI::App& program, Groups& groups, const Verb& verb) {
  const std::size_t space = verb.name.find(' ');
  if (space == std::string::npos) return program.add_subcommand(verb.name, verb.help);
  const std::string group = verb.name.substr(0, space);
  CLI::App*& parent = groups[group];
  if (parent == nullptr) {
    parent = program.add_subcommand(group, "See truename " + group + " --help");
    parent->require_subcommand(1);
  }
  return parent->add_subcommand(verb.name.substr(space + 1), verb.help);
}

void add_options(CLI::App& command, const Verb& verb) {
  for (const TextOption& option : verb.texts) {
    CLI::Option* const added = command.add_option(option.name, *option.value, option.help);
    if (option.need == Need::required) added->required();
    if (!option.value->empty()) added->capture_default_str();
  }
  for (const NumberOption& option : verb.numbers) {
    command.add_option(option.name, *option.value, option.help)->capture_default_str();
  }
  for (const FlagOption& option : verb.flags) {
    command.add_flag(option.name, *option.value, option.help);
  }
}

}  // namespace

int run_command_line(int argc, char** argv, const std::vector<Verb>& verbs) {
  CLI::App program(kAbout, "truename");
  program.require_subcommand(1);
  const Verb* chosen = nullptr;
  Groups groups;
  for (const Verb& verb : verbs) {
    CLI::App* const command = command_for(program, groups, verb);
    add_options(*command, verb);
    command->callback([&chosen, &verb] { chosen = &verb; });
  }
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {  // CLI11 tells --help and mistakes alike by throwing
    return program.exit(error) == 0 ? kExitOk : kExitBadInput;
  }
  return chosen->run();
}

}  // namespace truename::cli
