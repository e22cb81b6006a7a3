#include "adapters/authority/http_authority.h"

#include <gtest/gtest.h>

#include <fstream>

#include "adapters/authority/authority_answer.h"
#include "adapters/authority/service_for_test.h"
#include "adapters/loopback_http/http_answer.h"
#include "base/folder_for_test.h"

namespace truename::adapters {
namespace {

using domain::AuthorityAnswer;
using domain::CountAnswer;

constexpr std::chrono::milliseconds kShort{300};

domain::HolderRecord somebody() {
  return {.document_type = domain::DocumentType::passport_td3,
          .name = domain::PersonName("ERIKSSON ANNA"),
          .number = domain::IdentityNumber("L898902C3"),
          .issuing_state = "UTO",
          .birth_date = Date{1974, 8, 12}};
}

std::string answers(const std::string& words) {
  return R"({"version":1,"answers":[)" + words + "]}";
}

AuthorityAnswer asked(Script script, std::string* log = nullptr) {
  const ScriptedService service(std::move(script));
  Service to{.endpoint = parse_endpoint(service.url()).value(), .time_limit = kShort};
  testing::internal::CaptureStderr();
  const AuthorityAnswer answer = HttpAuthority(std::move(to)).check(somebody());
  const std::string logged = testing::internal::GetCapturedStderr();
  EXPECT_EQ(logged.find("L898902C3"), std::string::npos) << logged;
  EXPECT_EQ(logged.find("ERIKSSON"), std::string::npos) << logged;
  if (log != nullptr) *log = logged;
  return answer;
}

TEST(HttpAuthority, each_word_of_the_format_is_its_answer) {
  EXPECT_EQ(asked({.writes = {ok(answers(R"("match")"))}}), AuthorityAnswer::match);
  EXPECT_EQ(asked({.writes = {ok(answers(R"("no_match")"))}}), AuthorityAnswer::no_match);
  EXPECT_EQ(asked({.writes = {ok(answers(R"("flagged")"))}}), AuthorityAnswer::flagged);
  EXPECT_EQ(asked({.writes = {ok(answers(R"("deceased","deceased")"))}}),
            AuthorityAnswer::deceased);
}

TEST(HttpAuthority, it_is_asked_about_the_identity_alone_with_the_token) {
  const FolderForTest folder;
  std::ofstream(folder.path() / "token") << "secret-1\nmore\n";
  const ScriptedService service(Script{.writes = {ok(answers(R"("match")"))}});
  auto to = open_service(service.url(), (folder.path() / "token").string());
  ASSERT_TRUE(to) << to.error().message;
  EXPECT_EQ(HttpAuthority(*to).check(somebody()), AuthorityAnswer::match);
  const std::string request = service.request();
  EXPECT_TRUE(request.starts_with("POST /check HTTP/1.1\r\nHost: 127.0.0.1:")) << request;
  EXPECT_NE(request.find("\r\nAuthorization: Bearer secret-1\r\n"), std::string::npos);
  EXPECT_TRUE(request.ends_with(
      R"({"version":1,"document_type":"passport_td3","number":"L898902C3","issuing_state":"UTO",)"
      R"("name":"ERIKSSON ANNA","birth_date":"1974-08-12"})"))
      << request;
}

TEST(HttpAuthority, silence_is_unavailable_once_the_time_limit_has_passed) {
  std::string log;
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(asked({.writes = {}, .hold_open = true}, &log), AuthorityAnswer::unavailable);
  const auto took = std::chrono::steady_clock::now() - began;
  EXPECT_GE(took, kShort);
  EXPECT_LT(took, kShort + std::chrono::seconds(2));
  EXPECT_NE(log.find("did not answer in time"), std::string::npos) << log;
}

// The limit is on the whole, so that a service that drips does not hold a counter up.
TEST(HttpAuthority, a_service_that_answers_byte_by_byte_is_unavailable) {
  Script slow{.writes = {}, .pause = std::chrono::milliseconds(50)};
  for (const char c : ok(answers(R"("match")"))) slow.writes.emplace_back(1, c);
  EXPECT_EQ(asked(std::move(slow)), AuthorityAnswer::unavailable);
}

TEST(HttpAuthority, what_contradicts_itself_or_is_unknown_is_unavailable_and_named_in_the_log) {
  std::string log;
  EXPECT_EQ(asked({.writes = {ok(answers(R"("match","deceased")"))}}, &log),
            AuthorityAnswer::unavailable);
  EXPECT_NE(log.find("contradicted itself: it answered match and deceased"), std::string::npos);
  EXPECT_EQ(asked({.writes = {ok(answers(R"("perhaps")"))}}, &log), AuthorityAnswer::unavailable);
  EXPECT_NE(log.find("unknown word"), std::string::npos) << log;
}

TEST(HttpAuthority, garbage_cut_long_and_wrong_answers_are_unavailable) {
  const std::string good = ok(answers(R"("match")"));
  for (const std::string& answer :
       {std::string(), std::string("hello\r\n\r\n"), good.substr(0, good.size() - 1), good + "more",
        ok("{}"), ok(answers("")), ok(answers(R"("match"],"name":["ERIKSSON")")),
        ok(R"({"version":2,"answers":["match"]})"), ok(std::string(20'000, ' ')),
        "HTTP/1.1 500 Oh\r\nContent-Length: 31\r\n\r\n" + answers(R"("match")"),
        std::string("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n12345")}) {
    EXPECT_EQ(asked({.writes = {answer}}), AuthorityAnswer::unavailable) << answer.substr(0, 100);
  }
}

TEST(HttpAuthority, nobody_listening_is_unavailable) {
  std::string url;
  {
    url = ScriptedService(Script{}).url();
  }
  Service to{.endpoint = parse_endpoint(url).value(), .time_limit = kShort};
  EXPECT_EQ(HttpAuthority(std::move(to)).check(somebody()), AuthorityAnswer::unavailable);
}

TEST(HttpCounter, a_count_is_counted_and_anything_else_is_unavailable_R69) {
  const auto counted = [](const std::string& body) {
    const ScriptedService service(Script{.writes = {ok(body)}});
    return HttpCounter({parse_endpoint(service.url()).value(), "", kShort}).count(somebody());
  };
  EXPECT_EQ(counted(R"({"version":1,"lines":3})"),
            (domain::CrossOperatorCount{CountAnswer::counted, 3}));
  for (const char* const body :
       {R"({"version":1,"lines":-1})", R"({"version":1,"lines":"3"})", R"({"version":1})",
        R"({"version":1,"lines":1000001})", R"({"version":1,"lines":3,"who":"x"})", "3"}) {
    EXPECT_EQ(counted(body).answer, CountAnswer::unavailable) << body;
  }
}

TEST(Endpoint, only_this_machine_is_asked) {
  for (const char* const url : {"http://127.0.0.1:9000/a", "http://localhost:9000/a",
                                "http://[::1]:9000/a", "http://127.0.0.2"}) {
    EXPECT_TRUE(parse_endpoint(url)) << url;
  }
  EXPECT_EQ(parse_endpoint("http://[::1]:9000/a")->address, "::1");
  EXPECT_EQ(parse_endpoint("http://127.0.0.1")->port, 80);
  for (const char* const url :
       {"https://127.0.0.1:9000/a", "http://10.0.0.1:9000/a", "http://example.org/a",
        "http://127.0.0.1:0/a", "http://127.0.0.1:99999/", "http://127.0.0.1.example.org/",
        "http://127.0.0.1:9000/a b", "127.0.0.1:9000", ""}) {
    const auto refused = parse_endpoint(url);
    ASSERT_FALSE(refused) << url;
    EXPECT_NE(refused.error().message.find("sidecar"), std::string::npos);
  }
}

TEST(HttpAnswer, a_body_by_length_in_chunks_or_up_to_the_end_is_the_same) {
  const auto body = [](const std::string& bytes, Stream stream) {
    return parse_http_answer(bytes, stream).value().value_or("not whole");
  };
  EXPECT_EQ(body("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nbody", Stream::open), "body");
  EXPECT_EQ(body("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\nbod\r\n1;x=1\r\ny\r\n"
                 "0\r\n\r\n",
                 Stream::open),
            "body");
  EXPECT_EQ(body("HTTP/1.0 200 OK\r\n\r\nbody", Stream::closed), "body");
  EXPECT_EQ(body("HTTP/1.0 200 OK\r\n\r\nbody", Stream::open), "not whole");
  EXPECT_EQ(body("HTTP/1.1 200 OK\r\nContent-Le", Stream::open), "not whole");
  EXPECT_EQ(body("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nbo", Stream::open),
            "not whole");
  EXPECT_FALSE(parse_http_answer("HTTP/1.1 200 OK\r\nContent-Le", Stream::closed));
  EXPECT_FALSE(
      parse_http_answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", Stream::open));
}

}  // namespace
}  // namespace truename::adapters
