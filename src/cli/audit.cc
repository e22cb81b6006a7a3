#include <cstdio>
#include <memory>

#include "audit/receipt.h"
#include "base/files.h"
#include "base/json.h"
#include "cli/program.h"

namespace truename::cli {
namespace {

int run_audit_verify(const Program& program, const std::string& data, bool json) {
  const auto state = program.verify_data(data);
  if (!state) return report(state.error());
  if (json) {
    print_json(Value()
                   .set("size", static_cast<std::int64_t>(state->size))
                   .set("root", to_hex(state->root)));
  } else {
    std::printf("size %llu\nroot %s\n", static_cast<unsigned long long>(state->size),
                to_hex(state->root).c_str());
  }
  return kExitOk;
}

struct ProveOptions {
  std::string receipt;
  std::string public_key;
  bool json = false;
};

Result<audit::Receipt> prove(const ProveOptions& options) {
  const std::string text = TRY(read_text_file(options.receipt, audit::kReceiptLimitBytes));
  const audit::Receipt receipt = TRY(audit::parse_receipt(text));
  TRY_STATUS(audit::verify_receipt(receipt));
  const std::string key = to_hex(receipt.checkpoint.public_key);
  if (!options.public_key.empty() && options.public_key != key) {
    return fail(ErrorCode::bad_input,
                "The receipt is signed by another log (" + key + "); ask who issued it.");
  }
  return receipt;
}

int run_audit_prove(const ProveOptions& options) {
  const auto receipt = prove(options);
  if (!receipt) {
    report(receipt.error());
    return receipt.error().code == ErrorCode::not_found ? kExitBadInput : kExitFailure;
  }
  const audit::Checkpoint& checkpoint = receipt->checkpoint.checkpoint;
  const std::string key = to_hex(receipt->checkpoint.public_key);
  const std::string root = to_hex(checkpoint.root);
  if (options.json) {
    print_json(Value()
                   .set("valid", true)
                   .set("leaf_index", static_cast<std::int64_t>(receipt->leaf_index))
                   .set("size", static_cast<std::int64_t>(checkpoint.size))
                   .set("root", root)
                   .set("public_key", key));
    return kExitOk;
  }
  std::printf("This receipt holds: leaf %llu is in the log of %llu leaves signed by %s.\n",
              static_cast<unsigned long long>(receipt->leaf_index),
              static_cast<unsigned long long>(checkpoint.size), key.c_str());
  std::printf("root   %s\nrecord %s\n", root.c_str(), receipt->record.c_str());
  if (options.public_key.empty()) {
    std::printf("Compare the key with the one your operator publishes (--public-key).\n");
  }
  return kExitOk;
}

}  // namespace

Verb audit_verify_verb(const Program& program) {
  struct Options {
    std::string data = "data";
    bool json = false;
  };
  auto options = std::make_shared<Options>();  // shared by the parser and the closure that runs
  return {.name = "audit verify",
          .help = "Recompute the whole log; fails on any change to any past byte.",
          .texts = {{"--data", "data folder", &options->data}},
          .numbers = {},
          .flags = {{"--json", "print one JSON object", &options->json}},
          .run = [&program, options] {
            return run_audit_verify(program, options->data, options->json);
          }};
}

Verb audit_prove_verb() {
  auto options = std::make_shared<ProveOptions>();  // shared as above
  return {.name = "audit prove",
          .help = "Check a receipt against its signed checkpoint; needs no database.",
          .texts = {{"--receipt", "the receipt file", &options->receipt, Need::required},
                    {"--public-key", "the operator's published key, hex", &options->public_key}},
          .numbers = {},
          .flags = {{"--json", "print one JSON object", &options->json}},
          .run = [options] { return run_audit_prove(*options); }};
}

}  // namespace truename::cli
