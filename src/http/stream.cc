#include "http/stream.h"

#include "http/transport_beast.h"

namespace truename::http {
namespace {

// One WebSocket (RFC 6455). A message is read only when the answer to the one before has gone out.
class StreamSession : public std::enable_shared_from_this<StreamSession> {
 public:
  StreamSession(tcp::socket socket, std::unique_ptr<Stream> stream, TransportCore& core)
      : core_(core), socket_(std::move(socket)), stream_(std::move(stream)) {
    ++core_.streams;
    ++core_.connections;
  }
  ~StreamSession() {
    --core_.streams;
    --core_.connections;
  }
  StreamSession(const StreamSession&) = delete;
  StreamSession& operator=(const StreamSession&) = delete;

  void accept(const bh::request<MeteredBody>& upgrade) {
    auto timeout = ws::stream_base::timeout::suggested(beast::role_type::server);
    timeout.idle_timeout = core_.options.stream_silence;
    timeout.keep_alive_pings = false;
    socket_.set_option(timeout);
    socket_.read_message_max(core_.options.message_limit_bytes);
    socket_.async_accept(upgrade, [self = shared_from_this()](ErrorCodeB error) {
      if (!error) self->read();
    });
  }

 private:
  void read() {
    if (core_.stopping) return;
    socket_.async_read(buffer_, [self = shared_from_this()](ErrorCodeB error, std::size_t) {
      if (!error) self->on_message();
    });
  }

  void on_message() {
    ++core_.messages;
    const MessageKind kind = socket_.got_binary() ? MessageKind::binary : MessageKind::text;
    std::string message = beast::buffers_to_string(buffer_.data());
    buffer_.consume(buffer_.size());
    asio::post(core_.heavy.threads,
               [self = shared_from_this(), kind, message = std::move(message)]() mutable {
                 StreamAnswer answer = self->stream_->on_message(kind, std::move(message));
                 asio::post(self->core_.io, [self, answer = std::move(answer)]() mutable {
                   --self->core_.messages;
                   self->answer(std::move(answer));
                 });
               });
  }

  void answer(StreamAnswer answer) {
    answer_ = std::move(answer);
    if (answer_.text.empty()) return after_answer();
    socket_.text(true);
    socket_.async_write(asio::buffer(answer_.text),
                        [self = shared_from_this()](ErrorCodeB error, std::size_t) {
                          if (!error) self->after_answer();
                        });
  }

  void after_answer() {
    if (!answer_.last) return read();
    socket_.async_close(ws::close_code::normal,
                        [self = shared_from_this()](ErrorCodeB) { self->stream_.reset(); });
  }

  TransportCore& core_;
  ws::stream<tcp::socket> socket_;
  std::unique_ptr<Stream> stream_;
  beast::flat_buffer buffer_;
  StreamAnswer answer_;
};

}  // namespace

void serve_stream(tcp::socket socket, const bh::request<MeteredBody>& upgrade,
                  std::unique_ptr<Stream> stream, TransportCore& core) {
  std::make_shared<StreamSession>(std::move(socket), std::move(stream), core)->accept(upgrade);
}

}  // namespace truename::http
