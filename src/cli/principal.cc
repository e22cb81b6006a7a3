#include <cstdio>
#include <memory>

#include "adapters/token_file/token_file.h"
#include "cli/program.h"

namespace truename::cli {
namespace {

struct Options {
  std::string id;
  std::string data = "data";
  std::string role;
  std::string outlet;
  std::string not_after;
  bool json = false;
};

Result<adapters::PrincipalEntry> parse_entry(const Options& options) {
  adapters::PrincipalEntry out;
  out.principal.id = TRY(domain::parse_principal_id(options.id));
  const auto role = domain::parse_role(options.role);
  if (!role) {
    std::string known;
    for (const domain::Role one : domain::all_roles()) {
      known += (known.empty() ? "" : ", ") + std::string(domain::role_text(one));
    }
    return fail(ErrorCode::bad_input, "There is no role \"" + options.role + "\": " + known + ".");
  }
  out.principal.role = *role;
  if (!options.outlet.empty() && !domain::is_outlet(options.outlet)) {
    return fail(ErrorCode::bad_input,
                "An outlet's code has 1 to 64 characters a-z, 0-9, \"-\" and \".\".");
  }
  out.principal.outlet = options.outlet;
  if (options.not_after.empty()) return out;
  out.not_after = parse_date(options.not_after);
  if (out.not_after) return out;
  return fail(ErrorCode::bad_input, "--not-after is a date, such as 2027-01-31.");
}

int run_add(const Options& options) {
  auto entry = parse_entry(options);
  if (!entry) return report(entry.error());
  const auto token = adapters::add_principal(options.data, *std::move(entry));
  if (!token) return report(token.error());
  if (options.json) {
    print_json(Value().set("id", options.id).set("role", options.role).set("token", *token));
  } else {
    std::printf("%s\n", token->c_str());
    std::fprintf(stderr, "This is the token of %s. It is shown once; only its hash is kept.\n",
                 options.id.c_str());
  }
  return kExitOk;
}

Value entry_value(const adapters::PrincipalEntry& entry) {
  return Value()
      .set("id", entry.principal.id.get())
      .set("role", domain::role_text(entry.principal.role))
      .set("outlet", entry.principal.outlet)
      .set("not_after", entry.not_after ? Value(date_text(*entry.not_after)) : Value())
      .set("suspended", entry.standing == adapters::Standing::suspended);
}

int run_list(const Options& options) {
  const auto entries = adapters::list_principals(options.data);
  if (!entries) return report(entries.error());
  if (options.json) {
    Array rows;
    for (const adapters::PrincipalEntry& entry : *entries) rows.push_back(entry_value(entry));
    print_json(Value().set("principals", std::move(rows)));
    return kExitOk;
  }
  for (const adapters::PrincipalEntry& entry : *entries) {
    const bool suspended = entry.standing == adapters::Standing::suspended;
    std::printf("%-24s %-14s %-16s %-10s %s\n", entry.principal.id.get().c_str(),
                std::string(domain::role_text(entry.principal.role)).c_str(),
                entry.principal.outlet.empty() ? "-" : entry.principal.outlet.c_str(),
                entry.not_after ? date_text(*entry.not_after).c_str() : "-",
                suspended ? "suspended" : "active");
  }
  return kExitOk;
}

int run_standing(const Options& options, adapters::Standing standing) {
  const auto id = domain::parse_principal_id(options.id);
  if (!id) return report(id.error());
  const Status done = adapters::set_standing(options.data, *id, standing);
  if (!done) return report(done.error());
  const bool suspended = standing == adapters::Standing::suspended;
  std::printf("%s is %s.\n", options.id.c_str(), suspended ? "suspended" : "active");
  return kExitOk;
}

Verb standing_verb(const char* name, const char* help, adapters::Standing standing) {
  auto options = std::make_shared<Options>();  // shared by the parser and the closure that runs
  return {.name = name,
          .help = help,
          .texts = {{"id", "the principal's id", &options->id, Need::required},
                    {"--data", "data folder", &options->data}},
          .numbers = {},
          .flags = {},
          .run = [options, standing] { return run_standing(*options, standing); }};
}

}  // namespace

Verb principal_add_verb() {
  auto options = std::make_shared<Options>();  // shared as above
  return {
      .name = "principal add",
      .help = "Add somebody who may act; prints the token, once.",
      .texts = {{"id", "a-z, 0-9, \"-\" and \".\"", &options->id, Need::required},
                {"--data", "data folder; made when absent", &options->data},
                {"--role",
                 "clerk, reviewer, fraud, privacy, auditor, administrator, terminal, subscriber",
                 &options->role, Need::required},
                {"--outlet", "the outlet that a clerk or a terminal belongs to", &options->outlet},
                {"--not-after", "the token's last day", &options->not_after}},
      .numbers = {},
      .flags = {{"--json", "print one JSON object", &options->json}},
      .run = [options] { return run_add(*options); }};
}

Verb principal_list_verb() {
  auto options = std::make_shared<Options>();  // shared as above
  return {.name = "principal list",
          .help = "Show who may act; no tokens.",
          .texts = {{"--data", "data folder", &options->data}},
          .numbers = {},
          .flags = {{"--json", "print one JSON object", &options->json}},
          .run = [options] { return run_list(*options); }};
}

Verb principal_suspend_verb() {
  return standing_verb("principal suspend", "Refuse somebody from the next request on.",
                       adapters::Standing::suspended);
}

Verb principal_restore_verb() {
  return standing_verb("principal restore", "Let somebody who was suspended act again.",
                       adapters::Standing::active);
}

}  // namespace truename::cli
