#include "base/toml.h"

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
