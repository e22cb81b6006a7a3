#include "base/json.h"

#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <set>

#include "base/check.h"

namespace truename {
namespace {

constexpr std::size_t kTextLimit = 1024 * 1024;
constexpr std::size_t kDepthLimit = 32;

Value from_boost(const boost::json::value& in) {
  switch (in.kind()) {
    case boost::json::kind::null:
      return {};
    case boost::json::kind::bool_:
      return in.get_bool();
    case boost::json::kind::int64:
      return in.get_int64();
    case boost::json::kind::uint64:
      return static_cast<double>(in.get_uint64());
    case boost::json::kind::double_:
      return in.get_double();
    case boost::json::kind::string:
      return std::string(in.get_string());
    case boost::json::kind::array: {
      Array out;
      for (const auto& item : in.get_array()) out.push_back(from_boost(item));
      return out;
    }
    case boost::json::kind::object: {
      Object out;
      for (const auto& member : in.get_object()) {
        out.emplace_back(std::string(member.key()), from_boost(member.value()));
      }
      return out;
    }
  }
  CHECK(false);
}

void write_string(const std::string& text, std::string& out) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

template <class Number>
void write_number(Number number, std::string& out) {
  char text[40];
  const auto [end, error] = std::to_chars(text, text + sizeof text, number);
  CHECK(error == std::errc());
  out.append(text, end);
}

void write_value(const Value& value, std::string& out) {
  if (const auto* flag = value.as<bool>()) {
    out += *flag ? "true" : "false";
  } else if (const auto* integer = value.as<std::int64_t>()) {
    write_number(*integer, out);
  } else if (const auto* real = value.as<double>()) {
    write_number(*real, out);
  } else if (const auto* text = value.as<std::string>()) {
    write_string(*text, out);
  } else if (const auto* array = value.as<Array>()) {
    char separator = '[';
    for (const Value& item : *array) {
      out += separator;
      write_value(item, out);
      separator = ',';
    }
    out += array->empty() ? "[]" : "]";
  } else if (const auto* object = value.as<Object>()) {
    char separator = '{';
    for (const Member& member : *object) {
      out += separator;
      write_string(member.first, out);
      out += ':';
      write_value(member.second, out);
      separator = ',';
    }
    out += object->empty() ? "{}" : "}";
  } else {
    out += "null";
  }
}

// boost::json keeps the last of two equal keys; the text is walked to refuse them instead.
struct DuplicateFinder {
  constexpr static std::size_t max_object_size = static_cast<std::size_t>(-1);
  constexpr static std::size_t max_array_size = static_cast<std::size_t>(-1);
  constexpr static std::size_t max_key_size = static_cast<std::size_t>(-1);
  constexpr static std::size_t max_string_size = static_cast<std::size_t>(-1);
  using Text = boost::json::string_view;
  using Code = boost::json::error_code;

  std::vector<std::set<std::string, std::less<>>> open;
  std::string partial_key;

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code&) { return open.emplace_back(), true; }
  bool on_object_end(std::size_t, Code&) { return open.pop_back(), true; }
  bool on_array_begin(Code&) { return true; }
  bool on_array_end(std::size_t, Code&) { return true; }
  bool on_key_part(Text part, std::size_t, Code&) { return partial_key.append(part), true; }
  bool on_key(Text part, std::size_t, Code& code) {
    partial_key.append(part);
    const bool fresh = open.back().insert(std::exchange(partial_key, {})).second;
    if (!fresh) code = boost::json::error::incomplete;
    return fresh;
  }
  bool on_string_part(Text, std::size_t, Code&) { return true; }
  bool on_string(Text, std::size_t, Code&) { return true; }
  bool on_number_part(Text, Code&) { return true; }
  bool on_int64(std::int64_t, Text, Code&) { return true; }
  bool on_uint64(std::uint64_t, Text, Code&) { return true; }
  bool on_double(double, Text, Code&) { return true; }
  bool on_bool(bool, Code&) { return true; }
  bool on_null(Code&) { return true; }
  bool on_comment_part(Text, Code&) { return true; }
  bool on_comment(Text, Code&) { return true; }
};

bool has_duplicate_key(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = kDepthLimit;
  boost::json::basic_parser<DuplicateFinder> parser(options);
  boost::json::error_code code;
  parser.write_some(false, text.data(), text.size(), code);
  return static_cast<bool>(code);
}

}  // namespace

Result<Value> parse_json(std::string_view text) {
  if (text.size() > kTextLimit) {
    return fail(ErrorCode::too_large, "The JSON text is over 1 MiB; send less.");
  }
  boost::json::parse_options options;
  options.max_depth = kDepthLimit;
  boost::json::error_code code;
  const boost::json::value parsed =
      boost::json::parse({text.data(), text.size()}, code, {}, options);
  if (code) return fail(ErrorCode::bad_input, "This is not valid JSON: " + code.message() + ".");
  if (has_duplicate_key(text)) {
    return fail(ErrorCode::bad_input, "A JSON key stands twice in one object; give it once.");
  }
  return from_boost(parsed);
}

std::string write_json(const Value& value) {
  std::string out;
  write_value(value, out);
  return out;
}

}  // namespace truename
