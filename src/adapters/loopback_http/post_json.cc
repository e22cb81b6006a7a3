#include "adapters/loopback_http/post_json.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <optional>
#include <utility>

#include "adapters/loopback_http/http_answer.h"

namespace truename::adapters {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

tl::unexpected<Error> unavailable(const char* what) { return fail(ErrorCode::unavailable, what); }

class Socket {
 public:
  explicit Socket(int family)
      : file_(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {}
  ~Socket() {
    if (file_ >= 0) ::close(file_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  int file() const { return file_; }

  // Until the socket may be read or written, or the deadline has come.
  Status wait_for(short events, SteadyTime deadline) const {
    for (;;) {
      const auto left =
          std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
      if (left.count() <= 0) return unavailable("The service did not answer in time.");
      pollfd waiting{file_, events, 0};
      const int ready = ::poll(&waiting, 1, static_cast<int>(left.count()));
      if (ready > 0) return {};
      if (ready < 0 && errno != EINTR) return unavailable("The service cannot be waited for.");
    }
  }

 private:
  const int file_;
};

Status connect_to(const Endpoint& to, const Socket& socket, SteadyTime deadline) {
  sockaddr_in four{};
  four.sin_family = AF_INET;
  four.sin_port = htons(to.port);
  sockaddr_in6 six{};
  six.sin6_family = AF_INET6;
  six.sin6_port = htons(to.port);
  const bool is_six = to.address == "::1";
  const int parsed = is_six ? ::inet_pton(AF_INET6, "::1", &six.sin6_addr)
                            : ::inet_pton(AF_INET, to.address.c_str(), &four.sin_addr);
  if (parsed != 1 || socket.file() < 0) return unavailable("No socket could be opened.");
  const auto* const address =
      is_six ? reinterpret_cast<const sockaddr*>(&six) : reinterpret_cast<const sockaddr*>(&four);
  const socklen_t size = is_six ? sizeof six : sizeof four;
  if (::connect(socket.file(), address, size) != 0 && errno != EINPROGRESS) {
    return unavailable("The service refuses connections.");
  }
  TRY_STATUS(socket.wait_for(POLLOUT, deadline));
  int failed = 0;
  socklen_t failed_size = sizeof failed;
  ::getsockopt(socket.file(), SOL_SOCKET, SO_ERROR, &failed, &failed_size);
  if (failed != 0) return unavailable("The service refuses connections.");
  return {};
}

Status send_all(std::string_view bytes, const Socket& socket, SteadyTime deadline) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket.file(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN || errno == EINTR) {
      TRY_STATUS(socket.wait_for(POLLOUT, deadline));
    } else {
      return unavailable("The service closed the connection.");
    }
  }
  return {};
}

Result<std::string> receive(const Socket& socket, SteadyTime deadline) {
  std::string bytes;
  std::array<char, 4096> block;
  for (;;) {
    TRY_STATUS(socket.wait_for(POLLIN, deadline));
    const ssize_t got = ::recv(socket.file(), block.data(), block.size(), 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (got < 0) return unavailable("The service closed the connection.");
    bytes.append(block.data(), static_cast<std::size_t>(got));
    auto body = parse_http_answer(bytes, got == 0 ? Stream::closed : Stream::open);
    if (!body) return fail(ErrorCode::unavailable, body.error().message);
    if (*body) return std::move(**body);
  }
}

std::string request_text(const Endpoint& to, const std::string& token, const std::string& body) {
  std::string out = "POST " + to.path + " HTTP/1.1\r\nHost: " + to.host +
                    "\r\nContent-Type: application/json\r\nAccept: application/json\r\n"
                    "Connection: close\r\nContent-Length: " +
                    std::to_string(body.size()) + "\r\n";
  if (!token.empty()) out += "Authorization: Bearer " + token + "\r\n";
  return out + "\r\n" + body;
}

bool is_loopback(const std::string& address) {
  in_addr parsed{};
  return address == "::1" ||
         (address.starts_with("127.") && ::inet_pton(AF_INET, address.c_str(), &parsed) == 1);
}

bool is_path(std::string_view text) {
  return text.size() <= 1024 &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

Result<Endpoint> parse_endpoint(std::string_view url) {
  const auto bad = [] {
    return fail(ErrorCode::bad_input,
                "A service's address is http://127.0.0.1:PORT/PATH, on this machine alone; for "
                "another machine put a sidecar that speaks TLS between.");
  };
  constexpr std::string_view kScheme = "http://";
  if (!url.starts_with(kScheme)) return bad();
  url.remove_prefix(kScheme.size());
  const std::size_t slash = std::min(url.find('/'), url.size());
  Endpoint out{.host = std::string(url.substr(0, slash)), .path = std::string(url.substr(slash))};
  if (out.path.empty()) out.path = "/";
  std::string_view name = out.host;
  const std::size_t colon = name.rfind(':');
  if (colon != std::string_view::npos && !name.ends_with(']')) {
    const std::string_view port = name.substr(colon + 1);
    const auto read = std::from_chars(port.data(), port.data() + port.size(), out.port);
    if (read.ec != std::errc() || read.ptr != port.data() + port.size() || out.port == 0) {
      return bad();
    }
    name = name.substr(0, colon);
  }
  out.address = name == "localhost" ? "127.0.0.1" : name == "[::1]" ? "::1" : std::string(name);
  return is_loopback(out.address) && is_path(out.path) ? Result<Endpoint>(out) : bad();
}

Result<std::string> post_json(const Endpoint& to, const std::string& token, const std::string& body,
                              std::chrono::milliseconds time_limit) {
  const SteadyTime deadline = std::chrono::steady_clock::now() + time_limit;
  const Socket socket(to.address == "::1" ? AF_INET6 : AF_INET);
  TRY_STATUS(connect_to(to, socket, deadline));
  TRY_STATUS(send_all(request_text(to, token, body), socket, deadline));
  return receive(socket, deadline);
}

}  // namespace truename::adapters
