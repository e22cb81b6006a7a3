#include <cstdio>
#include <memory>

#include "base/log.h"
#include "cli/line_worker.h"
#include "cli/program.h"
#include "cli/service_watch.h"
#include "http/access.h"
#include "http/captures.h"
#include "http/routes.h"
#include "http/server.h"
#include "policy/hints.h"

namespace truename::cli {
namespace {

struct Options {
  std::string data = "data";
  std::string policy;
  std::string address = "127.0.0.1";
  int port = 8080;
  bool open_counter = false;
  Services services;
};

// Whoever reaches an open counter may sell lines, so it is for this machine alone.
Status check_options(const Options& options) {
  if (options.port < 0 || options.port > 65'535) {
    return fail(ErrorCode::bad_input, "--port must be 0 to 65535.");
  }
  const bool loopback = options.address.starts_with("127.") || options.address == "::1";
  if (!options.open_counter || loopback) return {};
  return fail(ErrorCode::bad_input,
              "--open-counter is for a first look on a loopback address; for " + options.address +
                  " add clerks with truename principal add and leave it out.");
}

Value consent_value(const policy::ConsentText& text) {
  return Value()
      .set("title", text.title)
      .set("controller", text.controller)
      .set("purpose", text.purpose)
      .set("method", text.method)
      .set("retention", text.retention)
      .set("necessity", text.necessity)
      .set("rights", text.rights)
      .set("alternative", text.alternative);
}

Value texts_value(const policy::Texts& texts) {
  return Value()
      .set("consent_face", consent_value(texts.consent_face))
      .set("no_resale",
           Value().set("title", texts.no_resale.title).set("body", texts.no_resale.body));
}

Value accepted_value(const policy::Pack& pack) {
  Array types;
  const policy::Rule* const rule = pack.find(policy::Kind::accepted_documents);
  const auto* accepted =
      rule == nullptr ? nullptr : std::get_if<policy::AcceptedDocuments>(&rule->parameters);
  if (accepted == nullptr) return types;
  for (const domain::DocumentType type : accepted->types.value) {
    types.push_back(domain::document_type_text(type));
  }
  return types;
}

// Whether a capture with a challenge is taken here, and whether nothing else will do.
std::string capture_need(const policy::Pack& pack) {
  const policy::Rule* const rule = pack.find(policy::Kind::capture_challenge);
  if (rule == nullptr) return "none";
  const auto& challenge = std::get<policy::CaptureChallenge>(rule->parameters);
  return challenge.need.value == policy::CaptureNeed::required ? "required" : "optional";
}

Value policy_value(const policy::Pack& pack) {
  return Value()
      .set("id", pack.id)
      .set("title", pack.title)
      .set("digest", digest_text(pack.digest))
      .set("texts",
           Value().set("en", texts_value(pack.english)).set("zh", texts_value(pack.chinese)))
      .set("capture", capture_need(pack))
      .set("accepted_documents", accepted_value(pack));
}

std::string hint_in(const std::string& code, const std::string& language) {
  const bool chinese = language == "zh";
  return std::string(policy::hint(code, chinese ? policy::Language::zh : policy::Language::en));
}

int run_serve(const Program& program, const Options& options) {
  if (const Status checked = check_options(options); !checked) return report(checked.error());
  const auto counter = program.open_connected_counter(options.data, options.policy,
                                                      PackSource::activated, options.services);
  if (!counter) return report(counter.error());
  const registration::Setting& setting = (*counter)->setting();
  http::Metrics metrics;
  ServiceWatch watch(setting.pack, metrics);
  const auto authenticator =
      options.open_counter ? nullptr : program.open_authenticator(options.data);
  const auto traces = program.open_case_traces(options.data);
  if (!traces) return report(traces.error());
  const http::Desk desk{setting,
                        hint_in,
                        policy_value(setting.pack),
                        program.home / "web",
                        metrics,
                        [&watch](const domain::CaseRecord& record, domain::DeviceClass device) {
                          watch.on_decided(record, device);
                        },
                        authenticator.get(),
                        (*counter)->last_day(),
                        traces->get()};
  http::ServerOptions server_options;
  server_options.address = options.address;
  server_options.port = static_cast<std::uint16_t>(options.port);
  server_options.body_limit = http::body_limit;
  server_options.work_of = http::work_of;
  server_options.on_queue = [&metrics](int waiting) { metrics.set_queue_depth(waiting); };
  server_options.open_stream = [&desk](const http::Request& request) {
    return http::open_capture_stream(request, desk);
  };
  server_options.refuse = [&desk](const http::Request& request) {
    return http::access_refusal(request, desk);
  };
  server_options.on_turned_away = [&metrics] { metrics.count_turned_away(); };
  const auto server = http::Server::create(
      std::move(server_options),
      [&desk](const http::Request& request) { return http::route(request, desk); });
  if (!server) return report(server.error());
  log_line(LogLevel::info, "serve",
           "ready on http://" + options.address + ":" + std::to_string((*server)->port()) +
               " with policy " + setting.pack.id +
               (authenticator ? ", for who has a token" : ", open to everybody on this machine"));
  {
    const LineWorker worker([&counter] { return (*counter)->work_on_lines(); });
    (*server)->run();
  }
  log_line(LogLevel::info, "serve", "stopped");
  return kExitOk;
}

}  // namespace

Verb serve_verb(const Program& program) {
  auto options = std::make_shared<Options>();  // shared by the parser and the closure that runs
  Options& o = *options;
  return {.name = "serve",
          .help = "Serve the API and the counter page.",
          .texts = with_services(
              {{"--data", "data folder; made when absent", &o.data},
               {"--policy", "the pack that must be in force; any when absent", &o.policy},
               {"--address", "address to listen on", &o.address}},
              o.services),
          .numbers = {{"--port", "port to listen on; 0 for any", &o.port}},
          .flags = {{"--open-counter", "ask nobody for a token; on a loopback address only",
                     &o.open_counter}},
          .run = [&program, options] { return run_serve(program, *options); }};
}

}  // namespace truename::cli
