#include <algorithm>
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <optional>
#include <utility>

#include "http/body_budget.h"
#include "http/file_limit.h"
#include "http/problem.h"
#include "http/request_head.h"
#include "http/response_head.h"
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
constexpr std::size_t kReadBytes = std::size_t{16} * 1024;  // of a body at a time, a connection
constexpr int kLightWorkers = 2;  // one may wait for a lock while the other reads
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

// Beast's Body over BodyInFlight: nothing is reserved by announcement.
struct MeteredBody {
  using value_type = BodyInFlight;
  class reader {
   public:
    template <bool is_request, class Fields>
    reader(bh::header<is_request, Fields>&, value_type& body) : body_(body) {}
    void init(const boost::optional<std::uint64_t>&, ErrorCodeB& error) { error = {}; }
    template <class Buffers>
    std::size_t put(const Buffers& buffers, ErrorCodeB& error) {
      error = {};
      std::size_t size = 0;
      for (const asio::const_buffer block : beast::buffers_range_ref(buffers)) {
        if (!body_.append({static_cast<const char*>(block.data()), block.size()})) {
          error = bh::error::buffer_overflow;  // the budget has no room
          return size;
        }
        size += block.size();
      }
      return size;
    }
    void finish(ErrorCodeB& error) { error = {}; }

   private:
    value_type& body_;
  };
};

RequestHead head_of(const bh::request<MeteredBody>& message) {
  RequestHead head;
  head.version = static_cast<int>(message.version());
  head.method = std::string(message.method_string());
  head.target = std::string(message.target());
  for (const auto& field : message) {
    head.add(std::string(field.name_string()), std::string(field.value()));
  }
  return head;
}

bh::response<bh::string_body> to_message(Response&& response, bool keep_alive) {
  bh::response<bh::string_body> message;
  message.version(11);
  message.result(static_cast<unsigned>(response.status));
  if (response.status != 304) message.set(bh::field::content_type, response.content_type);
  for (const auto& [name, value] : response.headers) message.set(name, value);
  message.keep_alive(keep_alive);
  message.body() = std::move(response.body);
  message.prepare_payload();
  return message;
}

// Threads and what waits for or runs on them, counted on the network thread alone.
struct Pool {
  Pool(int most, int count) : limit(most), threads(static_cast<std::size_t>(count)) {}
  const int limit;
  int waiting = 0;
  asio::thread_pool threads;
};

}  // namespace

struct Server::Core {
  Core(ServerOptions given, Handler handle)
      : options(std::move(given)),
        handler(std::move(handle)),
        budget(options.bodies_in_flight_bytes),
        heavy(options.queue_limit, options.workers),
        light(options.light_queue_limit, kLightWorkers) {}

  ServerOptions options;
  Handler handler;
  BodyBudget budget;
  int connections = 0;  // touched on the network thread alone, as stopping is
  bool stopping = false;
  Pool heavy;
  Pool light;
  asio::io_context io{1};  // after all that the connections it holds refer to
  tcp::acceptor acceptor{io};
  asio::steady_timer retry{io};
  asio::signal_set signals{io};

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
        deadline_(core.io),
        options_(core.options),
        handler_(core.handler),
        io_(core.io),
        heavy_(core.heavy),
        light_(core.light),
        budget_(core.budget),
        connections_(core.connections),
        stopping_(core.stopping) {
    ++connections_;
  }
  ~Connection() { --connections_; }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void read_header() {
    parser_.emplace();
    parser_->get().body() = BodyInFlight(budget_);
    parser_->header_limit(kHeaderLimitBytes);
    parser_->body_limit(boost::none);  // judged below, by path, before any of it is read
    request_id_ = new_request_id();
    head_only_ = false;
    start_deadline(options_.header_deadline);
    bh::async_read_header(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](ErrorCodeB error, std::size_t) { self->on_header(error); });
  }

 private:
  // Everything that can be refused before the body is read is refused here. What leaves HTTP for
  // another protocol (Upgrade) leaves after the refusals, with stream_, buffer_ and the request.
  void on_header(ErrorCodeB error) {
    deadline_.cancel();
    if (error == bh::error::header_limit) {
      return refuse(problem(431, "The request's header is over 8 KiB; send fewer fields."));
    }
    if (error) return on_broken(error);
    const RequestHead head = head_of(parser_->get());
    head_only_ = parser_->get().method() == bh::verb::head;
    if (auto refused = refusal_of(head)) return refuse(*std::move(refused));
    request_ = to_request(head);
    work_ = options_.work_of(request_.path);
    limit_ = options_.body_limit(request_.path);
    const std::uint64_t length = parser_->content_length().value_or(0);
    if (length > limit_) return refuse(over_limit(limit_));
    if (is_full(work_)) return refuse(turned_away());
    const bool has_body = length > 0 || parser_->chunked();
    if (has_body && !budget_.has_room(std::max<std::size_t>(length, BodyInFlight::kFirstBytes))) {
      return refuse(turned_away());
    }
    parser_->body_limit(limit_);
    if (!waits_for_continue(head) || !has_body) return read_body();
    stream_.expires_after(options_.write_deadline);
    asio::async_write(stream_, asio::buffer(kContinue),
                      [self = shared_from_this()](ErrorCodeB failed, std::size_t) {
                        if (!failed) self->read_body();
                      });
  }

  void read_body() {
    start_deadline(options_.body_deadline);
    if (!parser_->is_done()) buffer_.reserve(kReadBytes);
    bh::async_read(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](ErrorCodeB error, std::size_t) { self->on_body(error); });
  }

  void on_body(ErrorCodeB error) {
    deadline_.cancel();
    if (error == bh::error::body_limit) return refuse(over_limit(limit_));
    if (error == bh::error::buffer_overflow) return refuse(turned_away());
    if (error) return on_broken(error);
    keep_alive_ = parser_->get().keep_alive() && !stopping_;
    body_ = std::move(parser_->get().body());
    parser_.reset();
    request_.body = body_.take_text();
    if (work_ == Work::immediate) return answer(handler_(request_));
    if (is_full(work_)) return answer(turned_away());
    auto& pool = work_ == Work::heavy ? heavy_ : light_;
    ++pool.waiting;
    if (work_ == Work::heavy) options_.on_queue(pool.waiting);
    asio::post(pool.threads, [self = shared_from_this(), &pool]() mutable {
      Response response = self->handler_(self->request_);
      self->request_ = {};  // pictures go as soon as they are decided on
      self->body_.release();
      asio::io_context& io = self->io_;  // the connection moves on, so that it ends there, not here
      asio::post(io, [self = std::move(self), &pool, response = std::move(response)]() mutable {
        --pool.waiting;
        if (self->work_ == Work::heavy) self->options_.on_queue(pool.waiting);
        self->answer(std::move(response));
      });
    });
  }

  bool is_full(Work work) const {
    if (work == Work::immediate) return false;
    const auto& pool = work == Work::heavy ? heavy_ : light_;
    return pool.waiting >= pool.limit;
  }

  Response turned_away() const {
    options_.on_turned_away();
    return problem(503, "All desks are busy; try again in a moment.");
  }

  // Absolute and of our own: the stream's closes the socket, and then nobody can be told why.
  void start_deadline(std::chrono::milliseconds span) {
    stream_.expires_never();
    timed_out_ = false;
    deadline_.expires_after(span);
    deadline_.async_wait([weak = weak_from_this(), turn = ++turn_](ErrorCodeB error) {
      const auto self = weak.lock();
      if (error || !self || self->turn_ != turn) return;
      self->timed_out_ = true;
      ErrorCodeB ignored;
      self->stream_.socket().cancel(ignored);
    });
  }

  // A slow sender is told so; an idle connection, on which nothing has begun, is just closed.
  void on_broken(ErrorCodeB error) {
    const bool begun = parser_->got_some() || buffer_.size() > 0;
    if (timed_out_ && begun) {
      return refuse(problem(408, "The request did not arrive in time; send it again, faster."));
    }
    const bool is_http = error.category() == make_error_code(bh::error::bad_method).category();
    if (!is_http || error == bh::error::end_of_stream || error == bh::error::partial_message) {
      return close();
    }
    refuse(problem(400, "This is not a valid HTTP request."));
  }

  void refuse(Response response) {
    keep_alive_ = false;
    drain_ = true;
    answer(std::move(response));
  }

  void answer(Response response) {
    ++turn_;  // a deadline that has just passed means nothing any more
    parser_.reset();
    request_ = {};
    body_.release();
    finish_response(response, request_id_);
    message_.emplace(to_message(std::move(response), keep_alive_));
    if (head_only_) message_->body().clear();
    stream_.expires_after(options_.write_deadline);
    bh::async_write(stream_, *message_, [self = shared_from_this()](ErrorCodeB error, std::size_t) {
      self->message_.reset();
      if (error) return self->close();
      if (self->keep_alive_) return self->read_header();
      ErrorCodeB ignored;
      self->stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
      if (!self->drain_) return;
      self->stream_.expires_after(kDrainDeadline);
      self->drain();
    });
  }

  // Closing on a sender resets the connection before it has read why; so the rest is let through.
  void drain() {
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
  asio::steady_timer deadline_;
  beast::flat_buffer buffer_;
  std::optional<bh::request_parser<MeteredBody>> parser_;
  std::optional<bh::response<bh::string_body>> message_;
  const ServerOptions& options_;
  const Handler& handler_;
  asio::io_context& io_;
  Pool& heavy_;
  Pool& light_;
  BodyBudget& budget_;
  int& connections_;
  const bool& stopping_;
  Request request_;    // a worker's while it runs, else the network thread's
  BodyInFlight body_;  // the room that request_.body takes
  std::string request_id_;
  Work work_ = Work::immediate;
  std::size_t limit_ = 0;
  std::size_t drained_ = 0;
  std::uint64_t turn_ = 0;  // counts deadlines, so that one that is over is known
  bool timed_out_ = false;
  bool keep_alive_ = false;
  bool drain_ = false;
  bool head_only_ = false;
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
  if (heavy.waiting == 0 && light.waiting == 0) return io.stop();
  retry.expires_after(std::chrono::milliseconds(20));
  retry.async_wait([this](ErrorCodeB) { finish_when_idle(); });
}

Server::Server(std::shared_ptr<Core> core) : core_(std::move(core)) {}

Server::~Server() {
  core_->heavy.threads.join();
  core_->light.threads.join();
}

Result<std::unique_ptr<Server>> Server::create(ServerOptions options, Handler handler) {
  raise_file_limit();
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

std::size_t Server::body_bytes_in_flight() const { return core_->budget.used(); }

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
