#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <optional>
#include <utility>

#include "base/bytes.h"
#include "http/problem.h"
#include "http/server.h"

namespace truename::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bh = boost::beast::http;
using tcp = asio::ip::tcp;
using ErrorCodeB = boost::system::error_code;

constexpr std::uint32_t kHeaderLimitBytes = 8 * 1024;
constexpr std::size_t kDrainLimitBytes = 64 * 1024 * 1024;
constexpr std::chrono::milliseconds kDrainDeadline{5'000};
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size();
    const auto byte = escape ? from_hex(text.substr(i + 1, 2)) : Result<Bytes>(Bytes{});
    if (escape && byte) {
      out += static_cast<char>(byte->front());
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

void read_target(std::string_view target, Request& request) {
  const std::size_t mark = std::min(target.find('?'), target.size());
  request.path = std::string(target.substr(0, mark));
  std::string_view query = target.substr(std::min(mark + 1, target.size()));
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    const std::size_t equals = std::min(pair.find('='), pair.size());
    request.query[percent_decoded(pair.substr(0, equals))] =
        percent_decoded(pair.substr(std::min(equals + 1, pair.size())));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
}

Request to_request(bh::request<bh::string_body>&& message) {
  Request request;
  request.method = std::string(message.method_string());
  const auto target = message.target();
  read_target({target.data(), target.size()}, request);
  for (const auto& field : message) {
    std::string name(field.name_string());
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    request.headers[name] = std::string(field.value());
  }
  request.body = std::move(message.body());
  return request;
}

bh::response<bh::string_body> to_message(Response&& response, bool keep_alive) {
  bh::response<bh::string_body> message;
  message.version(11);
  message.result(static_cast<unsigned>(response.status));
  message.set(bh::field::content_type, response.content_type);
  message.set("X-Content-Type-Options", "nosniff");
  message.set("Referrer-Policy", "no-referrer");
  message.set("Permissions-Policy", "camera=(self), microphone=(), geolocation=()");
  message.set("Content-Security-Policy",
              "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
              "frame-ancestors 'none'; base-uri 'none'; form-action 'self'");
  if (!response.headers.contains("Cache-Control")) message.set("Cache-Control", "no-store");
  for (const auto& [name, value] : response.headers) message.set(name, value);
  message.keep_alive(keep_alive);
  message.body() = std::move(response.body);
  message.prepare_payload();
  return message;
}

}  // namespace

struct Server::Core {
  Core(ServerOptions given, Handler handle)
      : options(std::move(given)),
        handler(std::move(handle)),
        acceptor(io),
        retry(io),
        signals(io),
        workers(static_cast<std::size_t>(options.workers)) {}

  ServerOptions options;
  Handler handler;
  asio::io_context io{1};
  tcp::acceptor acceptor;
  asio::steady_timer retry;
  asio::signal_set signals;
  asio::thread_pool workers;
  std::atomic<int> waiting = 0;
  int connections = 0;  // touched on the io thread alone
  bool stopping = false;

  void accept();
  void begin_stop();
  void finish_when_idle();
};

// One connection. Shared by the operations pending on it; gone when none is left.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  template <class CoreType>
  Connection(tcp::socket socket, CoreType& core)
      : stream_(std::move(socket)),
        options_(core.options),
        handler_(core.handler),
        io_(core.io),
        workers_(core.workers),
        waiting_(core.waiting),
        connections_(core.connections),
        stopping_(core.stopping) {
    ++connections_;
  }
  ~Connection() { --connections_; }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void read_header() {
    parser_.emplace();
    parser_->header_limit(kHeaderLimitBytes);
    parser_->body_limit(boost::none);  // judged below, by path, before any of it is read
    stream_.expires_after(options_.header_deadline);
    bh::async_read_header(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](ErrorCodeB error, std::size_t) { self->on_header(error); });
  }

 private:
  void on_header(ErrorCodeB error) {
    if (error == bh::error::header_limit) {
      return refuse(problem(431, "The request's header is over 8 KiB; send fewer fields."));
    }
    if (error) return on_broken(error);
    const auto target = parser_->get().target();
    const std::string_view path =
        std::string_view(target.data(), target.size()).substr(0, target.find('?'));
    limit_ = options_.body_limit(path);
    const auto length = parser_->content_length();
    if (length && *length > limit_) return refuse(too_large());
    parser_->body_limit(limit_);
    stream_.expires_after(options_.body_deadline);
    const bool waits = beast::iequals(parser_->get()[bh::field::expect], "100-continue");
    if (!waits) return read_body();
    asio::async_write(stream_, asio::buffer(kContinue),
                      [self = shared_from_this()](ErrorCodeB failed, std::size_t) {
                        if (!failed) self->read_body();
                      });
  }

  void read_body() {
    bh::async_read(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](ErrorCodeB error, std::size_t) { self->on_body(error); });
  }

  void on_body(ErrorCodeB error) {
    if (error == bh::error::body_limit) return refuse(too_large());
    if (error) return on_broken(error);
    keep_alive_ = parser_->get().keep_alive() && !stopping_;
    head_ = parser_->get().method() == bh::verb::head;
    Request request = to_request(parser_->release());
    if (!options_.is_heavy(request.path)) return write(handler_(request));
    if (waiting_ >= options_.queue_limit) {
      options_.on_turned_away();
      return write(problem(503, "All desks are busy; try again in a moment."));
    }
    options_.on_queue(++waiting_);
    stream_.expires_never();
    asio::post(workers_, [self = shared_from_this(), request = std::move(request)]() mutable {
      Response response = self->handler_(request);
      request = {};  // pictures go as soon as they are decided on
      asio::post(self->io_, [self, response = std::move(response)]() mutable {
        self->options_.on_queue(--self->waiting_);
        self->write(std::move(response));
      });
    });
  }

  Response too_large() const {
    return problem(413, "The request is over its limit of " +
                            std::to_string(limit_ / (1024 * 1024)) +
                            " MiB (12 MB a picture); send smaller pictures.");
  }

  // A request that came in wrong or too slowly gets no answer worth keeping the connection for.
  void on_broken(ErrorCodeB error) {
    if (error == bh::error::end_of_stream || error == beast::error::timeout ||
        error.category() != bh::make_error_code(bh::error::bad_method).category()) {
      return close();
    }
    refuse(problem(400, "This is not a valid HTTP request."));
  }

  void refuse(Response response) {
    keep_alive_ = false;
    drain_ = true;
    write(std::move(response));
  }

  void write(Response response) {
    message_.emplace(to_message(std::move(response), keep_alive_));
    if (head_) message_->body().clear();
    stream_.expires_after(options_.write_deadline);
    bh::async_write(stream_, *message_, [self = shared_from_this()](ErrorCodeB error, std::size_t) {
      if (error) return self->close();
      if (self->keep_alive_) return self->read_header();
      ErrorCodeB ignored;
      self->stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
      if (self->drain_) self->drain();
    });
  }

  // Closing on a sender resets the connection before it has read why; so the rest is let through.
  void drain() {
    stream_.expires_after(kDrainDeadline);
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(64 * 1024),
                            [self = shared_from_this()](ErrorCodeB error, std::size_t size) {
                              self->drained_ += size;
                              if (!error && self->drained_ < kDrainLimitBytes) self->drain();
                            });
  }

  void close() {
    ErrorCodeB ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
  }

  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  std::optional<bh::request_parser<bh::string_body>> parser_;
  std::optional<bh::response<bh::string_body>> message_;
  const ServerOptions& options_;
  const Handler& handler_;
  asio::io_context& io_;
  asio::thread_pool& workers_;
  std::atomic<int>& waiting_;
  int& connections_;
  const bool& stopping_;
  std::size_t limit_ = 0;
  std::size_t drained_ = 0;
  bool keep_alive_ = false;
  bool drain_ = false;
  bool head_ = false;
};

void Server::Core::accept() {
  acceptor.async_accept([this](ErrorCodeB error, tcp::socket socket) {
    if (stopping || error == asio::error::operation_aborted) return;
    if (error) {  // out of descriptors: wait for some to come back rather than spin
      retry.expires_after(std::chrono::milliseconds(100));
      retry.async_wait([this](ErrorCodeB) { accept(); });
      return;
    }
    if (connections < options.connection_limit) {
      std::make_shared<Connection>(std::move(socket), *this)->read_header();
    }
    accept();
  });
}

void Server::Core::begin_stop() {
  if (std::exchange(stopping, true)) return;
  ErrorCodeB ignored;
  acceptor.close(ignored);
  signals.cancel(ignored);
  finish_when_idle();
}

// Running requests answer through the io thread; it goes on until none is left.
void Server::Core::finish_when_idle() {
  if (waiting == 0) return io.stop();
  retry.expires_after(std::chrono::milliseconds(20));
  retry.async_wait([this](ErrorCodeB) { finish_when_idle(); });
}

Server::Server(std::shared_ptr<Core> core) : core_(std::move(core)) {}

Server::~Server() { core_->workers.join(); }

Result<std::unique_ptr<Server>> Server::create(ServerOptions options, Handler handler) {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {  // 1,000 idle connections are ordinary
    files.rlim_cur = std::min<rlim_t>(files.rlim_max, 16'384);
    setrlimit(RLIMIT_NOFILE, &files);
  }
  auto core = std::make_shared<Core>(std::move(options), std::move(handler));
  ErrorCodeB error;
  const auto address = asio::ip::make_address(core->options.address, error);
  if (error) {
    return fail(ErrorCode::bad_input, core->options.address + " is no address to listen on.");
  }
  const tcp::endpoint endpoint(address, core->options.port);
  core->acceptor.open(endpoint.protocol(), error);
  if (!error) core->acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) core->acceptor.bind(endpoint, error);
  if (!error) core->acceptor.listen(1024, error);
  if (error) {
    return fail(ErrorCode::unavailable, "Cannot listen on port " +
                                            std::to_string(core->options.port) + " (" +
                                            error.message() + "); choose another with --port.");
  }
  return std::unique_ptr<Server>(new Server(std::move(core)));
}

std::uint16_t Server::port() const { return core_->acceptor.local_endpoint().port(); }

void Server::run() {
  ErrorCodeB ignored;
  core_->signals.add(SIGINT, ignored);
  core_->signals.add(SIGTERM, ignored);
  core_->signals.async_wait([core = core_](ErrorCodeB error, int) {
    if (!error) core->begin_stop();
  });
  core_->accept();
  core_->io.run();
}

void Server::stop() {
  asio::post(core_->io, [core = core_] { core->begin_stop(); });
}

}  // namespace truename::http
