#include "cli/bench_lives.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <thread>

#include "cli/bench_face.h"
#include "registration/change_line.h"

namespace truename::cli {
namespace {

using registration::LifeChange;
using registration::LifeSetting;

constexpr int kCallers = 32;
constexpr int kBatch = 500;           // changes a commit
constexpr int kOneCallerLines = 100;  // each waits for the disk alone, so that few must do
constexpr int kCallersLines = 5000;   // enough for a rate
constexpr int kDueRounds = 200;

double seconds_since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

// Every third line is of the same holder as the one before it.
domain::HolderId holder_of_line(int line) {
  const Digest digest = sha256(as_bytes("bench-holder-" + std::to_string(line / 3)));
  std::array<std::uint8_t, 16> id{};
  std::copy_n(digest.begin(), id.size(), id.begin());
  return domain::HolderId(id);
}

domain::Msisdn number_of_line(int line) {
  return domain::Msisdn("86139" + std::to_string(100'000'000 + line));
}

domain::LifeEvent opening(int line) {
  domain::LifeEvent event;
  event.kind = domain::EventKind::open;
  event.key = "open-" + std::to_string(line);
  event.by = domain::Actor{domain::PrincipalId("bench"), domain::Role::terminal};
  event.holder = holder_of_line(line);
  event.proof = "bench";
  event.iccid = domain::Iccid("898600" + std::to_string(1'000'000'000'000 + line));
  return event;
}

domain::LifeEvent activation(int line) {
  domain::LifeEvent event;
  event.kind = domain::EventKind::activated;
  event.key = "activated-" + std::to_string(line);
  return event;
}

Status moved(const Result<LifeChange>& change) {
  if (!change) return fail(change.error());
  if (!change->refusal) return {};
  return fail(ErrorCode::internal, "The pack refused an event of the bench: " +
                                       change->refusal->code + "; report this.");
}

// Two events, two commits.
Status open_one_by_one(int line, const LifeSetting& setting) {
  TRY_STATUS(moved(registration::change_line(number_of_line(line), opening(line), setting)));
  return moved(registration::change_line(number_of_line(line), activation(line), setting));
}

Status open_from_callers(int first, int last, const LifeSetting& setting) {
  std::atomic<int> next = first;
  std::atomic<bool> failed = false;
  std::vector<std::thread> callers;
  for (int caller = 0; caller < kCallers; ++caller) {
    callers.emplace_back([&] {
      for (int line = next++; line < last && !failed; line = next++) {
        if (!open_one_by_one(line, setting)) failed = true;
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  if (!failed) return {};
  return fail(ErrorCode::internal, "An event of the bench was not committed; report this.");
}

Status open_in_batches(int first, int last, const LifeSetting& setting) {
  std::vector<LifeChange> batch;
  for (int line = first; line < last; ++line) {
    const Timestamp now = setting.clock.now();
    domain::LifeEvent open = opening(line);
    domain::LifeEvent activate = activation(line);
    open.at = activate.at = now;
    const domain::Life nothing =
        domain::unborn(number_of_line(line), setting.pack.life.states.front().id);
    batch.push_back(registration::decide_change(nothing, open, setting.pack, now));
    const domain::Life ordered = batch.back().after;
    batch.push_back(registration::decide_change(ordered, activate, setting.pack, now));
    TRY_STATUS(moved(batch.back()));
    if (batch.size() < kBatch && line + 1 < last) continue;
    TRY_STATUS(setting.lives.commit(batch));
    batch.clear();
  }
  return {};
}

Result<double> median_due_us(registration::Lives& lives) {
  std::vector<double> rounds;
  for (int round = 0; round < kDueRounds; ++round) {
    const auto began = std::chrono::steady_clock::now();
    TRY(lives.due(Timestamp{INT64_MAX}, 100));
    rounds.push_back(1e6 * seconds_since(began));
  }
  return median(rounds);
}

// Lines that wait for their activation have a clock each; they are what `due` looks among.
Status leave_clocks(int first, int last, const LifeSetting& setting) {
  std::vector<LifeChange> batch;
  for (int line = first; line < last; ++line) {
    domain::LifeEvent open = opening(line);
    open.at = setting.clock.now();
    const domain::Life nothing =
        domain::unborn(number_of_line(line), setting.pack.life.states.front().id);
    batch.push_back(registration::decide_change(nothing, open, setting.pack, open.at));
    if (batch.size() < kBatch && line + 1 < last) continue;
    TRY_STATUS(setting.lives.commit(batch));
    batch.clear();
  }
  return {};
}

}  // namespace

Result<LivesFigures> measure_lives(const Program& program, const std::string& folder, int lines) {
  policy::Pack pack = TRY(program.read_pack("cn-2019-12"));
  const auto store = TRY(program.open_store(folder, StoreAccess::read_write));
  const SystemClock clock;
  const LifeSetting setting{pack, store->lives(), clock};
  LivesFigures figures{.lines = lines};
  const int alone = std::min(kOneCallerLines, lines / 4);
  const int half = alone + std::min(kCallersLines, (lines - alone) / 2);
  auto began = std::chrono::steady_clock::now();
  for (int line = 0; line < alone; ++line) TRY_STATUS(open_one_by_one(line, setting));
  figures.one_caller_per_s = 2 * alone / seconds_since(began);
  began = std::chrono::steady_clock::now();
  TRY_STATUS(open_from_callers(alone, half, setting));
  figures.callers_per_s = 2 * (half - alone) / seconds_since(began);
  const double cpu = process_cpu_ms();
  began = std::chrono::steady_clock::now();
  TRY_STATUS(open_in_batches(half, lines, setting));
  figures.batches_per_s = 2 * (lines - half) / seconds_since(began);
  figures.cpu_us_per_event = 1000 * (process_cpu_ms() - cpu) / (2 * (lines - half));
  TRY_STATUS(leave_clocks(lines, 2 * lines, setting));
  figures.due_us = TRY(median_due_us(store->lives()));
  std::error_code ignored;
  const auto bytes = std::filesystem::file_size(folder + "/truename.db", ignored);
  figures.bytes_per_event = static_cast<double>(bytes) / (3 * lines);
  return figures;
}

void print_lives(const LivesFigures& figures) {
  std::printf("events on %d lines, on disk, under cn-2019-12\n", figures.lines);
  std::printf("one caller             %9.0f events/s, a commit each\n", figures.one_caller_per_s);
  std::printf("%d callers at once     %9.0f events/s, a commit each\n", kCallers,
              figures.callers_per_s);
  std::printf("%d events a commit    %9.0f events/s, %.0f us of CPU each\n", kBatch,
              figures.batches_per_s, figures.cpu_us_per_event);
  std::printf("due, 100 of %-10d %9.1f us\n", figures.lines, figures.due_us);
  std::printf("the database           %9.0f bytes an event\n", figures.bytes_per_event);
}

Value lives_json(const LivesFigures& figures) {
  return Value()
      .set("lines", figures.lines)
      .set("one_caller_per_s", figures.one_caller_per_s)
      .set("callers", kCallers)
      .set("callers_per_s", figures.callers_per_s)
      .set("batch", kBatch)
      .set("batches_per_s", figures.batches_per_s)
      .set("cpu_us_per_event", figures.cpu_us_per_event)
      .set("due_us", figures.due_us)
      .set("bytes_per_event", figures.bytes_per_event);
}

}  // namespace truename::cli
