#include <cstdio>
#include <memory>

#include "base/files.h"
#include "base/json.h"
#include "cli/line_words.h"
#include "cli/pack_files.h"
#include "cli/program.h"
#include "cli/sanction_file.h"
#include "registration/permission.h"

namespace truename::cli {
namespace {

struct Options {
  std::string data = "data";
  std::string policy = "cn-2019-12";
  std::string file;
  std::string list;
  std::string by;
  bool json = false;
};

Date today() { return date_of(SystemClock().now()); }

void print_report(const Options& options, const registration::SanctionReport& report) {
  Array refused;
  for (const auto& one : report.lines.refused) {
    refused.push_back(Value().set("line", masked(one.msisdn)).set("code", one.code));
    if (!options.json)
      std::printf("%s refused: %s\n", masked(one.msisdn).c_str(), one.code.c_str());
  }
  if (options.json) {
    print_json(Value()
                   .set("list", options.list)
                   .set("entries", static_cast<std::int64_t>(report.entries))
                   .set("lines_told", static_cast<std::int64_t>(report.lines.told))
                   .set("lines_lifted", static_cast<std::int64_t>(report.lines.lifted))
                   .set("refused", std::move(refused)));
    return;
  }
  std::printf("%s: %zu entries, %zu lines told, %zu lifted, %zu refused\n", options.list.c_str(),
              report.entries, report.lines.told, report.lines.lifted, report.lines.refused.size());
}

Status run_import(const Program& program, const Options& options) {
  registration::SanctionImport import;
  import.list = options.list;
  import.actor =
      TRY(program.open_authenticator(options.data)->authenticate(TRY(read_token(options.by))));
  TRY_STATUS(registration::permit(import.actor, registration::Act::import_sanctions));
  const std::string text = TRY(read_text_file(options.file, kSanctionFileLimitBytes));
  import.rows = TRY(parse_sanction_file(text, today()));
  const auto counter =
      TRY(program.open_counter(options.data, options.policy, PackSource::as_it_lies));
  print_report(options, TRY(registration::import_sanctions(import, counter->sanctions(),
                                                           counter->setting())));
  return {};
}

Status run_list(const Program& program, const Options& options) {
  const auto lists = TRY(program.open_sanctions(options.data));
  Array values;
  for (const registration::SanctionListState& list : TRY(lists->all(today()))) {
    values.push_back(Value()
                         .set("list", list.head.id)
                         .set("entries", static_cast<std::int64_t>(list.entries))
                         .set("in_force", static_cast<std::int64_t>(list.in_force))
                         .set("imported_at", timestamp_text(list.head.imported_at))
                         .set("by", list.head.by.id.get()));
    if (options.json) continue;
    std::printf("%-32s %8zu entries %8zu in force  %s by %s\n", list.head.id.c_str(), list.entries,
                list.in_force, timestamp_text(list.head.imported_at).c_str(),
                list.head.by.id.get().c_str());
  }
  if (options.json) print_json(Value().set("lists", std::move(values)));
  return {};
}

}  // namespace

Verb sanctions_import_verb(const Program& program) {
  auto o = std::make_shared<Options>();  // shared by the parser and the closure that runs
  return {
      .name = "sanctions import",
      .help = "Import a sanction list; it replaces the one of the same id whole.",
      .texts = {{"file", "CSV or JSON lines, docs/formats/sanctions.md", &o->file, Need::required},
                {"--list", "the list's id", &o->list, Need::required},
                {"--by", "token of a fraud officer or an administrator, or @FILE", &o->by,
                 Need::required},
                {"--policy", "policy pack id", &o->policy},
                {"--data", "data folder", &o->data}},
      .numbers = {},
      .flags = {{"--json", "print one JSON object", &o->json}},
      .run = [&program, o] {
        const Status done = run_import(program, *o);
        return done ? kExitOk : report(done.error());
      }};
}

Verb sanctions_list_verb(const Program& program) {
  auto o = std::make_shared<Options>();  // as above
  return {.name = "sanctions list",
          .help = "List the sanction lists that are kept, with how many entries are in force.",
          .texts = {{"--data", "data folder", &o->data}},
          .numbers = {},
          .flags = {{"--json", "print one JSON object", &o->json}},
          .run = [&program, o] {
            const Status done = run_list(program, *o);
            return done ? kExitOk : report(done.error());
          }};
}

}  // namespace truename::cli
