#include <cstdio>
#include <memory>

#include "base/toml.h"
#include "cli/pack_files.h"
#include "cli/program.h"
#include "policy/diff.h"
#include "policy/parse.h"

namespace truename::cli {
namespace {

struct Options {
  std::string older;
  std::string newer;
  bool json = false;
};

// Only packs that hold are compared: of a broken one nobody knows what it would do.
Result<Value> read_tree(const Program& program, const std::string& pack) {
  const auto path = TRY(pack_path(program.home, pack));
  const auto files = TRY(read_pack_files(path));
  const std::string name = path.filename().string();
  TRY_STATUS(policy::parse_pack(files.text, name));
  return parse_toml(files.text, name);
}

Result<std::vector<policy::ToldChange>> diff(const Program& program, const Options& options) {
  const Value older = TRY(read_tree(program, options.older));
  const Value newer = TRY(read_tree(program, options.newer));
  return policy::tell_changes(older, newer);
}

int run_diff(const Program& program, const Options& options) {
  const auto changes = diff(program, options);
  if (!changes) return report(changes.error());
  if (options.json) {
    Array told;
    for (const policy::ToldChange& change : *changes) told.push_back(policy::told_value(change));
    print_json(Value()
                   .set("older", options.older)
                   .set("newer", options.newer)
                   .set("changes", std::move(told)));
    return kExitOk;
  }
  for (const policy::ToldChange& change : *changes) std::printf("%s\n", change.sentence.c_str());
  std::printf("%zu changes\n", changes->size());
  return kExitOk;
}

}  // namespace

Verb policy_diff_verb(const Program& program) {
  auto options = std::make_shared<Options>();  // shared by the parser and the closure that runs
  return {.name = "policy diff",
          .help = "Say in words what changes for whom between two packs.",
          .texts = {{"older", "pack id, or path of its .toml", &options->older, Need::required},
                    {"newer", "pack id, or path of its .toml", &options->newer, Need::required}},
          .numbers = {},
          .flags = {{"--json", "print one JSON object", &options->json}},
          .run = [&program, options] { return run_diff(program, *options); }};
}

}  // namespace truename::cli
