#include <cstdio>
#include <memory>

#include "cli/pack_files.h"
#include "cli/program.h"
#include "registration/clerk_conduct.h"

namespace truename::cli {
namespace {

constexpr std::int64_t kDayMs = 24 * 60 * 60 * 1000;

struct Options {
  std::string data = "data";
  std::string as;
  int days = 30;
  bool json = false;
};

void print_clerk(const registration::ClerkConduct& one) {
  std::printf("%-20s %5d cases, %d exceptions, %d confirmed", one.clerk.c_str(), one.cases,
              one.exceptions, one.confirmed);
  if (one.by_confirmer > 0) std::printf(" (%d by %s)", one.by_confirmer, one.confirmer.c_str());
  std::printf(", %d after a refusal, %d reused pictures, %d limits, %d outlets, %d devices\n",
              one.after_refusal, one.pictures_reused, one.limits_reached, one.outlets, one.devices);
  for (const std::string& signal : one.signals) std::printf("    %s\n", signal.c_str());
}

Status fraud_clerks(const Program& program, const Options& options) {
  if (options.days < 1 || options.days > 3660) {
    return fail(ErrorCode::bad_input, "Give --days from 1 to 3660.");
  }
  const auto authenticator = program.open_authenticator(options.data);
  const auto asks = TRY(authenticator->authenticate(TRY(read_token(options.as))));
  const auto traces = TRY(program.open_case_traces(options.data));
  const Timestamp since{SystemClock().now().unix_ms - options.days * kDayMs};
  const auto clerks = TRY(registration::clerk_conduct(asks, since, *traces));
  if (options.json) {
    print_json(registration::conduct_value(since, clerks));
    return {};
  }
  for (const registration::ClerkConduct& one : clerks) print_clerk(one);
  std::printf("%zu clerks since %s; docs/formats/conduct.md says what each signal means\n",
              clerks.size(), date_text(date_of(since)).c_str());
  return {};
}

}  // namespace

Verb fraud_clerks_verb(const Program& program) {
  auto options = std::make_shared<Options>();  // shared by the parser and the closure that runs
  Options& o = *options;
  return {.name = "fraud clerks",
          .help = "What stands out in how clerks enter cases, for the fraud role.",
          .texts = {{"--data", "data folder", &o.data},
                    {"--as", "token of a fraud officer, or @FILE with it", &o.as, Need::required}},
          .numbers = {{"--days", "how far back", &o.days}},
          .flags = {{"--json", "print one JSON object", &o.json}},
          .run = [&program, options] {
            const Status done = fraud_clerks(program, *options);
            return done ? kExitOk : report(done.error());
          }};
}

}  // namespace truename::cli
