#include "http/routes.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

#include "domain/device_class.h"
#include "http/access.h"
#include "http/captures.h"
#include "http/claim_json.h"
#include "http/credentials.h"
#include "http/fraud.h"
#include "http/lines.h"
#include "http/multipart.h"
#include "http/pages.h"
#include "http/problem.h"
#include "http/qr_svg.h"
#include "http/render.h"
#include "registration/look.h"

namespace truename::http {
namespace {

constexpr std::size_t kSalePicturesBytes = 26 * 1024 * 1024;  // all of one sale together
constexpr std::size_t kOnePictureBytes = 13 * 1024 * 1024;
constexpr std::size_t kSmallBytes = 64 * 1024;
constexpr std::string_view kCases = "/v1/registrations/";
constexpr std::string_view kLines = "/v1/lines/";
constexpr std::string_view kConfirmation = "/confirmation";
constexpr std::string_view kEvents = "/events";

Bytes content_of(const Parts& parts, std::string_view name) {
  const auto found = parts.find(name);
  if (found == parts.end()) return {};
  const ByteView bytes = as_bytes(found->second.content);
  return {bytes.begin(), bytes.end()};
}

Status only_parts(const Parts& parts, std::initializer_list<std::string_view> known) {
  for (const auto& [name, part] : parts) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      return fail(ErrorCode::bad_input, "The form has an unknown part \"" + name + "\".");
    }
  }
  return {};
}

// 415 is the one failure here that is no Error: the body is not looked at.
std::optional<Response> media_refusal(const Request& request) {
  if (is_multipart(request.header("content-type").value_or(""))) return std::nullopt;
  return problem(415, "This path takes multipart/form-data; send the parts as a form.");
}

Result<Parts> parts_of(const Request& request) {
  return parse_multipart(request.header("content-type").value_or(""), request.body);
}

Result<registration::RegistrationRequest> read_registration(const Request& request,
                                                            const Desk& desk) {
  const Parts parts = TRY(parts_of(request));
  TRY_STATUS(only_parts(parts, {"claim", "document", "probe", "acting_document"}));
  const auto claim_part = parts.find("claim");
  if (claim_part == parts.end()) {
    return fail(ErrorCode::bad_input, "The form needs a part \"claim\" of JSON.");
  }
  ClaimJson claim = TRY(parse_claim(claim_part->second.content));
  if (!claim.policy.empty() && claim.policy != desk.setting.pack.id) {
    return fail(ErrorCode::conflict, "The policy in force is " + desk.setting.pack.id +
                                         "; load the page again and show its terms.");
  }
  const auto key = request.header("idempotency-key");
  if (!key) return fail(ErrorCode::bad_input, "The header Idempotency-Key is missing; send one.");
  claim.raw.idempotency_key = *key;
  claim.raw.document = content_of(parts, "document");
  claim.raw.probe = content_of(parts, "probe");
  claim.raw.acting_document = content_of(parts, "acting_document");
  return registration::parse_request(std::move(claim.raw));
}

Response post_registration(const Request& request, const Desk& desk) {
  auto parsed = read_registration(request, desk);
  if (!parsed) return problem(parsed.error());
  auto actor = principal_of(request, desk);
  if (!actor) return problem(actor.error());
  parsed->actor = *std::move(actor);
  auto terminal = terminal_of(request, desk);
  if (!terminal) return problem(terminal.error());
  parsed->terminal = *std::move(terminal);
  const Timestamp asked = desk.setting.ports.clock.now();
  if (desk.last_day && *desk.last_day < date_of(asked)) {
    return problem(503, "server.pack_ended",
                   "The policy pack has had its last day; an engineer starts the server again.");
  }
  const auto committed = registration::register_line(*parsed, desk.setting);
  if (!committed) return picture_problem(committed.error());
  const bool replayed = committed->record.at < asked;
  if (!replayed) {
    const auto device = domain::device_class_of(request.header("user-agent").value_or(""));
    desk.on_decided(committed->record, device);
  }
  Response response = json(replayed ? 200 : 201, render_case(*committed, desk));
  response.headers["Location"] = std::string(kCases) + committed->record.id.get();
  return response;
}

Response post_reading(const Request& request, const Desk& desk) {
  const auto parts = parts_of(request);
  if (!parts) return problem(parts.error());
  if (const Status known = only_parts(*parts, {"document"}); !known) return problem(known.error());
  const auto reading =
      registration::read_document(content_of(*parts, "document"), desk.setting.ports);
  return reading ? json(200, render_reading(*reading)) : picture_problem(reading.error());
}

// The face is looked at after consent alone (R95), also when nothing is stored.
Response post_quality(const Request& request, const Desk& desk) {
  const auto parts = parts_of(request);
  if (!parts) return problem(parts.error());
  if (const Status known = only_parts(*parts, {"probe", "consent_face"}); !known) {
    return problem(known.error());
  }
  const auto consent = parts->find("consent_face");
  if (consent == parts->end() || consent->second.content != "true") {
    return problem(400, "The subscriber's consent to the face check is missing; ask for it first.");
  }
  const auto face = registration::assess_probe(content_of(*parts, "probe"), desk.setting.ports);
  return face ? json(200, render_findings(*face, desk)) : picture_problem(face.error());
}

Response get_case(const std::string& rest, const Desk& desk) {
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const auto found = desk.setting.ports.store.find_case(domain::CaseId(rest.substr(0, slash)));
  if (!found) return problem(found.error());
  if (!found->has_value()) return problem(404, "There is no case of this id.");
  const domain::CommittedCase& committed = **found;
  const std::string part = rest.substr(slash);
  if (part.empty()) return json(200, render_case(committed, desk));
  if (part == "/receipt") {
    Response response{.content_type = "application/json", .body = committed.receipt};
    response.headers["Content-Disposition"] =
        "attachment; filename=\"receipt-" + committed.record.id.get() + ".json\"";
    return response;
  }
  if (part != "/receipt.svg") return problem(404, "There is no such part of a case.");
  const auto svg = qr_svg(committed.receipt);
  if (!svg) return problem(svg.error());
  return {.content_type = "image/svg+xml", .body = *svg};
}

Response get_checkpoint(const Desk& desk) {
  const auto checkpoint = desk.setting.ports.log.latest_checkpoint();
  return checkpoint ? json(200, audit::checkpoint_value(*checkpoint)) : problem(checkpoint.error());
}

Result<std::uint64_t> number(const Request& request, std::string_view name) {
  const auto found = request.query.find(name);
  std::uint64_t value = 0;
  if (found != request.query.end()) {
    const std::string& text = found->second;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size()) return value;
  }
  return fail(ErrorCode::bad_input, "Ask with leaf=N&size=M, or with from=N&to=M.");
}

Result<Value> proof(const Request& request, registration::AuditLog& log) {
  if (request.query.contains("leaf")) {
    const std::uint64_t leaf = TRY(number(request, "leaf"));
    const std::uint64_t size = TRY(number(request, "size"));
    const auto path = TRY(log.inclusion(leaf, size));
    return Value()
        .set("leaf_index", static_cast<std::int64_t>(leaf))
        .set("size", static_cast<std::int64_t>(size))
        .set("path", render_path(path));
  }
  const std::uint64_t from = TRY(number(request, "from"));
  const std::uint64_t to = TRY(number(request, "to"));
  const auto path = TRY(log.consistency(from, to));
  return Value()
      .set("from", static_cast<std::int64_t>(from))
      .set("to", static_cast<std::int64_t>(to))
      .set("path", render_path(path));
}

Response get_proof(const Request& request, const Desk& desk) {
  const auto value = proof(request, desk.setting.ports.log);
  return value ? json(200, *value) : problem(value.error());
}

Response not_allowed(const char* allowed) {
  Response response = problem(405, std::string("This path takes ") + allowed + " alone.");
  response.headers["Allow"] = allowed;
  return response;
}

// The route's name for metrics and dispatch: paths with an id fold into one.
std::string name_of(const std::string& path) {
  if (path.starts_with(kCases) && path.ends_with(kConfirmation)) {
    return std::string(kCases) + "{case_id}" + std::string(kConfirmation);
  }
  if (path.starts_with(kCases)) return std::string(kCases) + "{case_id}";
  if (path.starts_with(kLines)) {
    return std::string(kLines) + "{msisdn}" +
           std::string(path.ends_with(kEvents) ? kEvents : std::string_view());
  }
  if (path.ends_with("/stream")) return "/v1/captures/{capture_id}/stream";
  if (path.starts_with("/v1/") || path == "/healthz" || path == "/metrics") return path;
  return "page";
}

bool is_heavy(std::string_view path) {
  return path == "/v1/registrations" || path == "/v1/documents/readings" ||
         path == "/v1/captures/quality";
}

// The part of a path between what it begins and ends with.
std::string between(const std::string& path, std::string_view head, std::string_view tail) {
  return path.substr(head.size(), path.size() - head.size() - tail.size());
}

// Small JSON bodies; nothing when the path is another kind's.
std::optional<Response> dispatch_small(const Request& request, const Desk& desk,
                                       const std::string& name) {
  const bool confirms = name.ends_with(kConfirmation);
  const bool asks = name.starts_with(kLines) && name.ends_with(kEvents);
  const bool own = name == "/v1/own-lines";
  const bool challenges = name == "/v1/credentials/challenge";
  if (!confirms && !asks && !own && !challenges && name != "/v1/captures") return std::nullopt;
  if (request.method != "POST") return not_allowed("POST");
  if (confirms) {
    return post_confirmation(request, between(request.path, kCases, kConfirmation), desk);
  }
  if (asks) return post_line_event(request, between(request.path, kLines, kEvents), desk);
  if (challenges) return post_credential_challenge(request, desk);
  return own ? post_own_lines(request, desk) : post_capture(request, desk);
}

Response dispatch(const Request& request, const Desk& desk, const std::string& name) {
  if (auto refused = access_refusal(request, desk)) return *std::move(refused);
  if (auto answer = dispatch_small(request, desk, name)) return *std::move(answer);
  const bool posts = is_heavy(name);
  if (posts && request.method != "POST") return not_allowed("POST");
  if (!posts && request.method != "GET" && request.method != "HEAD") return not_allowed("GET");
  if (posts) {
    if (auto refused = media_refusal(request)) return *std::move(refused);
  }
  if (name == "/v1/registrations") return post_registration(request, desk);
  if (name == "/v1/documents/readings") return post_reading(request, desk);
  if (name == "/v1/captures/quality") return post_quality(request, desk);
  if (name == "/v1/principal") return get_principal(request, desk);
  if (name == "/v1/policy") return json(200, desk.policy);
  if (name == "/v1/audit/checkpoint") return get_checkpoint(desk);
  if (name == "/v1/audit/proof") return get_proof(request, desk);
  if (name.ends_with("/stream")) {
    return problem(426, "This path is a WebSocket; ask for an upgrade (RFC 6455).");
  }
  if (name == "/healthz") return json(200, Value().set("status", "serving"));
  if (name == "/metrics")
    return {.content_type = "text/plain; version=0.0.4", .body = desk.metrics.text()};
  if (name == "/v1/fraud/clerks") return get_clerk_conduct(request, desk);
  if (name.starts_with(kCases)) return get_case(request.path.substr(kCases.size()), desk);
  if (name.starts_with(kLines)) return get_line(request.path.substr(kLines.size()), desk);
  if (name == "page") return serve_page(desk.web_folder, request);
  return problem(404, "There is no such path; see api/openapi.yaml.");
}

}  // namespace

Response route(const Request& request, const Desk& desk) {
  const auto began = std::chrono::steady_clock::now();
  const std::string name = name_of(request.path);
  Response response = dispatch(request, desk, name);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  const bool known = response.status != 404;  // or a scanner would make a series of each guess
  desk.metrics.count_request(known ? name : "unknown", response.status, took.count());
  return response;
}

std::size_t body_limit(std::string_view path) {
  if (path == "/v1/registrations") return kSalePicturesBytes;
  return is_heavy(path) ? kOnePictureBytes : kSmallBytes;
}

Work work_of(std::string_view path) {
  if (is_heavy(path)) return Work::heavy;
  const bool reads_store = path.starts_with(kCases) || path.starts_with(kLines) ||
                           path == "/v1/own-lines" || path == "/v1/fraud/clerks" ||
                           path.starts_with("/v1/audit/");
  return reads_store ? Work::light : Work::immediate;
}

std::vector<std::string> all_routes() {
  return {"POST /v1/registrations",
          "GET /v1/registrations/{case_id}",
          "GET /v1/registrations/{case_id}/receipt",
          "GET /v1/registrations/{case_id}/receipt.svg",
          "POST /v1/registrations/{case_id}/confirmation",
          "GET /v1/lines/{msisdn}",
          "POST /v1/lines/{msisdn}/events",
          "POST /v1/own-lines",
          "GET /v1/fraud/clerks",
          "POST /v1/documents/readings",
          "POST /v1/captures/quality",
          "POST /v1/captures",
          "GET /v1/captures/{capture_id}/stream",
          "POST /v1/credentials/challenge",
          "GET /v1/principal",
          "GET /v1/policy",
          "GET /v1/audit/checkpoint",
          "GET /v1/audit/proof",
          "GET /healthz",
          "GET /metrics"};
}

}  // namespace truename::http
