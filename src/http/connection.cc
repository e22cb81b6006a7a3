#include <algorithm>

#include "http/problem.h"
#include "http/request_head.h"
#include "http/response_head.h"
#include "http/transport_beast.h"

namespace truename::http {
namespace {

constexpr std::uint32_t kHeaderLimitBytes = 8 * 1024;
constexpr std::size_t kDrainLimitBytes = 64 * 1024 * 1024;
constexpr std::chrono::milliseconds kDrainDeadline{5'000};
constexpr std::size_t kReadBytes = std::size_t{16} * 1024;  // of a body at a time, a connection
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

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

}  // namespace

Connection::Connection(tcp::socket socket, TransportCore& core)
    : core_(core), stream_(std::move(socket)), deadline_(core.io) {
  ++core_.connections;
}

void Connection::read_header() {
  parser_.emplace();
  parser_->get().body() = BodyInFlight(core_.budget);
  parser_->header_limit(kHeaderLimitBytes);
  parser_->body_limit(boost::none);  // judged below, by path, before any of it is read
  request_id_ = new_request_id();
  head_only_ = false;
  start_deadline(core_.options.header_deadline);
  bh::async_read_header(
      stream_, buffer_, *parser_,
      [self = shared_from_this()](ErrorCodeB error, std::size_t) { self->on_header(error); });
}

// Everything that can be refused before the body is read is refused here.
void Connection::on_header(ErrorCodeB error) {
  deadline_.cancel();
  if (error == bh::error::header_limit) {
    return refuse(problem(431, "The request's header is over 8 KiB; send fewer fields."));
  }
  if (error) return on_broken(error);
  const RequestHead head = head_of(parser_->get());
  head_only_ = parser_->get().method() == bh::verb::head;
  if (auto refused = refusal_of(head)) return refuse(*std::move(refused));
  request_ = to_request(head);
  work_ = core_.options.work_of(request_.path);
  limit_ = core_.options.body_limit(request_.path);
  const std::uint64_t length = parser_->content_length().value_or(0);
  if (length > limit_) return refuse(over_limit(limit_));
  if (auto refused = core_.options.refuse(request_)) return refuse(*std::move(refused));
  if (is_full(work_)) return refuse(turned_away());
  const bool has_body = length > 0 || parser_->chunked();
  if (has_body &&
      !core_.budget.has_room(std::max<std::size_t>(length, BodyInFlight::kFirstBytes))) {
    return refuse(turned_away());
  }
  if (ws::is_upgrade(parser_->get())) return open_stream();
  parser_->body_limit(limit_);
  if (!waits_for_continue(head) || !has_body) return read_body();
  stream_.expires_after(core_.options.write_deadline);
  asio::async_write(stream_, asio::buffer(kContinue),
                    [self = shared_from_this()](ErrorCodeB failed, std::size_t) {
                      if (!failed) self->read_body();
                    });
}

// The page of another server may not talk to this one through the browser of its clerk.
void Connection::open_stream() {
  if (!core_.options.open_stream) return refuse(problem(404, "There is no such stream."));
  if (!is_same_origin(request_)) {
    return refuse(problem(403, "A stream opens for the pages of this server alone."));
  }
  if (core_.streams >= core_.options.stream_limit) return refuse(turned_away());
  auto stream = core_.options.open_stream(request_);
  if (!stream) return refuse(problem(stream.error()));
  stream_.expires_never();
  serve_stream(stream_.release_socket(), parser_->get(), *std::move(stream), core_);
}

void Connection::read_body() {
  start_deadline(core_.options.body_deadline);
  if (!parser_->is_done()) buffer_.reserve(kReadBytes);
  bh::async_read(
      stream_, buffer_, *parser_,
      [self = shared_from_this()](ErrorCodeB error, std::size_t) { self->on_body(error); });
}

void Connection::on_body(ErrorCodeB error) {
  deadline_.cancel();
  if (error == bh::error::body_limit) return refuse(over_limit(limit_));
  if (error == bh::error::buffer_overflow) return refuse(turned_away());
  if (error) return on_broken(error);
  keep_alive_ = parser_->get().keep_alive() && !core_.stopping;
  body_ = std::move(parser_->get().body());
  parser_.reset();
  request_.body = body_.take_text();
  if (work_ == Work::immediate) return answer(core_.handler(request_));
  if (is_full(work_)) return answer(turned_away());
  auto& pool = work_ == Work::heavy ? core_.heavy : core_.light;
  ++pool.waiting;
  if (work_ == Work::heavy) core_.options.on_queue(pool.waiting);
  asio::post(pool.threads, [self = shared_from_this(), &pool]() mutable {
    Response response = self->core_.handler(self->request_);
    self->request_ = {};  // pictures go as soon as they are decided on
    self->body_.release();
    asio::io_context& io =
        self->core_.io;  // the connection moves on, so that it ends there, not here
    asio::post(io, [self = std::move(self), &pool, response = std::move(response)]() mutable {
      --pool.waiting;
      if (self->work_ == Work::heavy) self->core_.options.on_queue(pool.waiting);
      self->answer(std::move(response));
    });
  });
}

bool Connection::is_full(Work work) const {
  if (work == Work::immediate) return false;
  const auto& pool = work == Work::heavy ? core_.heavy : core_.light;
  return pool.waiting >= pool.limit;
}

Response Connection::turned_away() const {
  core_.options.on_turned_away();
  return problem(503, "All desks are busy; try again in a moment.");
}

// Absolute and of our own: the stream's closes the socket, and then nobody can be told why.
void Connection::start_deadline(std::chrono::milliseconds span) {
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
void Connection::on_broken(ErrorCodeB error) {
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

void Connection::refuse(Response response) {
  keep_alive_ = false;
  drain_ = true;
  answer(std::move(response));
}

void Connection::answer(Response response) {
  ++turn_;  // a deadline that has just passed means nothing any more
  parser_.reset();
  request_ = {};
  body_.release();
  finish_response(response, request_id_);
  message_.emplace(to_message(std::move(response), keep_alive_));
  if (head_only_) message_->body().clear();
  stream_.expires_after(core_.options.write_deadline);
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
void Connection::drain() {
  buffer_.clear();
  stream_.async_read_some(buffer_.prepare(64 * 1024),
                          [self = shared_from_this()](ErrorCodeB error, std::size_t size) {
                            self->drained_ += size;
                            if (!error && self->drained_ < kDrainLimitBytes) self->drain();
                          });
}

void Connection::close() {
  ErrorCodeB ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
}

}  // namespace truename::http
