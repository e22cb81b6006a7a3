#include "http/captures.h"

#include <optional>
#include <string_view>
#include <utility>

#include "base/fields.h"
#include "base/json.h"
#include "http/problem.h"
#include "http/render.h"
#include "registration/capture_sessions.h"

namespace truename::http {
namespace {

constexpr std::string_view kCaptures = "/v1/captures/";
constexpr std::string_view kStream = "/stream";
constexpr std::size_t kTokenLimitBytes = 8 * 1024;

Result<registration::CaptureWish> parse_wish(std::string_view text) {
  const Value value = TRY(parse_json(text));
  Fields in(value, "The capture");
  registration::CaptureWish wish;
  wish.sale = in.text("sale");
  wish.consent_face = in.flag("consent_face");
  wish.movement = in.flag_or("accessible", false) ? domain::HeadMovement::not_asked
                                                  : domain::HeadMovement::asked;
  if (const Value* const device = in.any("device")) {
    Fields camera(*device, "The capture's device");
    wish.camera_label = camera.text_or("label", "");
    if (camera.has("signals")) wish.reported = camera.texts("signals");
    TRY_STATUS(camera.finish());
  }
  TRY_STATUS(in.finish());
  return wish;
}

Result<std::string> parse_token(std::string_view text) {
  if (text.size() > kTokenLimitBytes) {
    return fail(ErrorCode::too_large, "The first message holds the challenge's token alone.");
  }
  const Value value = TRY(parse_json(text));
  Fields in(value, "The first message");
  std::string token = in.text("challenge");
  TRY_STATUS(in.finish());
  return token;
}

// The person's own left and right, and what the circle on the page should do.
std::string_view move_of(domain::CaptureHint hint) {
  switch (hint) {
    case domain::CaptureHint::turn_left:
      return "turn_left";
    case domain::CaptureHint::turn_right:
      return "turn_right";
    case domain::CaptureHint::come_closer:
      return "move_closer";
    case domain::CaptureHint::no_face:
    case domain::CaptureHint::several_faces:
    case domain::CaptureHint::move_back:
    case domain::CaptureHint::centre_face:
    case domain::CaptureHint::look_straight:
    case domain::CaptureHint::hold_still:
    case domain::CaptureHint::done:
    case domain::CaptureHint::failed:
      return "";
  }
  return "";
}

bool needs_mending(domain::CaptureHint hint) {
  return hint == domain::CaptureHint::no_face || hint == domain::CaptureHint::several_faces ||
         hint == domain::CaptureHint::move_back || hint == domain::CaptureHint::centre_face;
}

std::string_view state_of(domain::CaptureHint hint) {
  if (hint == domain::CaptureHint::done) return "done";
  return hint == domain::CaptureHint::failed ? "failed" : "running";
}

StreamAnswer answer(const domain::FrameVerdict& verdict, const Desk& desk) {
  const std::string code = "capture." + std::string(domain::hint_text(verdict.hint));
  const Value value = Value()
                          .set("state", state_of(verdict.hint))
                          .set("hint", render_hint(code, desk))
                          .set("move", move_of(verdict.hint))
                          .set("acceptable", !needs_mending(verdict.hint))
                          .set("step", verdict.steps_done)
                          .set("steps", verdict.steps);
  return {.text = write_json(value), .last = state_of(verdict.hint) != "running"};
}

StreamAnswer refusal(const Error& error) {
  return {.text = write_json(Value().set("state", "refused").set("detail", error.message)),
          .last = true};
}

class CaptureConversation final : public Stream {
 public:
  CaptureConversation(std::string id, const Desk& desk) : id_(std::move(id)), desk_(desk) {}
  ~CaptureConversation() override {
    if (!session_) return;
    session_->end();
    count_once();
  }
  CaptureConversation(const CaptureConversation&) = delete;
  CaptureConversation& operator=(const CaptureConversation&) = delete;

  StreamAnswer on_message(MessageKind kind, std::string message) override {
    if (!session_) return begin(message);
    if (kind == MessageKind::text) {
      return refusal({ErrorCode::bad_input, "After the first message only frames are taken."});
    }
    const auto verdict = session_->add(as_bytes(message));
    StreamAnswer said = verdict ? answer(*verdict, desk_) : refusal(verdict.error());
    if (said.last) count_once();
    return said;
  }

 private:
  StreamAnswer begin(const std::string& message) {
    const auto token = parse_token(message);
    if (!token) return refusal(token.error());
    auto session = desk_.setting.captures->begin(id_, *token);
    if (!session) return refusal(session.error());
    session_ = *std::move(session);
    return answer({.hint = domain::CaptureHint::look_straight}, desk_);
  }

  void count_once() {
    const auto evidence = session_->evidence();
    if (!evidence || counted_) return;
    counted_ = true;
    desk_.metrics.count_capture(*evidence);
  }

  const std::string id_;
  const Desk& desk_;
  std::shared_ptr<registration::CaptureSession> session_;  // shared with the sale
  bool counted_ = false;
};

}  // namespace

Response post_capture(const Request& request, const Desk& desk) {
  if (desk.setting.captures == nullptr)
    return problem(404, "This server's rules ask for no capture.");
  const auto wish = parse_wish(request.body);
  if (!wish) return problem(wish.error());
  const auto opened = desk.setting.captures->open(*wish);
  if (!opened) return problem(opened.error());
  if (opened->after_failure) desk.metrics.count_capture_asked_again();
  Array steps;
  for (const domain::ChallengeStep step : opened->challenge.steps) {
    steps.push_back(domain::step_text(step));
  }
  const std::string path = std::string(kCaptures) + opened->id + std::string(kStream);
  Response response{.status = 201, .content_type = "application/json"};
  response.body = write_json(Value()
                                 .set("capture_id", opened->id)
                                 .set("challenge", opened->token)
                                 .set("steps", std::move(steps))
                                 .set("expires_at", timestamp_text(opened->challenge.expires_at))
                                 .set("stream", path));
  return response;
}

Result<std::unique_ptr<Stream>> open_capture_stream(const Request& request, const Desk& desk) {
  std::string_view id = request.path;
  const bool fits =
      desk.setting.captures != nullptr && id.starts_with(kCaptures) && id.ends_with(kStream);
  if (!fits) return fail(ErrorCode::not_found, "There is no such stream; see api/openapi.yaml.");
  id.remove_prefix(kCaptures.size());
  id.remove_suffix(kStream.size());
  return std::unique_ptr<Stream>(new CaptureConversation(std::string(id), desk));
}

}  // namespace truename::http
