#include "http/pages.h"

#include <algorithm>
#include <string_view>

#include "base/crypto.h"
#include "base/files.h"
#include "http/problem.h"

namespace truename::http {
namespace {

constexpr std::size_t kPageLimitBytes = 4 * 1024 * 1024;

struct Kind {
  std::string_view ending;
  std::string_view content_type;
};
constexpr Kind kKinds[] = {{".html", "text/html; charset=utf-8"},
                           {".css", "text/css; charset=utf-8"},
                           {".js", "text/javascript; charset=utf-8"},
                           {".svg", "image/svg+xml"},
                           {".png", "image/png"}};

// Letters, digits, '_', '-', '/' and single dots: nothing that climbs or hides.
bool plain(std::string_view path) {
  return path.find("..") == std::string_view::npos && path.find("/.") == std::string_view::npos &&
         std::all_of(path.begin(), path.end(), [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '/' || c == '.';
         });
}

}  // namespace

Response serve_page(const std::filesystem::path& folder, const Request& request) {
  const std::string& path = request.path;
  const std::string name = path == "/" ? "index.html" : path.substr(1);
  const auto* const kind = std::find_if(std::begin(kKinds), std::end(kKinds), [&](const Kind& one) {
    return name.ends_with(one.ending);
  });
  if (!plain(path) || kind == std::end(kKinds)) return problem(404, "There is no such page.");
  auto content = read_text_file(folder / name, kPageLimitBytes);
  if (!content) return problem(404, "There is no such page.");
  const std::string tag = "\"" + to_hex(sha256(as_bytes(*content))) + "\"";
  const auto asked = request.header("if-none-match");
  const bool held = asked && (*asked == "*" || asked->find(tag) != std::string::npos);
  Response response{.status = held ? 304 : 200, .content_type = std::string(kind->content_type)};
  response.headers = {{"Cache-Control", "no-cache"}, {"ETag", tag}};
  if (!held) response.body = *std::move(content);
  return response;
}

}  // namespace truename::http
