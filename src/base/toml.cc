#include "base/toml.h"

// Its assertions are reachable from input ("[" and a line end; mended upstream by
// marzer/tomlplusplus#301, after Debian's 3.3); the parser's own error stands right behind them.
#define TOML_ASSERT(expression) static_assert(true)
// Its tables of spaces and letters call the rest of each range unreachable; input reaches it, and
// the answer there is no (marzer/tomlplusplus#190 and #295).
#include <toml++/impl/forward_declarations.h>
#pragma push_macro("TOML_UNREACHABLE")
#undef TOML_UNREACHABLE
#define TOML_UNREACHABLE return false
#include <toml++/impl/unicode.h>
#pragma pop_macro("TOML_UNREACHABLE")
#include <toml++/toml.h>

#include <sstream>

namespace truename {
namespace {

constexpr std::size_t kTextLimit = 1024 * 1024;

Value from_node(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* integer = node.as_integer()) return std::int64_t{integer->get()};
  if (const auto* real = node.as_floating_point()) return real->get();
  if (const auto* flag = node.as_boolean()) return flag->get();
  if (const auto* array = node.as_array()) {
    Array out;
    for (const toml::node& item : *array) out.push_back(from_node(item));
    return out;
  }
  if (const auto* table = node.as_table()) {
    Object out;
    for (const auto& [key, item] : *table)
      out.emplace_back(std::string(key.str()), from_node(item));
    return out;
  }
  std::ostringstream text;  // the date and time kinds
  node.visit([&text](const auto& leaf) {
    if constexpr (toml::is_value<decltype(leaf)>) text << leaf.get();
  });
  return text.str();
}

}  // namespace

Result<Value> parse_toml(std::string_view text, std::string_view name) {
  if (text.size() > kTextLimit) {
    return fail(ErrorCode::too_large, std::string(name) + " is over 1 MiB; split it.");
  }
  try {
    return from_node(toml::parse(text, name));
  } catch (const toml::parse_error& error) {  // wrapped here, where the library is called
    return fail(ErrorCode::bad_input, std::string(name) + ":" +
                                          std::to_string(error.source().begin.line) + ": " +
                                          std::string(error.description()) + ".");
  }
}

}  // namespace truename
