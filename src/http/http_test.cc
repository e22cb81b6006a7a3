#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <semaphore>
#include <thread>

#include "base/files.h"
#include "http/claim_json.h"
#include "http/multipart.h"
#include "http/pages.h"
#include "http/qr_svg.h"
#include "http/routes.h"
#include "http/server.h"

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

constexpr std::size_t kTestLimit = 1000;  // bytes of a body

// Answers "hello <size>"; a request to /wait holds a worker until released.
class HttpServer : public testing::Test {
 protected:
  HttpServer() {
    ServerOptions options;
    options.port = 0;
    options.header_deadline = 300ms;
    options.body_deadline = 300ms;
    options.workers = 1;
    options.queue_limit = 2;
    options.body_limit = [](std::string_view) { return kTestLimit; };
    options.is_heavy = [](std::string_view path) { return path == "/wait"; };
    server_ = Server::create(options, [this](const Request& request) {
                if (request.path == "/wait") release_.acquire();
                return Response{.content_type = "text/plain",
                                .body = "hello " + std::to_string(request.body.size())};
              }).value();
    thread_ = std::thread([this] { server_->run(); });
  }
  ~HttpServer() override {
    release_.release(8);
    server_->stop();
    thread_.join();
  }
  Client client() const { return Client(server_->port()); }

  std::counting_semaphore<> release_{0};
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

TEST_F(HttpServer, a_slow_header_and_a_slow_body_are_closed_at_their_deadline) {
  const Client header = client();
  header.send("GET / HTTP/1.1\r\nHost");
  EXPECT_EQ(header.read_until("\r\n"), "<closed>");
  const Client body = client();
  body.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
  EXPECT_EQ(body.read_until("\r\n"), "<closed>");
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

constexpr const char* kFormType = "multipart/form-data; boundary=b";

TEST(Multipart, parts_come_apart_byte_for_byte) {
  const std::string body =
      "--b\r\nContent-Disposition: form-data; name=\"claim\"\r\nContent-Type: application/json\r\n"
      "\r\n{}\r\n--b\r\nContent-Disposition: form-data; name=\"probe\"; filename=\"p\"\r\n\r\n"
      "a\r\n--c\r\n--b--\r\n";
  const Parts parts = parse_multipart(kFormType, body).value();
  EXPECT_EQ(parts.at("claim").content, "{}");
  EXPECT_EQ(parts.at("claim").content_type, "application/json");
  EXPECT_EQ(parts.at("probe").content, "a\r\n--c");
}

TEST(Multipart, what_is_cut_doubled_nameless_or_without_boundary_is_refused) {
  const std::string part = "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n";
  for (const std::string& body :
       {std::string(), part, part + part + "--b--", std::string("--b\r\n\r\n1\r\n--b--"),
        std::string("--b\r\nX: y\r\n\r\n1")}) {
    EXPECT_FALSE(parse_multipart(kFormType, body)) << body;
  }
  EXPECT_FALSE(parse_multipart("multipart/form-data", part + "--b--"));
  EXPECT_FALSE(parse_multipart("application/json", part + "--b--"));
  EXPECT_TRUE(parse_multipart(kFormType, part + "--b--"));
}

TEST(ClaimJson, an_unknown_member_is_refused_by_name) {
  const auto claim = parse_claim(R"({"msisdn":"1","iccid":"2","accept_terms":true,)"
                                 R"("consent_face":false,"msisdm":"3"})");
  ASSERT_FALSE(claim);
  EXPECT_NE(claim.error().message.find("msisdm"), std::string::npos);
}

TEST(Pages, nothing_outside_the_folder_or_of_another_kind_is_served) {
  const std::filesystem::path web = std::filesystem::path(TRUENAME_HOME) / "web";
  EXPECT_EQ(serve_page(web, "/").status, 200);
  for (const char* path : {"/../README.md", "/..%2fREADME.md", "/.hidden.js", "/js", "/none.js",
                           "//etc/passwd", "/js/../../dev"}) {
    EXPECT_EQ(serve_page(web, path).status, 404) << path;
  }
}

TEST(QrSvg, a_receipt_fits_and_too_much_says_so) {
  EXPECT_NE(qr_svg(std::string(2000, 'x')).value().find("<svg"), std::string::npos);
  EXPECT_EQ(qr_svg(std::string(2954, 'x')).error().code, ErrorCode::too_large);
}

// The contract and the code name the same routes.
TEST(Routes, every_path_of_the_contract_is_routed_and_no_other) {
  const std::string yaml =
      read_text_file(std::filesystem::path(TRUENAME_HOME) / "api/openapi.yaml", 1 << 20).value();
  std::size_t in_contract = 0;
  for (std::size_t at = yaml.find("\n  /"); at != std::string::npos;
       at = yaml.find("\n  /", at + 1)) {
    ++in_contract;
  }
  EXPECT_EQ(in_contract, all_routes().size());
  for (const std::string& route : all_routes()) {
    const std::string path = route.substr(route.find(' ') + 1);
    EXPECT_NE(yaml.find("\n  " + path + ":\n"), std::string::npos) << route;
  }
}

}  // namespace
}  // namespace truename::http
