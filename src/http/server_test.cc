#include "http/server.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <semaphore>
#include <thread>

#include "http/body_budget.h"

namespace truename::http {
namespace {

using namespace std::chrono_literals;

// A client as plain as a socket, so that it can misbehave.
class Client {
 public:
  explicit Client(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval limit{5, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    connected_ = ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { ::close(fd_); }
  Client(Client&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Client(const Client&) = delete;
  void send(std::string_view text) const {
    ASSERT_EQ(::send(fd_, text.data(), text.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(text.size()));
  }
  // What comes until `mark` was seen, the peer closes, or five seconds pass.
  std::string read_until(std::string_view mark) const {
    std::string text;
    char block[4096];
    while (text.find(mark) == std::string::npos) {
      const ssize_t got = ::recv(fd_, block, sizeof block, 0);
      if (got <= 0) return text + (got == 0 ? "<closed>" : "<silent>");
      text.append(block, static_cast<std::size_t>(got));
    }
    return text;
  }

 private:
  int fd_;
  bool connected_ = false;
};

// Says back what it hears; "bye" is the last word.
class Echo final : public Stream {
 public:
  StreamAnswer on_message(MessageKind, std::string message) override {
    return {.text = message, .last = message == "bye"};
  }
};

constexpr const char* kUpgrade =
    "GET /echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

// A text frame of RFC 6455 §5.2, masked with zeros as only a test may.
std::string text_frame(std::string_view text) {
  return std::string("\x81") + static_cast<char>(0x80 + text.size()) + std::string(4, '\0') +
         std::string(text);
}

constexpr std::size_t kTestLimit = 1000;  // bytes of a body

// Answers "hello <size>"; a request to /wait holds a worker until released.
class HttpServer : public testing::Test {
 protected:
  HttpServer() {
    ServerOptions options;
    options.port = 0;
    options.header_deadline = 600ms;
    options.body_deadline = 600ms;
    options.workers = 1;
    options.queue_limit = 2;
    options.bodies_in_flight_bytes = 40 * 1024;
    options.body_limit = [](std::string_view) { return kTestLimit; };
    options.work_of = [](std::string_view path) {
      if (path == "/locked") return Work::light;
      return path == "/wait" ? Work::heavy : Work::immediate;
    };
    options.stream_limit = 1;
    options.message_limit_bytes = 100;
    options.open_stream = [](const Request& request) -> Result<std::unique_ptr<Stream>> {
      if (request.path != "/echo") return fail(ErrorCode::not_found, "No such stream.");
      return std::unique_ptr<Stream>(new Echo);
    };
    server_ = Server::create(options, [this](const Request& request) {
                if (request.path == "/wait") release_.acquire();
                if (request.path == "/locked") locked_.acquire();
                return Response{.content_type = "text/plain",
                                .body = "hello " + std::to_string(request.body.size())};
              }).value();
    thread_ = std::thread([this] { server_->run(); });
  }
  ~HttpServer() override {
    release_.release(8);
    locked_.release(8);
    server_->stop();
    thread_.join();
  }
  Client client() const { return Client(server_->port()); }

  std::counting_semaphore<> release_{0};
  std::counting_semaphore<> locked_{0};
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

TEST_F(HttpServer, a_connection_carries_one_request_after_another) {
  const Client one = client();
  one.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_NE(one.read_until("hello 0").find("200 OK"), std::string::npos);
  one.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
  EXPECT_NE(one.read_until("hello 3").find("200 OK"), std::string::npos);
}

TEST_F(HttpServer, too_long_a_body_gets_413_by_its_length_and_by_its_chunks) {
  const Client by_length = client();
  by_length.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n");
  EXPECT_NE(by_length.read_until("problem+json").find("413"), std::string::npos);
  const Client by_chunks = client();
  by_chunks.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" +
                 std::string(1001, 'x') + "\r\n0\r\n\r\n");
  EXPECT_NE(by_chunks.read_until("problem+json").find("413"), std::string::npos);
}

TEST_F(HttpServer, a_sender_who_waits_is_told_to_go_on_or_refused_before_sending) {
  const Client small = client();
  small.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_NE(small.read_until("\r\n\r\n").find("100 Continue"), std::string::npos);
  small.send("ab");
  EXPECT_NE(small.read_until("hello 2").find("200 OK"), std::string::npos);
  const Client large = client();
  large.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_NE(large.read_until("\r\n\r\n").find("413"), std::string::npos);
}

TEST_F(HttpServer, a_slow_header_and_a_slow_body_get_408_and_an_idle_connection_is_closed) {
  const Client header = client();
  header.send("GET / HTTP/1.1\r\nHost");
  EXPECT_NE(header.read_until("request.too_slow").find(" 408 "), std::string::npos);
  const Client body = client();
  body.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
  EXPECT_NE(body.read_until("request.too_slow").find(" 408 "), std::string::npos);
  const Client idle = client();
  idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_NE(idle.read_until("hello 0").find("200 OK"), std::string::npos);
  EXPECT_EQ(idle.read_until("\r\n"), "<closed>");
}

struct Refused {
  const char* head;
  const char* status;
};
constexpr Refused kRefused[] = {
    {"GET / HTTP/1.1\r\n\r\n", " 400 "},
    {"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", " 400 "},
    {"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", " 400 "},
    {"GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n", " 400 "},
    {"GET /%zz?a=%zz HTTP/1.1\r\nHost: a\r\n\r\n", " 400 "},
    {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 200-maybe\r\n\r\n", " 417 "},
    {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", " 501 "},
    {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n", " 400 "},
    {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", " 400 "},
    {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n",
     " 400 "},
    {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n",
     " 400 "},
    {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n", " 400 "},
};

TEST_F(HttpServer, a_head_that_can_be_read_in_two_ways_or_not_at_all_is_refused) {
  for (const Refused& one : kRefused) {
    const Client sender = client();
    sender.send(one.head);
    EXPECT_NE(sender.read_until("problem+json").find(one.status), std::string::npos) << one.head;
  }
}

TEST_F(HttpServer, a_target_with_scheme_and_host_is_served_as_its_path) {
  const Client one = client();
  one.send("GET http://a:80/x?y=1 HTTP/1.1\r\nHost: a:80\r\n\r\n");
  EXPECT_NE(one.read_until("hello 0").find("200 OK"), std::string::npos);
}

TEST_F(HttpServer, a_refusal_names_its_request_in_header_and_document) {
  const Client one = client();
  one.send("GET / HTTP/1.1\r\n\r\n");
  const std::string answer = one.read_until("\"}");
  constexpr std::string_view kField = "X-Request-Id: ";
  const std::size_t at = answer.find(kField);
  ASSERT_NE(at, std::string::npos);
  const std::string id = answer.substr(at + kField.size(), 36);
  EXPECT_NE(answer.find("\"instance\":\"urn:uuid:" + id + "\""), std::string::npos) << answer;
  EXPECT_NE(answer.find("\"code\":\"request.invalid\""), std::string::npos) << answer;
}

// Two bodies of 16 KiB blocks fit the test's 40 KiB; what they announced takes nothing.
TEST_F(HttpServer, bodies_take_room_as_they_arrive_and_over_the_budget_get_503_before_reading) {
  std::vector<Client> senders;
  for (int i = 0; i < 20; ++i) {
    senders.push_back(client());
    senders.back().send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n");
  }
  std::this_thread::sleep_for(50ms);
  EXPECT_EQ(server_->body_bytes_in_flight(), 0U);
  senders[0].send("a");
  senders[1].send("a");
  std::this_thread::sleep_for(50ms);
  EXPECT_EQ(server_->body_bytes_in_flight(), 2 * BodyInFlight::kFirstBytes);
  senders[2].send("a");  // it was let in before; now there is no room for its first byte
  EXPECT_NE(senders[2].read_until("server.busy").find("Retry-After"), std::string::npos);
  const Client late = client();
  late.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_TRUE(late.read_until("server.busy").starts_with("HTTP/1.1 503 "));
  const Client bodiless = client();
  bodiless.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_NE(bodiless.read_until("hello").find("200 OK"), std::string::npos);
  senders[0].send(std::string(999, 'a'));
  EXPECT_NE(senders[0].read_until("hello 1000").find("200 OK"), std::string::npos);
  EXPECT_NE(senders[1].read_until("request.too_slow").find(" 408 "), std::string::npos);
  EXPECT_EQ(server_->body_bytes_in_flight(), 0U);
}

TEST_F(HttpServer, a_locked_store_holds_neither_health_nor_the_faces) {
  std::vector<Client> readers;
  for (int i = 0; i < 5; ++i) {
    readers.push_back(client());
    readers.back().send("GET /locked HTTP/1.1\r\nHost: a\r\n\r\n");
  }
  std::this_thread::sleep_for(50ms);
  const Client health = client();
  health.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_NE(health.read_until("hello").find("200 OK"), std::string::npos);
  release_.release(1);
  const Client face = client();
  face.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_NE(face.read_until("hello").find("200 OK"), std::string::npos);
  locked_.release(5);
  for (const Client& reader : readers) {
    EXPECT_NE(reader.read_until("hello").find("200 OK"), std::string::npos);
  }
}

TEST_F(HttpServer, over_the_queue_limit_requests_are_turned_away_with_a_time_to_return) {
  std::vector<Client> waiting;
  for (int i = 0; i < 2; ++i) {
    waiting.push_back(client());
    waiting.back().send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  }
  std::this_thread::sleep_for(100ms);  // both have reached the queue
  const Client third = client();
  third.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::string answer = third.read_until("problem+json");
  EXPECT_NE(answer.find("503"), std::string::npos);
  const Client waits = client();  // is not told to send what will not be taken
  waits.send("POST /wait HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  const std::string refused = waits.read_until("problem+json");
  EXPECT_TRUE(refused.starts_with("HTTP/1.1 503 ")) << refused;
  EXPECT_NE(refused.find("Retry-After"), std::string::npos) << refused;
  const Client light = client();  // health and pages do not wait behind the models
  light.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_NE(light.read_until("hello").find("200 OK"), std::string::npos);
  release_.release(2);
  EXPECT_NE(waiting[0].read_until("hello").find("200 OK"), std::string::npos);
}

TEST_F(HttpServer, many_idle_and_slow_connections_do_not_stop_a_new_one) {
  std::vector<Client> crowd;
  for (int i = 0; i < 1000; ++i) crowd.push_back(client());
  for (int i = 0; i < 200; ++i) {
    crowd.push_back(client());
    crowd.back().send("GET / HT");
  }
  const auto began = std::chrono::steady_clock::now();
  const Client one = client();
  one.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_NE(one.read_until("hello").find("200 OK"), std::string::npos);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 1s);
}

TEST_F(HttpServer, what_is_no_http_is_refused) {
  const Client one = client();
  one.send("\x16\x03\x01 hello\r\n\r\n");
  EXPECT_NE(one.read_until("\r\n\r\n").find("400"), std::string::npos);
  const Client large = client();
  large.send("GET / HTTP/1.1\r\nX: " + std::string(9000, 'x') + "\r\n\r\n");
  EXPECT_NE(large.read_until("\r\n\r\n").find("431"), std::string::npos);
}

TEST_F(HttpServer, a_stream_answers_each_message_and_ends_with_the_last) {
  const Client one = client();
  one.send(std::string(kUpgrade) + "\r\n");
  EXPECT_NE(one.read_until("\r\n\r\n").find("101 Switching"), std::string::npos);
  one.send(text_frame("first"));
  EXPECT_NE(one.read_until("first").find("first"), std::string::npos);
  one.send(text_frame("bye"));
  EXPECT_NE(one.read_until("\x88").find("bye"), std::string::npos);
}

TEST_F(HttpServer, a_stream_too_many_or_for_a_foreign_page_or_unknown_is_refused) {
  const Client foreign = client();
  foreign.send(std::string(kUpgrade) + "Origin: http://evil.example\r\n\r\n");
  EXPECT_NE(foreign.read_until("problem+json").find("403"), std::string::npos);
  const Client first = client();
  first.send(std::string(kUpgrade) + "Origin: http://a\r\n\r\n");
  EXPECT_NE(first.read_until("\r\n\r\n").find("101"), std::string::npos);
  const Client second = client();
  second.send(std::string(kUpgrade) + "\r\n");
  EXPECT_NE(second.read_until("problem+json").find("503"), std::string::npos);
}

TEST_F(HttpServer, a_message_over_its_limit_ends_the_stream) {
  const Client one = client();
  one.send(std::string(kUpgrade) + "\r\n");
  one.read_until("\r\n\r\n");
  one.send(std::string("\x81\xfe\x00\xc8\0\0\0\0", 8) + std::string(200, 'x'));
  EXPECT_EQ(one.read_until("xxxx").find("xxxx"), std::string::npos);
}

}  // namespace
}  // namespace truename::http
