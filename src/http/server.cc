#include "http/server.h"

#include "http/file_limit.h"
#include "http/transport_beast.h"

namespace truename::http {

void TransportCore::accept() {
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

void TransportCore::begin_stop() {
  if (std::exchange(stopping, true)) return;
  ErrorCodeB ignored;
  acceptor.close(ignored);
  signals.cancel(ignored);
  finish_when_idle();
}

// Running requests answer through the io thread; it goes on until none is left.
void TransportCore::finish_when_idle() {
  if (heavy.waiting + light.waiting + messages == 0) return io.stop();
  retry.expires_after(std::chrono::milliseconds(20));
  retry.async_wait([this](ErrorCodeB) { finish_when_idle(); });
}

Server::Server(std::shared_ptr<TransportCore> core) : core_(std::move(core)) {}

Server::~Server() {
  core_->heavy.threads.join();
  core_->light.threads.join();
}

Result<std::unique_ptr<Server>> Server::create(ServerOptions options, Handler handler) {
  raise_file_limit();
  auto core = std::make_shared<TransportCore>(std::move(options), std::move(handler));
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
