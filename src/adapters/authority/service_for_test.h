// A scripted HTTP service on a loopback port, for tests: it reads one request a connection and
// answers as told; no part of the program.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace truename::adapters {

// One write after the other, with a pause before each.
struct Script {
  std::vector<std::string> writes;
  std::chrono::milliseconds pause{0};
  bool hold_open = false;  // then the connection stays until the service goes
};

inline std::string ok(const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

class ScriptedService {
 public:
  explicit ScriptedService(Script script) : script_(std::move(script)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(listener_, 8);
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~ScriptedService() {
    stopping_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  ScriptedService(const ScriptedService&) = delete;
  ScriptedService& operator=(const ScriptedService&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/check"; }
  std::string request() const { return request_; }  // of the last connection, once answered

 private:
  void serve() {
    while (!stopping_) {
      const int peer = ::accept(listener_, nullptr, nullptr);
      if (peer < 0) return;
      read_request(peer);
      for (const std::string& text : script_.writes) {
        std::this_thread::sleep_for(script_.pause);
        if (stopping_ || ::send(peer, text.data(), text.size(), MSG_NOSIGNAL) < 0) break;
      }
      while (script_.hold_open && !stopping_) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      }
      ::close(peer);
    }
  }
  // Requests of the tests come whole in one block or two.
  void read_request(int peer) {
    std::string request;
    std::array<char, 8192> block;
    while (request.find('}') == std::string::npos) {
      const ssize_t got = ::recv(peer, block.data(), block.size(), 0);
      if (got <= 0) break;
      request.append(block.data(), static_cast<std::size_t>(got));
    }
    request_ = request;
  }

  const Script script_;
  int listener_ = -1;
  int port_ = 0;
  std::string request_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace truename::adapters
