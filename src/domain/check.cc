#include "domain/check.h"

#include "base/check.h"

namespace truename::domain {
namespace {

constexpr Check kChecks[] = {Check::not_applicable, Check::pass, Check::fail};

}  // namespace

std::string_view check_text(Check check) {
  switch (check) {
    case Check::pass:
      return "pass";
    case Check::fail:
      return "fail";
    case Check::not_applicable:
      return "not_applicable";
  }
  CHECK(false);
}

Check read_check(Fields& in, std::string_view key) {
  return read_named(in, key, kChecks, check_text);
}

Check read_check_or_none(Fields& in, std::string_view key) {
  return in.has(key) ? read_check(in, key) : Check::not_applicable;
}

void set_check(Value& out, std::string_view key, Check check) {
  if (check != Check::not_applicable) out.set(std::string(key), check_text(check));
}

}  // namespace truename::domain
