#include <cstdio>

#include "base/json.h"
#include "cli/program.h"

namespace truename::cli {

std::vector<Verb> all_verbs(const Program& program) {
  return {serve_verb(program),
          register_verb(program),
          compare_verb(program),
          capture_verb(program),
          inspect_verb(program),
          audit_verify_verb(program),
          audit_prove_verb(),
          policy_check_verb(program),
          policy_test_verb(program),
          policy_explain_verb(program),
          policy_draw_verb(program),
          policy_keygen_verb(),
          policy_sign_verb(program),
          policy_trust_verb(program),
          policy_activate_verb(program),
          policy_diff_verb(program),
          principal_add_verb(),
          principal_list_verb(),
          principal_suspend_verb(),
          principal_restore_verb(),
          models_list_verb(program),
          models_time_verb(program),
          models_verify_verb(program),
          models_calibrate_verb(program),
          evaluate_verb(program),
          bench_verb(program),
          timers_due_verb(program),
          line_show_verb(program),
          line_history_verb(program),
          line_ask_verb(program),
          lines_reverify_verb(program),
          sanctions_import_verb(program),
          sanctions_list_verb(program),
          network_import_verb(program),
          network_devices_verb(program),
          simulate_verb(program),
          fraud_clerks_verb(program)};
}

std::vector<TextOption> with_services(std::vector<TextOption> texts, Services& services) {
  texts.push_back({"--authority-url", "identity authority, docs/formats/authority.md",
                   &services.authority_url});
  texts.push_back({"--authority-token-file", "its bearer token; the count service's too",
                   &services.authority_token_file});
  texts.push_back(
      {"--count-url", "service that counts lines over all operators", &services.count_url});
  return texts;
}

int report(const Error& error) {
  std::fprintf(stderr, "truename: %s\n", error.message.c_str());
  switch (error.code) {
    case ErrorCode::bad_input:
    case ErrorCode::unauthenticated:
    case ErrorCode::forbidden:
    case ErrorCode::not_found:
    case ErrorCode::conflict:
    case ErrorCode::too_large:
      return kExitBadInput;
    case ErrorCode::unavailable:
    case ErrorCode::corrupt:
    case ErrorCode::internal:
      return kExitFailure;
  }
  return kExitFailure;
}

void print_json(const Value& value) { std::printf("%s\n", write_json(value).c_str()); }

}  // namespace truename::cli
