#include <cstdio>
#include <memory>

#include "base/json.h"
#include "cli/line_words.h"
#include "cli/program.h"
#include "document/line_numbers.h"

namespace truename::cli {
namespace {

using registration::LifeChange;

struct Options {
  std::string data = "data";
  std::string number;
  bool json = false;
};

void print_life(const domain::Life& life) {
  std::printf("%s  %s\n", life.line.msisdn.get().c_str(), life.state.c_str());
  std::printf("  holder     %s\n",
              life.holder ? domain::holder_text(*life.holder).c_str() : "nobody");
  if (life.holder) std::printf("  proof      %s\n", life.proof.c_str());
  if (life.holder) std::printf("  card       %s\n", life.line.iccid.get().c_str());
  std::printf("  since      %s\n", timestamp_text(life.state_since).c_str());
  std::printf("  epoch      %u, revision %llu\n", life.epoch,
              static_cast<unsigned long long>(life.revision));
  for (const domain::LineMark mark : domain::kLineMarks) {
    if (life.marks.has(mark))
      std::printf("  mark       %s\n", std::string(mark_text(mark)).c_str());
  }
  for (const domain::RunningClock& clock : life.clocks) {
    std::printf("  clock      %s, due %s\n", clock.id.c_str(), timestamp_text(clock.due).c_str());
  }
}

std::string event_name(const domain::LifeEvent& event) {
  if (event.kind == domain::EventKind::clock) return "clock:" + event.clock;
  return std::string(domain::event_text(event.kind));
}

std::string who(const domain::LifeEvent& event) {
  if (!event.by) return "nobody";
  return std::string(domain::role_text(event.by->role)) + " " + event.by->id.get();
}

Value change_value(const LifeChange& change) {
  return Value()
      .set("event", domain::event_value(change.event))
      .set("rule", change.rule)
      .set("from", change.before.state)
      .set("to", change.after.state)
      .set("refused", change.refusal ? change.refusal->code : "")
      .set("revision", static_cast<std::int64_t>(change.after.revision))
      .set("policy", change.policy_id)
      .set("policy_digest", digest_text(change.policy_digest));
}

void print_change(const LifeChange& change) {
  std::printf("%s  %-16s %s\n", timestamp_text(change.event.at).c_str(),
              event_name(change.event).c_str(), what_moved(change).c_str());
  std::printf("    rule %s of %s, by %s\n", change.rule.c_str(), change.policy_id.c_str(),
              who(change.event).c_str());
}

Result<domain::Msisdn> number_of(const Options& options) {
  return document::parse_msisdn(options.number);
}

Status line_show(const Program& program, const Options& options) {
  const domain::Msisdn msisdn = TRY(number_of(options));
  const auto store = TRY(program.open_store(options.data, StoreAccess::read_only));
  const auto life = TRY(store->lives().find(msisdn));
  if (!life) {
    return fail(ErrorCode::not_found, "Nothing ever happened to this number in " + options.data +
                                          "; look at the number and the data folder.");
  }
  if (options.json) {
    print_json(domain::life_value(*life));
  } else {
    print_life(*life);
  }
  return {};
}

Status line_history(const Program& program, const Options& options) {
  const domain::Msisdn msisdn = TRY(number_of(options));
  const auto store = TRY(program.open_store(options.data, StoreAccess::read_only));
  Array values;
  TRY_STATUS(store->lives().replay_of(msisdn, [&](const LifeChange& change) {
    if (options.json) values.push_back(change_value(change));
    if (!options.json) print_change(change);
    return Status();
  }));
  if (options.json) print_json(Value().set("events", std::move(values)));
  return {};
}

Verb line_verb(const char* name, const char* help, const Program& program,
               Status (*run)(const Program&, const Options&)) {
  auto options = std::make_shared<Options>();  // shared by the parser and the closure that runs
  return {.name = name,
          .help = help,
          .texts = {{"number", "the number, as +8613900000001", &options->number, Need::required},
                    {"--data", "data folder", &options->data}},
          .numbers = {},
          .flags = {{"--json", "print one JSON object", &options->json}},
          .run = [&program, options, run] {
            const Status done = run(program, *options);
            return done ? kExitOk : report(done.error());
          }};
}

}  // namespace

std::string masked(const domain::Msisdn& msisdn) {
  std::string out = msisdn.get();
  for (std::size_t i = 5; i + 2 < out.size(); ++i) out[i] = '*';
  return out;
}

std::string what_moved(const LifeChange& change) {
  if (change.refusal) return "refused: " + change.refusal->code;
  if (change.before.state == change.after.state) return change.after.state + " stays";
  return change.before.state + " -> " + change.after.state;
}

Verb line_show_verb(const Program& program) {
  return line_verb("line show", "Show one line: state, holder, clocks.", program, line_show);
}

Verb line_history_verb(const Program& program) {
  return line_verb("line history", "Show every event of one number, with its rule.", program,
                   line_history);
}

}  // namespace truename::cli
