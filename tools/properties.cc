// Plays random sequences of events against every pack of policies/ and prints the smallest that
// breaks an invariant: truename_properties [--sequences N] [--seed S]; exit code 1 when one does.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "policy/read_pack.h"
#include "simulation/sequence.h"

namespace {

namespace fs = std::filesystem;
using namespace truename;

constexpr std::uint64_t kAtOnce = 1000;  // between two signs of life

struct Options {
  std::uint64_t sequences = 100'000;
  std::uint64_t seed = 1;
};

bool parse(int argc, char** argv, Options& options) {
  for (int i = 1; i + 1 < argc; i += 2) {
    char* end = nullptr;
    const std::uint64_t value = std::strtoull(argv[i + 1], &end, 10);
    if (*end != '\0' || *argv[i + 1] == '\0') return false;
    if (std::strcmp(argv[i], "--sequences") == 0) {
      options.sequences = value;
    } else if (std::strcmp(argv[i], "--seed") == 0) {
      options.seed = value;
    } else {
      return false;
    }
  }
  return argc % 2 == 1;
}

// Rows of the pack's table that no sequence has moved by: what was not tried.
std::string unmoved(const policy::Pack& pack, const simulation::Moves& moves) {
  std::string out;
  for (const policy::LifeTransition& row : pack.life.transitions) {
    if (!moves.contains(row.id)) out += " " + row.id;
  }
  return out.empty() ? " none" : out;
}

bool holds(const policy::Pack& pack, const Options& options) {
  simulation::Moves moves;
  for (std::uint64_t done = 0; done < options.sequences; done += kAtOnce) {
    const std::uint64_t count = std::min(kAtOnce, options.sequences - done);
    const auto failure = simulation::first_failure(pack, options.seed + done, count, &moves);
    if (failure) {
      std::printf("%s, %s", pack.id.c_str(), simulation::failure_text(*failure).c_str());
      return false;
    }
    if (isatty(STDERR_FILENO) != 0) {
      std::fprintf(stderr, "\r%s %llu of %llu ", pack.id.c_str(),
                   static_cast<unsigned long long>(done + count),
                   static_cast<unsigned long long>(options.sequences));
    }
  }
  std::uint64_t moved = 0;
  for (const auto& [rule, count] : moves) moved += count;
  std::printf("%s: %llu sequences from seed %llu hold, %llu moves; rows never moved by:%s\n",
              pack.id.c_str(), static_cast<unsigned long long>(options.sequences),
              static_cast<unsigned long long>(options.seed), static_cast<unsigned long long>(moved),
              unmoved(pack, moves).c_str());
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!parse(argc, argv, options)) {
    std::fprintf(stderr, "usage: truename_properties [--sequences N] [--seed S]\n");
    return 2;
  }
  const char* const home = std::getenv("TRUENAME_HOME");
  const fs::path folder = fs::path(home == nullptr ? "." : home) / "policies";
  if (!fs::is_directory(folder)) {
    std::fprintf(stderr, "%s is no folder; start in the clone or set TRUENAME_HOME.\n",
                 folder.c_str());
    return 2;
  }
  bool all = true;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".toml") || name.ends_with(".cases.toml")) continue;
    const auto pack = policy::read_pack(entry.path());
    if (!pack) std::fprintf(stderr, "%s\n", pack.error().message.c_str());
    all = pack && holds(*pack, options) && all;
  }
  return all ? 0 : 1;
}
