#include "adapters/authority/authority_answer.h"

#include <optional>

#include "base/fields.h"
#include "base/json.h"

namespace truename::adapters {
namespace {

constexpr int kVersion = 1;
constexpr std::int64_t kLinesLimit = 1'000'000;  // as evidence takes it

using domain::AuthorityAnswer;

std::optional<AuthorityAnswer> parse_word(std::string_view text) {
  for (const AuthorityAnswer answer : {AuthorityAnswer::match, AuthorityAnswer::no_match,
                                       AuthorityAnswer::flagged, AuthorityAnswer::deceased}) {
    if (domain::authority_text(answer) == text) return answer;
  }
  return std::nullopt;
}

// Says nothing of what was there: it may be about the person.
tl::unexpected<Error> not_as_said() {
  return fail(ErrorCode::bad_input, "The answer is not as docs/formats/authority.md says.");
}

}  // namespace

std::string authority_question(const domain::HolderRecord& holder) {
  Value out;
  out.set("version", kVersion)
      .set("document_type", domain::document_type_text(holder.document_type))
      .set("number", holder.number.reveal());
  if (!holder.issuing_state.empty()) out.set("issuing_state", holder.issuing_state);
  out.set("name", holder.name.reveal());
  if (holder.birth_date) out.set("birth_date", date_text(*holder.birth_date));
  return write_json(out);
}

Result<AuthorityAnswer> parse_authority_answer(std::string_view text) {
  const auto value = parse_json(text);
  if (!value) return not_as_said();
  Fields in(*value, "The authority's answer");
  if (in.integer("version") != kVersion) in.complain("has a version this program does not know");
  const auto words = in.texts("answers");
  if (!in.finish()) return not_as_said();
  std::optional<AuthorityAnswer> answer;
  for (const std::string& word : words) {
    const auto one = parse_word(word);
    if (!one) return fail(ErrorCode::bad_input, "The authority answered with an unknown word.");
    if (answer && answer != one) {
      return fail(ErrorCode::bad_input, "The authority contradicted itself: it answered " +
                                            std::string(domain::authority_text(*answer)) + " and " +
                                            std::string(domain::authority_text(*one)) + ".");
    }
    answer = one;
  }
  if (answer) return *answer;
  return fail(ErrorCode::bad_input, "The authority answered nothing.");
}

Result<int> parse_count_answer(std::string_view text) {
  const auto value = parse_json(text);
  if (!value) return not_as_said();
  Fields in(*value, "The count service's answer");
  if (in.integer("version") != kVersion) in.complain("has a version this program does not know");
  const std::int64_t lines = in.integer("lines");
  if (!in.finish() || lines < 0 || lines > kLinesLimit) return not_as_said();
  return static_cast<int>(lines);
}

}  // namespace truename::adapters
