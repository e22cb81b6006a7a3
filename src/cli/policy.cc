#include <cstdio>
#include <memory>

#include "base/files.h"
#include "cli/pack_files.h"
#include "cli/program.h"
#include "policy/decide.h"
#include "policy/draw_life.h"
#include "policy/explain.h"
#include "policy/golden.h"
#include "policy/signature.h"

namespace truename::cli {
namespace {

constexpr std::size_t kCasesLimitBytes = 1024 * 1024;

struct Options {
  std::string pack = "cn-2019-12";
  std::string data = "data";
  std::string case_id;
  bool json = false;
};

// What stands beside the pack: "absent", "not_trusted" (by a key that this data folder does not
// know, so that the bytes alone are compared), or the id of the trusted key that signed it.
Result<std::string> check_signature(const Program& program, const Options& options) {
  const auto files = TRY(read_pack_files(TRY(pack_path(program.home, options.pack))));
  if (files.signature_text.empty()) return "absent";
  const auto signature = TRY(policy::parse_signature(files.signature_text, files.id + ".sig"));
  const auto key = policy::find_key(TRY(read_trusted_keys(options.data)), signature.key_id);
  if (key) {
    TRY_STATUS(policy::verify_pack(signature, key->public_key, files.id, files.text));
    return signature.key_id;
  }
  if (signature.pack_digest == sha256(as_bytes(files.text))) return "not_trusted";
  return fail(ErrorCode::corrupt,
              "pack.changed: " + files.id + " is not what was signed; sign it again.");
}

int run_check(const Program& program, const Options& options) {
  const auto pack = program.read_pack(options.pack);
  if (!pack) return report(pack.error());
  const auto signature = check_signature(program, options);
  if (!signature) return report(signature.error());
  Array unconfirmed(pack->unconfirmed.begin(), pack->unconfirmed.end());
  if (options.json) {
    print_json(Value()
                   .set("id", pack->id)
                   .set("digest", digest_text(pack->digest))
                   .set("rules", static_cast<std::int64_t>(pack->rules.size()))
                   .set("signature", *signature)
                   .set("unconfirmed", std::move(unconfirmed)));
    return kExitOk;
  }
  std::printf("%s holds: %zu rules, %s\nsignature: %s\n", pack->id.c_str(), pack->rules.size(),
              digest_text(pack->digest).c_str(), signature->c_str());
  for (const std::string& gap : pack->unconfirmed) std::printf("unconfirmed: %s\n", gap.c_str());
  return kExitOk;
}

int run_draw(const Program& program, const Options& options) {
  const auto pack = program.read_pack(options.pack);
  if (!pack) return report(pack.error());
  std::fputs(policy::draw_life(*pack).c_str(), stdout);
  return kExitOk;
}

Result<policy::GoldenReport> golden(const Program& program, const Options& options) {
  const policy::Pack pack = TRY(program.read_pack(options.pack));
  const std::string file = options.pack + ".cases.toml";
  const std::string text = TRY(read_text_file(program.home / "policies" / file, kCasesLimitBytes));
  return policy::run_golden_cases(pack, text, file);
}

int run_test(const Program& program, const Options& options) {
  const auto result = golden(program, options);
  if (!result) return report(result.error());
  for (const std::string& failure : result->failures) std::printf("FAILED %s\n", failure.c_str());
  if (options.json) {
    print_json(Value()
                   .set("cases", static_cast<std::int64_t>(result->cases))
                   .set("failed", static_cast<std::int64_t>(result->failures.size())));
  } else {
    std::printf("%zu golden cases, %zu failed\n", result->cases, result->failures.size());
  }
  return result->failures.empty() ? kExitOk : kExitFailure;
}

// The decision is made again from the stored evidence and the pack of the same digest (R119).
int run_explain(const Program& program, const Options& options) {
  const auto found = program.find_case(options.data, domain::CaseId(options.case_id));
  if (!found) return report(found.error());
  const domain::CaseRecord& record = found->record;
  const auto pack = program.read_pack(record.policy_id);
  if (!pack) return report(pack.error());
  if (pack->digest != record.policy_digest) {
    return report({ErrorCode::conflict,
                   "The pack " + record.policy_id + " has changed since; put the version with " +
                       digest_text(record.policy_digest) + " back to replay this case."});
  }
  const domain::Decision again = policy::decide(record.evidence, *pack);
  const bool same = again == record.decision;
  if (options.json) {
    print_json(Value()
                   .set("case_id", options.case_id)
                   .set("replayed_equal", same)
                   .set("decision", domain::decision_value(again))
                   .set("evidence", domain::evidence_value(record.evidence)));
  } else {
    std::printf("%s\nreplay: %s\n", policy::explain(record.evidence, *pack).c_str(),
                same ? "the same decision" : "ANOTHER DECISION than the one recorded");
  }
  return same ? kExitOk : kExitFailure;
}

Verb make(const Program& program, const char* name, const char* help,
          int (*run)(const Program&, const Options&)) {
  auto options = std::make_shared<Options>();  // shared by the parser and the closure that runs
  return {.name = name,
          .help = help,
          .texts = {{"pack", "policy pack id", &options->pack}},
          .numbers = {},
          .flags = {{"--json", "print one JSON object", &options->json}},
          .run = [&program, options, run] { return run(program, *options); }};
}

}  // namespace

Verb policy_check_verb(const Program& program) {
  auto options = std::make_shared<Options>();  // shared as above
  return {.name = "policy check",
          .help = "Parse a pack, verify its signature; names what is wrong or unconfirmed.",
          .texts = {{"pack", "policy pack id", &options->pack},
                    {"--data", "data folder, whose trusted keys count", &options->data}},
          .numbers = {},
          .flags = {{"--json", "print one JSON object", &options->json}},
          .run = [&program, options] { return run_check(program, *options); }};
}

Verb policy_test_verb(const Program& program) {
  return make(program, "policy test", "Run the golden cases that stand beside a pack.", run_test);
}

Verb policy_draw_verb(const Program& program) {
  return make(program, "policy draw",
              "Draw the life of a line under a pack, as docs/life holds it.", run_draw);
}

Verb policy_explain_verb(const Program& program) {
  auto options = std::make_shared<Options>();  // shared as above
  return {.name = "policy explain",
          .help = "Replay a recorded case and say which rules decided it.",
          .texts = {{"case", "the case id", &options->case_id, Need::required},
                    {"--data", "data folder", &options->data}},
          .numbers = {},
          .flags = {{"--json", "print one JSON object", &options->json}},
          .run = [&program, options] { return run_explain(program, *options); }};
}

}  // namespace truename::cli
