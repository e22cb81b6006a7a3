#include "base/json.h"

#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "base/check.h"

namespace truename {
namespace {

constexpr std::size_t kTextLimit = 1024 * 1024;
constexpr std::size_t kDepthLimit = 32;

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
    write_number(*real == 0 ? 0.0 : *real, out);  // "-0" would read back as the integer 0
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

// Builds the tree as the parser meets it: a key given twice is refused (boost::json would keep the
// last), and numbers are read exactly from their text (boost::json 1.81 may be one digit off).
struct Builder {
  constexpr static std::size_t max_object_size = static_cast<std::size_t>(-1);
  constexpr static std::size_t max_array_size = static_cast<std::size_t>(-1);
  constexpr static std::size_t max_key_size = static_cast<std::size_t>(-1);
  constexpr static std::size_t max_string_size = static_cast<std::size_t>(-1);
  using Text = boost::json::string_view;
  using Code = boost::json::error_code;

  struct Open {
    Value value;      // the array or object under way
    std::string key;  // of the member that comes next
    std::set<std::string, std::less<>> keys;
  };
  std::vector<Open> open;
  std::string partial;
  Value result;
  bool doubled_key = false;

  bool put(Value value) {
    if (open.empty()) {
      result = std::move(value);
    } else if (open.back().value.as<Object>() != nullptr) {
      open.back().value.set(std::exchange(open.back().key, {}), std::move(value));
    } else {
      open.back().value.push_back(std::move(value));
    }
    return true;
  }
  bool close() {
    Value value = std::move(open.back().value);
    open.pop_back();
    return put(std::move(value));
  }
  bool number(Text last) {
    const std::string text = std::exchange(partial, {}) + std::string(last);
    std::int64_t integer = 0;
    const char* const end = text.data() + text.size();
    const auto whole = std::from_chars(text.data(), end, integer);
    if (whole.ec == std::errc() && whole.ptr == end) return put(integer);
    double real = 0;
    const auto read = std::from_chars(text.data(), end, real);
    return read.ec == std::errc() && put(real);
  }

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code&) { return open.push_back({Object{}, {}, {}}), true; }
  bool on_object_end(std::size_t, Code&) { return close(); }
  bool on_array_begin(Code&) { return open.push_back({Array{}, {}, {}}), true; }
  bool on_array_end(std::size_t, Code&) { return close(); }
  bool on_key_part(Text part, std::size_t, Code&) { return partial.append(part), true; }
  bool on_key(Text part, std::size_t, Code& code) {
    open.back().key = std::exchange(partial, {}) + std::string(part);
    doubled_key = !open.back().keys.insert(open.back().key).second;
    if (doubled_key) code = boost::json::error::incomplete;
    return !doubled_key;
  }
  bool on_string_part(Text part, std::size_t, Code&) { return partial.append(part), true; }
  bool on_string(Text part, std::size_t, Code&) {
    return put(std::exchange(partial, {}) + std::string(part));
  }
  bool on_number_part(Text part, Code&) { return partial.append(part), true; }
  bool on_int64(std::int64_t, Text text, Code&) { return number(text); }
  bool on_uint64(std::uint64_t, Text text, Code&) { return number(text); }
  bool on_double(double, Text text, Code& code) {
    if (number(text)) return true;
    code = boost::json::error::exponent_overflow;
    return false;
  }
  bool on_bool(bool flag, Code&) { return put(flag); }
  bool on_null(Code&) { return put({}); }
  bool on_comment_part(Text, Code&) { return true; }
  bool on_comment(Text, Code&) { return true; }
};

}  // namespace

Result<Value> parse_json(std::string_view text) {
  if (text.size() > kTextLimit) {
    return fail(ErrorCode::too_large, "The JSON text is over 1 MiB; send less.");
  }
  boost::json::parse_options options;
  options.max_depth = kDepthLimit;
  boost::json::basic_parser<Builder> parser(options);
  boost::json::error_code code;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), code);
  if (parser.handler().doubled_key) {
    return fail(ErrorCode::bad_input, "A JSON key stands twice in one object; give it once.");
  }
  if (!code && read != text.size()) code = boost::json::error::extra_data;
  if (code) return fail(ErrorCode::bad_input, "This is not valid JSON: " + code.message() + ".");
  return std::move(parser.handler().result);
}

std::string write_json(const Value& value) {
  std::string out;
  write_value(value, out);
  return out;
}

}  // namespace truename
