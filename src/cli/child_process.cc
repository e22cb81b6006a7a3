#include "cli/child_process.h"

#include <sys/wait.h>
#include <unistd.h>

namespace truename::cli {
namespace {

constexpr std::size_t kOutputLimitBytes = 1024 * 1024;  // as much as our JSON reader takes
constexpr int kNoSuchProgram = 127;                     // as shells say it

[[noreturn]] void become(const std::vector<std::string>& command, int output) {
  std::vector<char*> arguments;
  for (const std::string& part : command) arguments.push_back(const_cast<char*>(part.c_str()));
  arguments.push_back(nullptr);
  dup2(output, STDOUT_FILENO);
  execvp(arguments[0], arguments.data());
  _exit(kNoSuchProgram);
}

}  // namespace

Result<std::string> output_of(const std::vector<std::string>& command) {
  int ends[2];
  if (pipe(ends) != 0) return fail(ErrorCode::internal, "No pipe could be opened.");
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    become(command, ends[1]);
  }
  close(ends[1]);
  std::string output;
  char block[4096];
  for (ssize_t count = 0; (count = read(ends[0], block, sizeof block)) > 0;) {
    if (output.size() <= kOutputLimitBytes) output.append(block, static_cast<std::size_t>(count));
  }
  close(ends[0]);
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child) {
    return fail(ErrorCode::internal, command[0] + " could not be started.");
  }
  if (output.size() > kOutputLimitBytes) {
    return fail(ErrorCode::too_large, command[0] + " printed over 1 MiB.");
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == kNoSuchProgram) {
    return fail(ErrorCode::not_found, "There is no program " + command[0] + ".");
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return fail(ErrorCode::internal, command[0] + " failed; its own message stands above.");
  }
  return output;
}

}  // namespace truename::cli
