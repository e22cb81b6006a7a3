// The transport's own parts, in the terms of Boost.Beast and Asio; the one file that sees them, for
// the transport's own sources alone.
#pragma once

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "http/body_budget.h"
#include "http/server.h"

namespace truename::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bh = boost::beast::http;
namespace ws = boost::beast::websocket;
using tcp = asio::ip::tcp;
using ErrorCodeB = boost::system::error_code;

constexpr int kLightWorkers = 2;  // one may wait for a lock while the other reads

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

// Threads and what waits for or runs on them, counted on the network thread alone.
struct Pool {
  Pool(int most, int count) : limit(most), threads(static_cast<std::size_t>(count)) {}
  const int limit;
  int waiting = 0;
  asio::thread_pool threads;
};

// What all connections share; touched on the network thread alone, but for the budget.
struct TransportCore {
  TransportCore(ServerOptions given, Handler handle)
      : options(std::move(given)),
        handler(std::move(handle)),
        budget(options.bodies_in_flight_bytes),
        heavy(options.queue_limit, options.workers),
        light(options.light_queue_limit, kLightWorkers) {}

  ServerOptions options;
  Handler handler;
  BodyBudget budget;
  int connections = 0;
  int streams = 0;
  int messages = 0;  // of streams, being answered
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

// One connection: one request after another, until the last or until it becomes a stream. Shared by
// the operations pending on it; gone when none is left.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(tcp::socket socket, TransportCore& core);
  ~Connection() { --core_.connections; }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  void read_header();

 private:
  void on_header(ErrorCodeB error);
  void open_stream();
  void read_body();
  void on_body(ErrorCodeB error);
  bool is_full(Work work) const;
  Response turned_away() const;
  void start_deadline(std::chrono::milliseconds span);
  void on_broken(ErrorCodeB error);
  void refuse(Response response);
  void answer(Response response);
  void drain();
  void close();

  TransportCore& core_;
  beast::tcp_stream stream_;
  asio::steady_timer deadline_;
  beast::flat_buffer buffer_;
  std::optional<bh::request_parser<MeteredBody>> parser_;
  std::optional<bh::response<bh::string_body>> message_;
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

// Takes the socket over and serves the stream until it ends.
void serve_stream(tcp::socket socket, const bh::request<MeteredBody>& upgrade,
                  std::unique_ptr<Stream> stream, TransportCore& core);

}  // namespace truename::http
