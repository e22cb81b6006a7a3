#include <cstdio>
#include <memory>

#include "base/files.h"
#include "base/json.h"
#include "cli/line_words.h"
#include "cli/network_report.h"
#include "cli/pack_files.h"
#include "cli/program.h"
#include "registration/permission.h"

namespace truename::cli {
namespace {

constexpr std::size_t kFileLimitBytes = 64 * 1024 * 1024;  // half a million events
constexpr std::int64_t kHourMs = 60LL * 60 * 1000;

struct Options {
  std::string data = "data";
  std::string policy = "cn-2019-12";
  std::string file;
  std::string by;
  int over = static_cast<int>(registration::BusyLimit{}.most);
  int window_hours = static_cast<int>(registration::BusyLimit{}.window.ms / kHourMs);
  bool json = false;
};

Result<registration::BusyLimit> limit_of(const Options& options) {
  if (options.over < 1 || options.window_hours < 1 ||
      options.window_hours > registration::kBusyWindowHoursLimit) {
    return fail(ErrorCode::bad_input,
                "--over must be 1 or more and --window-hours 1 to 720, as long as is kept.");
  }
  return registration::BusyLimit{static_cast<std::size_t>(options.over),
                                 Duration{options.window_hours * kHourMs}};
}

std::string tail_of(const domain::Msisdn& msisdn) {
  const std::string& digits = msisdn.get();
  return digits.substr(digits.size() - 4);  // a number has at least five
}

Value device_value(const registration::BusyDevice& device) {
  Array tails;
  for (const domain::Msisdn& msisdn : device.numbers) tails.push_back(tail_of(msisdn));
  return Value()
      .set("device", to_hex(device.device.get()))
      .set("numbers", static_cast<std::int64_t>(device.numbers.size()))
      .set("last_seen", timestamp_text(device.last_seen))
      .set("tails", std::move(tails));
}

void print_device(const registration::BusyDevice& device) {
  std::printf("%s  %zu numbers, last %s:", to_hex(device.device.get()).c_str(),
              device.numbers.size(), timestamp_text(device.last_seen).c_str());
  for (const domain::Msisdn& msisdn : device.numbers) std::printf(" %s", tail_of(msisdn).c_str());
  std::printf("\n");
}

Result<int> run_import(const Program& program, const Options& options) {
  const auto limit = TRY(limit_of(options));
  const std::string text = TRY(read_text_file(options.file, kFileLimitBytes));
  const auto counter =
      TRY(program.open_counter(options.data, options.policy, PackSource::as_it_lies));
  const registration::Setting& setting = counter->setting();
  const auto report = TRY(registration::import_network(
      text, limit, counter->devices(),
      {setting.pack, setting.ports.store.lives(), setting.ports.clock}));
  if (options.json) {
    print_json(network_report_value(report));
  } else {
    print_network_report(report);
  }
  return report.broken > 0 ? kExitBadInput : kExitOk;
}

Result<int> run_devices(const Program& program, const Options& options) {
  const auto limit = TRY(limit_of(options));
  const auto principal =
      TRY(program.open_authenticator(options.data)->authenticate(TRY(read_token(options.by))));
  TRY_STATUS(registration::permit(principal, registration::Act::see_fraud_signals));
  const auto devices = TRY(program.open_devices(options.data));
  const Timestamp since{SystemClock().now().unix_ms - limit.window.ms};
  Array values;
  for (const registration::BusyDevice& device : TRY(devices->busy(since, limit.most))) {
    values.push_back(device_value(device));
    if (!options.json) print_device(device);
  }
  if (options.json) print_json(Value().set("devices", std::move(values)));
  return kExitOk;
}

std::vector<NumberOption> limits(Options& options) {
  return {{"--over", "numbers that a device may carry", &options.over},
          {"--window-hours", "within the last so many hours", &options.window_hours}};
}

}  // namespace

Value network_report_value(const registration::NetworkReport& report) {
  Array left_out;
  for (const registration::LeftOut& one : report.left_out) {
    left_out.push_back(Value()
                           .set("place", static_cast<std::int64_t>(one.place))
                           .set("line", one.msisdn ? masked(*one.msisdn) : "")
                           .set("why", one.why));
  }
  return Value()
      .set("moved", static_cast<std::int64_t>(report.moved))
      .set("before", static_cast<std::int64_t>(report.before))
      .set("unheard", static_cast<std::int64_t>(report.unheard))
      .set("unknown", static_cast<std::int64_t>(report.unknown))
      .set("refused", static_cast<std::int64_t>(report.refused))
      .set("broken", static_cast<std::int64_t>(report.broken))
      .set("left_out", std::move(left_out))
      .set("busy_devices", static_cast<std::int64_t>(report.busy.size()));
}

void print_network_report(const registration::NetworkReport& report) {
  for (const registration::LeftOut& one : report.left_out) {
    std::printf("line %zu  %-16s %s\n", one.place, one.msisdn ? masked(*one.msisdn).c_str() : "-",
                one.why.c_str());
  }
  std::printf("%zu moved, %zu before, %zu unheard, %zu unknown, %zu refused, %zu broken\n",
              report.moved, report.before, report.unheard, report.unknown, report.refused,
              report.broken);
  if (report.busy.empty()) return;
  std::printf("%zu devices carry many numbers; see truename network devices\n", report.busy.size());
}

Verb network_import_verb(const Program& program) {
  auto o = std::make_shared<Options>();  // shared by the parser and the closure that runs
  return {
      .name = "network import",
      .help = "Bring the network's own events in, each once; exit code 2 when a line is broken.",
      .texts = {{"file", "JSON lines, docs/formats/network_events.md", &o->file, Need::required},
                {"--policy", "policy pack id", &o->policy},
                {"--data", "data folder", &o->data}},
      .numbers = limits(*o),
      .flags = {{"--json", "print one JSON object", &o->json}},
      .run = [&program, o] {
        const auto code = run_import(program, *o);
        return code ? *code : report(code.error());
      }};
}

Verb network_devices_verb(const Program& program) {
  auto o = std::make_shared<Options>();  // as above
  return {.name = "network devices",
          .help = "List devices that carried many numbers, by digest, for a fraud officer.",
          .texts = {{"--by", "token of a fraud officer, or @FILE", &o->by, Need::required},
                    {"--data", "data folder", &o->data}},
          .numbers = limits(*o),
          .flags = {{"--json", "print one JSON object", &o->json}},
          .run = [&program, o] {
            const auto code = run_devices(program, *o);
            return code ? *code : report(code.error());
          }};
}

}  // namespace truename::cli
