// Server: HTTP/1.1 and WebSocket over TCP with limits and deadlines on everything; knows no routes.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"
#include "http/stream.h"

namespace truename::http {

// Where a request runs: on the network thread (it must not wait for anything), or on the workers
// for short reads of the store, or on those that run models.
enum class Work { immediate, light, heavy };

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  // Absolute, from the first wait to the last byte: a slow sender cannot stretch them.
  std::chrono::milliseconds header_deadline{10'000};
  std::chrono::milliseconds body_deadline{30'000};
  std::chrono::milliseconds write_deadline{30'000};
  int workers = 2;       // requests that run models at one time
  int queue_limit = 16;  // waiting or running; more get 503 at once
  int light_queue_limit = 64;
  // Bytes that all request bodies may hold, from their first byte until their handler is done: two
  // registrations of the largest pictures, or 48 of the counter's own (two of up to 1 MB); over
  // it, 503. Small beside the models, so that senders cannot double the server.
  std::size_t bodies_in_flight_bytes = std::size_t{96} * 1024 * 1024;
  int connection_limit = 4096;
  int stream_limit = 16;  // two for each of eight counters: an old one may not have ended yet
  std::size_t message_limit_bytes = std::size_t{2} * 1024 * 1024;
  std::chrono::milliseconds stream_silence{20'000};  // a stream without a message ends
  std::function<std::size_t(std::string_view path)> body_limit;
  std::function<Work(std::string_view path)> work_of;
  std::function<void(int waiting)> on_queue = [](int) {};
  std::function<void()> on_turned_away = [] {};
  // A refusal that needs only the head, before a body costs anything. On the network thread.
  std::function<std::optional<Response>(const Request&)> refuse = [](const Request&) {
    return std::nullopt;
  };
  OpenStream open_stream;  // called on the network thread; empty: there are no streams
};

struct TransportCore;

class Server {
 public:
  // Listens at once. unavailable when the port is taken.
  static Result<std::unique_ptr<Server>> create(ServerOptions options, Handler handler);
  ~Server();
  std::uint16_t port() const;
  std::size_t body_bytes_in_flight() const;
  // Serves until stop(), SIGINT or SIGTERM; what runs is finished and answered first.
  void run();
  void stop();  // from any thread

 private:
  explicit Server(std::shared_ptr<TransportCore> core);
  std::shared_ptr<TransportCore> core_;  // shared with the connections still being served
};

}  // namespace truename::http
