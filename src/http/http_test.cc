#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <semaphore>
#include <thread>

#include "base/files.h"
#include "http/body_budget.h"
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

TEST(BodyBudget, a_body_counts_what_it_holds_until_it_lets_go) {
  BodyBudget budget(100 * 1024);
  BodyInFlight body(budget);
  EXPECT_EQ(budget.used(), 0U);
  ASSERT_TRUE(body.append("a"));
  EXPECT_EQ(budget.used(), BodyInFlight::kFirstBytes);
  ASSERT_TRUE(body.append(std::string(40 * 1024, 'b')));
  EXPECT_EQ(budget.used(), 40 * 1024 + 1U);
  EXPECT_FALSE(body.append(std::string(70 * 1024, 'c')));
  EXPECT_EQ(budget.used(), 40 * 1024 + 1U);
  BodyInFlight moved = std::move(body);
  EXPECT_EQ(moved.take_text().size(), 40 * 1024 + 1U);
  EXPECT_FALSE(budget.has_room(70 * 1024));
  moved.release();
  EXPECT_EQ(budget.used(), 0U);
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

TEST(Multipart, whatever_else_it_says_a_form_is_taken_apart_in_one_way_alone) {
  const std::string end = "\r\n\r\n1\r\n--b--";
  const std::string open = "--b\r\nContent-Disposition: form-data; ";
  EXPECT_FALSE(parse_multipart(kFormType, open + "name=\"x\"" + end + "\r\nmore"));
  EXPECT_TRUE(parse_multipart(kFormType, open + "name=\"x\"" + end + "\r\n"));
  EXPECT_FALSE(parse_multipart("multipart/form-dataX; boundary=b", open + "name=\"x\"" + end));
  EXPECT_FALSE(
      parse_multipart("multipart/form-data; boundary=b; boundary=c", open + "name=\"x\"" + end));
  EXPECT_TRUE(parse_multipart("Multipart/Form-Data;boundary=\"b\"", open + "name=\"x\"" + end));
  for (const char* disposition :
       {"filename=\"a; name=x\"", "name=\"x\"; name=\"y\"", "name=\"x", "name=\"x\" y",
        "name=", "name=\"x\"\r\nContent-Disposition: form-data; name=\"y\"",
        "name=\"x\"\r\n folded: 1", "name=\"x\"\r\nno colon"}) {
    EXPECT_FALSE(parse_multipart(kFormType, open + disposition + end)) << disposition;
  }
  const std::string quoted = open + R"(filename="a; name=\"y\""; name="x")" + end;
  EXPECT_EQ(parse_multipart(kFormType, quoted).value().begin()->first, "x");
  EXPECT_FALSE(parse_multipart(kFormType, "--b\r\nContent-Disposition: attachment; name=x" + end));
  EXPECT_TRUE(is_multipart("multipart/form-data"));
  EXPECT_FALSE(is_multipart("application/json"));
}

TEST(ClaimJson, an_unknown_member_is_refused_by_name) {
  const auto claim = parse_claim(R"({"msisdn":"1","iccid":"2","accept_terms":true,)"
                                 R"("consent_face":false,"msisdm":"3"})");
  ASSERT_FALSE(claim);
  EXPECT_NE(claim.error().message.find("msisdm"), std::string::npos);
}

Request page(const char* path) { return {.method = "GET", .path = path}; }

TEST(Pages, nothing_outside_the_folder_or_of_another_kind_is_served) {
  const std::filesystem::path web = std::filesystem::path(TRUENAME_HOME) / "web";
  EXPECT_EQ(serve_page(web, page("/")).status, 200);
  for (const char* path : {"/../README.md", "/..%2fREADME.md", "/.hidden.js", "/js", "/none.js",
                           "//etc/passwd", "/js/../../dev"}) {
    EXPECT_EQ(serve_page(web, page(path)).status, 404) << path;
  }
}

TEST(Pages, a_page_that_is_held_already_is_not_sent_again) {
  const std::filesystem::path web = std::filesystem::path(TRUENAME_HOME) / "web";
  Request request = page("/");
  const std::string tag = serve_page(web, request).headers.at("ETag");
  request.headers["if-none-match"] = "\"other\", W/" + tag;
  EXPECT_EQ(serve_page(web, request).status, 304);
  EXPECT_TRUE(serve_page(web, request).body.empty());
  request.headers["if-none-match"] = "\"other\"";
  EXPECT_EQ(serve_page(web, request).status, 200);
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
