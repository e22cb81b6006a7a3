#include "http/credentials.h"

#include "base/json.h"
#include "http/problem.h"

namespace truename::http {

Response post_credential_challenge(const Request& request, const Desk& desk) {
  if (desk.setting.credentials == nullptr) {
    return problem(404, "This server trusts nobody's credentials; choose another way.");
  }
  if (!request.body.empty()) return problem(400, "A challenge is asked for without a body.");
  const auto challenge = desk.setting.credentials->challenge();
  if (!challenge) return problem(challenge.error());
  Response response{.status = 201, .content_type = "application/json"};
  response.body = write_json(Value()
                                 .set("nonce", challenge->nonce)
                                 .set("audience", challenge->audience)
                                 .set("expires_at", timestamp_text(challenge->expires_at)));
  return response;
}

}  // namespace truename::http
