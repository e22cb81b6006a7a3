// Reading the parameters of the kinds of rule that are about applications and limits; of those
// about pictures see parse_rule.cc.
#pragma once

#include <string_view>
#include <utility>

#include "base/result.h"
#include "policy/cited.h"
#include "policy/pack.h"

namespace truename::policy {

Result<Parameters> read_holder_age(Fields& rule, Context& context);
// agent, heir, organisation, foreign_validity, document_equivalence, iot_assessment.
Result<Parameters> read_applicant(Kind kind, Fields& rule, Context& context);
// other_way, network_credential.
Result<Parameters> read_way(Kind kind, Fields& rule, Context& context);
// authority, cross_operator_cap, line_cap, attempt_limit, biometric_gap, batch_limits, sanction,
// risk.
Result<Parameters> read_limits(Kind kind, Fields& rule, Context& context);

std::vector<domain::DocumentType> read_types(Fields& in);  // "value": at least one
std::vector<SignalWeight> read_weights(Fields& in);        // "value": a table of 0 to 100 each
AuthorityNeed read_need(Fields& in);                       // "value": true or false
// The list under `key` as application kinds, each once; complains of an empty one.
std::vector<domain::ApplicationKind> read_events(Fields& in, std::string_view key);

inline auto whole_number(std::int64_t least, std::int64_t most) {
  return [=](Fields& in) { return integer_between(in, least, most); };
}

// Parameters of one value. The value is made before its struct: a TRY inside braces leaks (GCC 12).
template <class Struct, class Read>
Result<Parameters> read_one(Fields& rule, std::string_view key, Context& context, Read read) {
  auto cited = TRY(read_cited(rule, key, context, read));
  return Struct{std::move(cited)};
}

// As read_cited, or nothing when the rule leaves `key` out.
template <class Read>
auto read_cited_or_none(Fields& rule, std::string_view key, Context& context, Read read)
    -> Result<std::optional<Cited<decltype(read(rule))>>> {
  std::optional<Cited<decltype(read(rule))>> out;
  if (rule.has(key)) out = TRY(read_cited(rule, key, context, read));
  return out;
}

// The list under "value", by the names of `all`, each once.
template <class Enum, std::size_t kCount>
std::vector<Enum> read_names(Fields& in, std::string_view key, const Enum (&all)[kCount],
                             std::string_view (*name)(Enum)) {
  std::vector<Enum> out;
  for (const std::string& text : in.texts(key)) {
    bool known = false;
    for (const Enum one : all) {
      if (name(one) != text) continue;
      known = true;
      for (const Enum earlier : out) {
        if (earlier == one) in.complain("names \"" + text + "\" twice");
      }
      out.push_back(one);
    }
    if (!known) in.complain("names the unknown \"" + text + "\" in \"" + std::string(key) + "\"");
  }
  if (out.empty()) in.complain("needs \"" + std::string(key) + "\" with at least one name");
  return out;
}

}  // namespace truename::policy
