#include <cstdio>
#include <map>
#include <memory>
#include <set>
#include <tuple>

#include "cli/line_words.h"
#include "cli/program.h"
#include "registration/change_line.h"

namespace truename::cli {
namespace {

using registration::DueClock;
using registration::LifeChange;

constexpr std::size_t kDueLimit = 10'000;  // rows looked at; more is no page for a person

struct Options {
  std::string data = "data";
  std::string policy = "cn-2019-12";
  std::string at;
  bool json = false;
};

// Everything that rings until then, as far as clocks alone decide: what one starts rings too.
class Foresight {
 public:
  Foresight(registration::Lives& lives, const policy::Pack& pack) : lives_(lives), pack_(pack) {}

  Result<std::vector<LifeChange>> until(Timestamp at) {
    for (const DueClock& clock : TRY(lives_.due(at, kDueLimit))) add(clock);
    std::vector<LifeChange> out;
    while (!due_.empty() && out.size() < kDueLimit) {
      const auto [when, number, clock] = *due_.begin();
      due_.erase(due_.begin());
      out.push_back(TRY(ring(domain::Msisdn(number), clock, when)));
      for (const domain::RunningClock& next : out.back().after.clocks) {
        if (next.due <= at) add({domain::Msisdn(number), next.id, next.due});
      }
    }
    return out;
  }

 private:
  void add(const DueClock& clock) { due_.insert({clock.due, clock.msisdn.get(), clock.clock}); }

  Result<LifeChange> ring(const domain::Msisdn& msisdn, const std::string& clock, Timestamp due) {
    const auto known = foreseen_.find(msisdn.get());
    auto life = known == foreseen_.end() ? TRY(lives_.find(msisdn))
                                         : std::optional<domain::Life>(known->second);
    if (!life) return fail(ErrorCode::corrupt, "A clock runs for a number without a life.");
    domain::LifeEvent event;
    event.kind = domain::EventKind::clock;
    event.clock = clock;
    event.key = "foreseen";
    event.at = std::max(due, life->changed_at);
    LifeChange change = registration::decide_change(*life, event, pack_, event.at);
    if (change.after != change.before) {
      const bool stopped = change.after.clocks.size() < life->clocks.size();
      foreseen_[msisdn.get()] = change.after;
      if (stopped) forget_stopped(change.after);
    }
    return change;
  }

  // What a ring stopped does not ring.
  void forget_stopped(const domain::Life& life) {
    std::erase_if(due_, [&](const auto& one) {
      const auto& [when, number, clock] = one;
      if (number != life.line.msisdn.get()) return false;
      return std::find(life.clocks.begin(), life.clocks.end(), domain::RunningClock{clock, when}) ==
             life.clocks.end();
    });
  }

  registration::Lives& lives_;
  const policy::Pack& pack_;
  std::set<std::tuple<Timestamp, std::string, std::string>> due_;
  std::map<std::string, domain::Life> foreseen_;
};

Result<Timestamp> end_of(const std::string& date) {
  if (date.empty()) return SystemClock().now();
  const auto end = parse_timestamp(date + "T23:59:59.999Z");
  if (end) return *end;
  return fail(ErrorCode::bad_input, "--at needs a date as 2027-03-01.");
}

std::string cite_of(const LifeChange& change, const policy::Pack& pack) {
  if (change.refusal) return change.refusal->citation;
  for (const policy::LifeTransition& row : pack.life.transitions) {
    if (row.id == change.rule) return row.cite;
  }
  return "";
}

Value due_value(const LifeChange& change, const policy::Pack& pack) {
  return Value()
      .set("at", timestamp_text(change.event.at))
      .set("msisdn", masked(change.before.line.msisdn))
      .set("clock", change.event.clock)
      .set("rule", change.rule)
      .set("from", change.before.state)
      .set("to", change.after.state)
      .set("refused", change.refusal ? change.refusal->code : "")
      .set("citation", cite_of(change, pack));
}

void print_due(const LifeChange& change, const policy::Pack& pack) {
  std::printf("%s  %s  %s: %s\n", timestamp_text(change.event.at).c_str(),
              masked(change.before.line.msisdn).c_str(), change.event.clock.c_str(),
              what_moved(change).c_str());
  std::printf("    rule %s; %s\n", change.rule.c_str(), cite_of(change, pack).c_str());
}

Status timers_due(const Program& program, const Options& options) {
  const Timestamp until = TRY(end_of(options.at));
  const policy::Pack pack = TRY(program.read_pack(options.policy));
  const auto store = TRY(program.open_store(options.data, StoreAccess::read_only));
  const auto changes = TRY(Foresight(store->lives(), pack).until(until));
  Array values;
  for (const LifeChange& change : changes) {
    if (options.json) values.push_back(due_value(change, pack));
    if (!options.json) print_due(change, pack);
  }
  if (options.json) {
    print_json(Value().set("until", timestamp_text(until)).set("due", std::move(values)));
  } else {
    std::printf("%zu clocks ring until %s under %s\n", changes.size(),
                timestamp_text(until).c_str(), pack.id.c_str());
  }
  return {};
}

}  // namespace

Verb timers_due_verb(const Program& program) {
  auto options = std::make_shared<Options>();  // shared by the parser and the closure that runs
  return {.name = "timers due",
          .help = "Show which clocks ring until a day, and what the pack does then.",
          .texts = {{"--data", "data folder", &options->data},
                    {"--policy", "policy pack id", &options->policy},
                    {"--at", "last day, as 2027-03-01; now when absent", &options->at}},
          .numbers = {},
          .flags = {{"--json", "print one JSON object", &options->json}},
          .run = [&program, options] {
            const Status done = timers_due(program, *options);
            return done ? kExitOk : report(done.error());
          }};
}

}  // namespace truename::cli
