#include "http/access.h"

#include "http/problem.h"
#include "http/render.h"

namespace truename::http {
namespace {

constexpr std::string_view kScheme = "bearer ";

bool is_bearer(std::string_view field) {
  if (field.size() <= kScheme.size()) return false;
  for (std::size_t i = 0; i < kScheme.size(); ++i) {
    const char c = field[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c) != kScheme[i]) return false;
  }
  return true;
}

// Under the name in front of the refusal ("role.open_line"), for programs.
Response refusal_problem(const Error& error) {
  const Response plain = problem(error);
  const std::string name = error.message.substr(0, error.message.find(':'));
  if (plain.status != 401 && plain.status != 403) return plain;
  return problem(plain.status, name, error.message);
}

}  // namespace

std::optional<registration::Act> act_of(std::string_view path) {
  using registration::Act;
  if (path == "/v1/registrations" || path == "/v1/credentials/challenge") return Act::open_line;
  if (path.starts_with("/v1/registrations/") && path.ends_with("/confirmation")) {
    return Act::decide_exception;
  }
  if (path.starts_with("/v1/registrations/")) return Act::see_case;
  // Who may bring an event about is the pack's to say, row by row.
  if (path.starts_with("/v1/lines/"))
    return path.ends_with("/events") ? Act::ask_line : Act::see_line;
  if (path == "/v1/own-lines") return Act::ask_own_lines;
  if (path == "/v1/fraud/clerks") return Act::see_fraud_signals;
  if (path == "/v1/documents/readings") return Act::read_document;
  if (path == "/v1/captures" || path == "/v1/captures/quality") return Act::capture_face;
  return std::nullopt;  // a capture's stream takes the token of its own challenge instead
}

Result<std::optional<domain::Principal>> principal_of(const Request& request, const Desk& desk) {
  if (desk.authenticator == nullptr) return std::optional<domain::Principal>();
  const std::string field = request.header("authorization").value_or("");
  if (!is_bearer(field)) {
    return fail(ErrorCode::unauthenticated,
                "principal.missing: This needs the header Authorization: Bearer TOKEN.");
  }
  return std::optional(TRY(desk.authenticator->authenticate(field.substr(kScheme.size()))));
}

Result<std::optional<domain::Principal>> terminal_of(const Request& request, const Desk& desk) {
  const auto field = request.header("truename-terminal");
  if (desk.authenticator == nullptr || !field) return std::optional<domain::Principal>();
  auto terminal = TRY(desk.authenticator->authenticate(*field));
  if (terminal.role == domain::Role::terminal) return std::optional(std::move(terminal));
  return fail(
      ErrorCode::forbidden,
      "role.terminal: Truename-Terminal names " + terminal.id.get() +
          ", who is no device; send the token of a principal with the role terminal (R72).");
}

std::optional<Response> access_refusal(const Request& request, const Desk& desk) {
  const auto act = act_of(request.path);
  if (!act) return std::nullopt;
  const auto principal = principal_of(request, desk);
  if (!principal) return refusal_problem(principal.error());
  if (!*principal) return std::nullopt;
  const Status permitted = registration::permit(**principal, *act);
  return permitted ? std::nullopt : std::optional(refusal_problem(permitted.error()));
}

Response get_principal(const Request& request, const Desk& desk) {
  const auto principal = principal_of(request, desk);
  if (!principal) return refusal_problem(principal.error());
  Value out;
  out.set("sign_in", *principal ? "token" : "open");
  if (*principal) {
    out.set("id", (*principal)->id.get()).set("role", domain::role_text((*principal)->role));
    if (!(*principal)->outlet.empty()) out.set("outlet", (*principal)->outlet);
  }
  return json(200, out);
}

}  // namespace truename::http
