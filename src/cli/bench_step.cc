#include "cli/bench_step.h"

#include <algorithm>
#include <cstdio>

#include "base/check.h"
#include "cli/bench_decide.h"
#include "cli/bench_face.h"
#include "policy/decide.h"
#include "policy/step.h"
#include "simulation/compose.h"

namespace truename::cli {
namespace {

constexpr int kRounds = 500;
constexpr int kBatches = 9;
constexpr double kAskedUs = 20;               // of step and decide together
constexpr Timestamp kNow{1'790'000'000'000};  // 2026-09-21
constexpr Duration kTenYears{std::int64_t{3650} * 86'400'000};

struct Moment {
  domain::Life life;
  domain::LifeEvent event;
};

// A line that the row can move, held for ten years where it is held, with the clocks that the row
// listens to or stops.
domain::Life line_for(const policy::LifeTransition& row, const policy::LifeTable& table) {
  const policy::LifeState& state = table.states[row.from.front()];
  domain::Life life = domain::unborn(domain::Msisdn("8613800000001"), state.id);
  life.revision = 1;
  if (!state.held) return life;
  life.holder = domain::HolderId({1});
  life.proof = "bench";
  life.line.iccid = domain::Iccid("89860000000000000001");
  life.held_since = {kNow.unix_ms - kTenYears.ms};
  for (const policy::Need& need : row.needs) {
    if (need.kind == policy::NeedKind::mark) life.marks.add(need.mark);
  }
  for (const std::size_t clock : row.stop) life.clocks.push_back({table.clocks[clock].id, kNow});
  return life;
}

Moment moment_for(const policy::LifeTransition& row, const policy::LifeTable& table) {
  Moment out{line_for(row, table), {}};
  simulation::Random random(1);
  const simulation::Scene scene{.other = domain::HolderId({2}),
                                .proof = "bench-proof",
                                .card = "89860000000000000019",
                                .key = "bench-event",
                                .at = kNow,
                                .staff = ""};
  out.event = simulation::compose(row, table, out.life, scene, random);
  if (row.on == domain::EventKind::clock) {
    std::erase_if(out.life.clocks, [&](const auto& one) { return one.id == out.event.clock; });
    out.life.clocks.push_back({out.event.clock, kNow});
  }
  return out;
}

// Microseconds of CPU of one call.
template <class Call>
double median_us(Call call) {
  std::vector<double> batches;
  for (int batch = 0; batch < kBatches; ++batch) {
    const double start = process_cpu_ms();
    for (int i = 0; i < kRounds; ++i) call();
    batches.push_back((process_cpu_ms() - start) * 1000 / kRounds);
  }
  return median(batches);
}

void measure_pack(const policy::Pack& pack, StepFigures& figures) {
  const domain::Evidence evidence = sound_evidence(pack);
  for (const policy::LifeTransition& row : pack.life.transitions) {
    const auto moment = moment_for(row, pack.life);
    const auto move = [&] {
      return policy::step(moment.life, moment.event, pack, kNow).has_value();
    };
    if (!move()) continue;
    figures.step.push_back(median_us([&] { CHECK(move()); }));
    figures.both.push_back(median_us([&] {
      CHECK(!policy::decide(evidence, pack).reasons.empty());
      CHECK(move());
    }));
  }
  ++figures.packs;
  figures.rows += pack.life.transitions.size();
}

double most(const std::vector<double>& values) {
  return *std::max_element(values.begin(), values.end());
}

}  // namespace

Result<StepFigures> measure_steps(const Program& program) {
  std::vector<std::string> ids;
  for (const auto& file : std::filesystem::directory_iterator(program.home / "policies")) {
    const std::filesystem::path name = file.path().filename();
    if (name.extension() == ".toml" && !name.stem().has_extension()) {
      ids.push_back(name.stem().string());  // and not the golden cases beside it
    }
  }
  std::sort(ids.begin(), ids.end());
  StepFigures figures;
  for (const std::string& id : ids) measure_pack(TRY(program.read_pack(id)), figures);
  if (figures.step.empty()) return fail(ErrorCode::not_found, "There is no pack in policies/.");
  return figures;
}

void print_steps(const StepFigures& figures) {
  std::printf("\nstep, one event for each of %zu rows of %zu packs; %zu moved a line\n",
              figures.rows, figures.packs, figures.step.size());
  std::printf("step alone             %9.2f us median of the rows, %.2f us the dearest\n",
              median(figures.step), most(figures.step));
  std::printf("decide and step        %9.2f us median of the rows, %.2f us the dearest; asked %g\n",
              median(figures.both), most(figures.both), kAskedUs);
  std::printf("each row: the median of CPU time over %d batches of %d\n", kBatches, kRounds);
}

Value steps_json(const StepFigures& figures) {
  return Value()
      .set("packs", static_cast<std::int64_t>(figures.packs))
      .set("rows", static_cast<std::int64_t>(figures.rows))
      .set("moved", static_cast<std::int64_t>(figures.step.size()))
      .set("step_us", median(figures.step))
      .set("step_most_us", most(figures.step))
      .set("decide_and_step_us", median(figures.both))
      .set("decide_and_step_most_us", most(figures.both))
      .set("asked_us", kAskedUs)
      .set("batches", kBatches)
      .set("rounds", kRounds);
}

}  // namespace truename::cli
