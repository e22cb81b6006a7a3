#include "http/multipart.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace truename::http {
namespace {

constexpr std::string_view kFormType = "multipart/form-data";
constexpr std::size_t kPartLimit = 8;       // our largest form has three
constexpr std::size_t kBoundaryLimit = 70;  // RFC 2046 §5.1.1
constexpr std::size_t kHeaderLimit = 2048;  // of one part

tl::unexpected<Error> malformed(const char* what) {
  return fail(ErrorCode::bad_input,
              std::string("The form is not valid multipart/form-data: ") + what + ".");
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

bool is_token(unsigned char c) {  // RFC 9110 §5.6.2
  return std::isalnum(c) != 0 || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string::npos;
}

bool is_boundary(std::string_view text) {  // RFC 2046 §5.1.1
  return !text.empty() && text.size() <= kBoundaryLimit && !text.ends_with(' ') &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return std::isalnum(c) != 0 ||
                  std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
         });
}

std::string take_token(std::string_view& rest) {
  const auto end = std::find_if_not(rest.begin(), rest.end(), is_token);
  std::string token(rest.begin(), end);
  rest.remove_prefix(token.size());
  return token;
}

void skip_blanks(std::string_view& rest) {
  while (rest.starts_with(' ') || rest.starts_with('\t')) rest.remove_prefix(1);
}

// After the opening quote, up to and with the closing one; "\x" stands for x (RFC 9110 §5.6.4).
std::optional<std::string> take_quoted(std::string_view& rest) {
  std::string text;
  while (!rest.empty()) {
    char c = rest.front();
    rest.remove_prefix(1);
    if (c == '"') return text;
    if (c == '\\') {
      if (rest.empty()) return std::nullopt;
      c = rest.front();
      rest.remove_prefix(1);
    }
    if (std::iscntrl(static_cast<unsigned char>(c)) != 0 && c != '\t') return std::nullopt;
    text += c;
  }
  return std::nullopt;
}

// "type; key=value; key="value"": the type and keys in lower case, each key once.
struct Field {
  std::string type;
  std::map<std::string, std::string, std::less<>> parameters;
};

std::optional<Field> parse_field(std::string_view rest) {
  Field field;
  skip_blanks(rest);
  field.type = lower(take_token(rest));
  if (rest.starts_with('/')) {
    rest.remove_prefix(1);
    field.type += "/" + lower(take_token(rest));
  }
  if (field.type.empty() || field.type.ends_with('/')) return std::nullopt;
  for (;;) {
    skip_blanks(rest);
    if (rest.empty()) return field;
    if (!rest.starts_with(';')) return std::nullopt;
    rest.remove_prefix(1);
    skip_blanks(rest);
    const std::string key = lower(take_token(rest));
    if (key.empty() || !rest.starts_with('=')) return std::nullopt;
    rest.remove_prefix(1);
    std::optional<std::string> value;
    if (rest.starts_with('"')) {
      rest.remove_prefix(1);
      value = take_quoted(rest);
    } else {
      value = take_token(rest);
      if (value->empty()) return std::nullopt;
    }
    if (!value || !field.parameters.emplace(key, *value).second) return std::nullopt;
  }
}

Result<std::string> boundary_of(std::string_view content_type) {
  const auto field = parse_field(content_type);
  if (!field || field->type != kFormType) {
    return malformed("the Content-Type must be multipart/form-data with a boundary");
  }
  const auto boundary = field->parameters.find("boundary");
  if (boundary == field->parameters.end() || !is_boundary(boundary->second)) {
    return malformed("the boundary is missing or not valid");
  }
  return boundary->second;
}

struct Headers {
  std::string name;
  std::string_view content_type;
};

Result<Headers> read_headers(std::string_view block) {
  Headers headers;
  bool disposed = false;
  while (!block.empty()) {
    const std::size_t end = std::min(block.find("\r\n"), block.size());
    const std::string_view line = block.substr(0, end);
    block.remove_prefix(std::min(end + 2, block.size()));
    std::string_view value = line;
    const std::string field = lower(take_token(value));
    if (field.empty() || !value.starts_with(':')) return malformed("a part's header is no field");
    value.remove_prefix(1);
    skip_blanks(value);
    if (field == "content-type") headers.content_type = value;
    if (field != "content-disposition") continue;
    const auto disposition = parse_field(value);
    if (disposed || !disposition || disposition->type != "form-data") {
      return malformed("a part needs one Content-Disposition, form-data with a name");
    }
    disposed = true;
    const auto name = disposition->parameters.find("name");
    if (name != disposition->parameters.end()) headers.name = name->second;
  }
  if (headers.name.empty()) return malformed("a part has no name");
  return headers;
}

}  // namespace

bool is_multipart(std::string_view content_type) {
  const auto field = parse_field(content_type);
  return field && field->type == kFormType;
}

Result<Parts> parse_multipart(std::string_view content_type, std::string_view body) {
  const std::string dashes = "--" + TRY(boundary_of(content_type));
  if (!body.starts_with(dashes)) return malformed("it does not begin with its boundary");
  body.remove_prefix(dashes.size());
  const std::string divider = "\r\n" + dashes;
  Parts parts;
  while (!body.starts_with("--")) {
    if (!body.starts_with("\r\n")) return malformed("a boundary is not followed by a line end");
    body.remove_prefix(2);
    const std::size_t blank = body.substr(0, kHeaderLimit).find("\r\n\r\n");
    if (blank == std::string_view::npos) return malformed("a part has no end to its header");
    const Headers headers = TRY(read_headers(body.substr(0, blank)));
    body.remove_prefix(blank + 4);
    const std::size_t end = body.find(divider);
    if (end == std::string_view::npos) return malformed("it is cut short");
    if (parts.size() == kPartLimit) return malformed("it has more than 8 parts");
    const bool fresh =
        parts.emplace(headers.name, Part{headers.content_type, body.substr(0, end)}).second;
    if (!fresh) return malformed("a part's name stands twice");
    body.remove_prefix(end + divider.size());
  }
  if (body != "--" && body != "--\r\n") return malformed("something follows its last boundary");
  return parts;
}

}  // namespace truename::http
