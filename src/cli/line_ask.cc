#include <cstdio>
#include <memory>

#include "base/json.h"
#include "cli/line_words.h"
#include "cli/pack_files.h"
#include "cli/program.h"
#include "registration/ask_line.h"
#include "registration/reverify_lines.h"

namespace truename::cli {
namespace {

struct Options {
  std::string data = "data";
  std::string policy = "cn-2019-12";
  std::string as;
  std::string confirmed_by;
  registration::RawLineRequest raw;
  std::string batch;
  std::string held_before;
  std::string document;
  int limit = 1000;
  bool json = false;
};

Result<domain::Principal> principal(const Program& program, const Options& options,
                                    const std::string& token) {
  const auto authenticator = program.open_authenticator(options.data);
  return authenticator->authenticate(TRY(read_token(token)));
}

Status line_ask(const Program& program, const Options& options) {
  auto request = TRY(
      registration::parse_line_request(options.raw, TRY(principal(program, options, options.as))));
  if (!options.confirmed_by.empty()) {
    request.confirmed_by = TRY(principal(program, options, options.confirmed_by));
  }
  const auto counter =
      TRY(program.open_counter(options.data, options.policy, PackSource::as_it_lies));
  const auto change = TRY(registration::ask_line(request, counter->setting()));
  if (options.json) {
    print_json(Value()
                   .set("outcome", change.refusal ? "refused" : "moved")
                   .set("rule", change.rule)
                   .set("code", change.refusal ? change.refusal->code : "")
                   .set("line", domain::life_value(change.after)));
    return {};
  }
  std::printf("%s  %s\n  rule %s\n", change.after.line.msisdn.get().c_str(),
              what_moved(change).c_str(), change.rule.c_str());
  if (change.refusal) std::printf("  %s\n", change.refusal->citation.c_str());
  return {};
}

Status lines_reverify(const Program& program, const Options& options) {
  registration::Batch batch;
  batch.name = options.batch;
  batch.actor = TRY(principal(program, options, options.as));
  batch.limit = static_cast<std::size_t>(options.limit);
  const auto before = parse_timestamp(options.held_before + "T00:00:00.000Z");
  if (!before) return fail(ErrorCode::bad_input, "Give --held-before as a day, as 2026-01-31.");
  batch.held_before = *before;
  if (!options.document.empty()) {
    batch.document = domain::parse_document_type(options.document);
    if (!batch.document) {
      return fail(ErrorCode::bad_input, "The document type is unknown; see policy_pack.md.");
    }
  }
  const auto counter =
      TRY(program.open_counter(options.data, options.policy, PackSource::as_it_lies));
  const auto report = TRY(registration::reverify_lines(batch, counter->setting()));
  std::printf("%s: %zu lines, %zu asked now, %zu before, %zu refused\n", batch.name.c_str(),
              report.matching, report.asked, report.before, report.refused);
  return {};
}

}  // namespace

Verb line_ask_verb(const Program& program) {
  auto o = std::make_shared<Options>();  // shared by the parser and the closure that runs
  return {.name = "line ask",
          .help = "Ask for something to happen to a line, by the pack's life table.",
          .texts = {{"number", "the number, as +8613900000001", &o->raw.msisdn, Need::required},
                    {"event", "an event of docs/formats/life.md", &o->raw.kind, Need::required},
                    {"--as", "token of who asks, or @FILE", &o->as, Need::required},
                    {"--key", "one a request; a UUID will do", &o->raw.key, Need::required},
                    {"--confirmed-by", "token of a second principal, or @FILE", &o->confirmed_by},
                    {"--proof", "approved case of whom it speaks of", &o->raw.proof},
                    {"--giver-proof", "approved case of who gives the line", &o->raw.giver_proof},
                    {"--card", "the card from now on", &o->raw.iccid},
                    {"--until", "when it ends by itself", &o->raw.until},
                    {"--reason", "a code", &o->raw.reason},
                    {"--policy", "policy pack id", &o->policy},
                    {"--data", "data folder", &o->data}},
          .numbers = {},
          .flags = {{"--json", "print one JSON object", &o->json}},
          .run = [&program, o] {
            const Status done = line_ask(program, *o);
            return done ? kExitOk : report(done.error());
          }};
}

Verb lines_reverify_verb(const Program& program) {
  auto o = std::make_shared<Options>();  // as above
  return {.name = "lines reverify",
          .help = "Ask the holders of a batch of lines to be verified again.",
          .texts = {{"batch", "a name; asked again, the batch goes on", &o->batch, Need::required},
                    {"--as", "token of who asks, or @FILE", &o->as, Need::required},
                    {"--held-before", "a day", &o->held_before, Need::required},
                    {"--document", "document type of the proof", &o->document},
                    {"--policy", "policy pack id", &o->policy},
                    {"--data", "data folder", &o->data}},
          .numbers = {{"--limit", "lines asked in this call", &o->limit}},
          .flags = {},
          .run = [&program, o] {
            const Status done = lines_reverify(program, *o);
            return done ? kExitOk : report(done.error());
          }};
}

}  // namespace truename::cli
