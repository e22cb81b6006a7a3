#include "domain/origin.h"

#include <utility>

#include "base/fields.h"
#include "domain/principal.h"

namespace truename::domain {
namespace {

using Part = std::pair<const char*, std::string Origin::*>;
constexpr Part kParts[] = {
    {"clerk", &Origin::clerk}, {"outlet", &Origin::outlet}, {"device", &Origin::device}};

}  // namespace

Value origin_value(const Origin& origin) {
  Value out;
  for (const auto& [key, part] : kParts) {
    if (!(origin.*part).empty()) out.set(key, origin.*part);
  }
  return out;
}

Result<Origin> parse_origin(const Value& value) {
  Fields in(value, "evidence.origin");
  Origin out;
  for (const auto& [key, part] : kParts) {
    if (!in.has(key)) continue;
    out.*part = in.text(key);
    // An outlet's code has the form of a principal's id.
    if (!parse_principal_id(out.*part)) in.complain("has no id in \"" + std::string(key) + "\"");
  }
  TRY_STATUS(in.finish());
  return out;
}

}  // namespace truename::domain
