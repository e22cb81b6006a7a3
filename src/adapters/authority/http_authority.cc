#include "adapters/authority/http_authority.h"

#include <algorithm>

#include "adapters/authority/authority_answer.h"
#include "base/files.h"
#include "base/log.h"

namespace truename::adapters {
namespace {

constexpr std::size_t kTokenLimitBytes = 4096;

Result<std::string> read_bearer(const std::string& file) {
  if (file.empty()) return std::string();
  const std::string text = TRY(read_text_file(file, kTokenLimitBytes));
  std::string token = text.substr(0, text.find('\n'));
  if (token.ends_with('\r')) token.pop_back();
  const bool plain = std::ranges::all_of(token, [](char c) { return c > ' ' && c <= '~'; });
  if (plain && !token.empty()) return token;
  return fail(ErrorCode::bad_input,
              "The first line of " + file + " must be a token of printable characters.");
}

Result<domain::AuthorityAnswer> ask(const domain::HolderRecord& holder, const Service& service) {
  const std::string answer = TRY(
      post_json(service.endpoint, service.token, authority_question(holder), service.time_limit));
  return parse_authority_answer(answer);
}

Result<int> ask_count(const domain::HolderRecord& holder, const Service& service) {
  const std::string answer = TRY(
      post_json(service.endpoint, service.token, authority_question(holder), service.time_limit));
  return parse_count_answer(answer);
}

}  // namespace

Result<Service> open_service(const std::string& url, const std::string& token_file) {
  Service out;
  out.endpoint = TRY(parse_endpoint(url));
  out.token = TRY(read_bearer(token_file));
  return out;
}

domain::AuthorityAnswer HttpAuthority::check(const domain::HolderRecord& holder) {
  const auto answer = ask(holder, service_);
  if (answer) return *answer;
  log_line(LogLevel::warning, "authority", answer.error().message);
  return domain::AuthorityAnswer::unavailable;
}

domain::CrossOperatorCount HttpCounter::count(const domain::HolderRecord& holder) {
  const auto lines = ask_count(holder, service_);
  if (lines) return {domain::CountAnswer::counted, *lines};
  log_line(LogLevel::warning, "count", lines.error().message);
  return {domain::CountAnswer::unavailable, 0};
}

}  // namespace truename::adapters
