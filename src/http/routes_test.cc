#include "http/routes.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "registration/fakes_for_test.h"

namespace truename::http {
namespace {

constexpr const char* kPhone =
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari";

std::string form(std::initializer_list<std::pair<const char*, std::string>> parts) {
  std::string body;
  for (const auto& [name, content] : parts) {
    body += "--b\r\nContent-Disposition: form-data; name=\"" + std::string(name) + "\"\r\n\r\n" +
            content + "\r\n";
  }
  return body + "--b--\r\n";
}

class Answers : public testing::Test, protected registration::FakePorts {
 protected:
  Answers() {
    pack.life.states = {{.id = "free"}};
    pack.rules.push_back({.id = "line-cap",
                          .kind = policy::Kind::line_cap,
                          .parameters = policy::LineCap{.max_lines = {.value = 5}}});
  }
  Response post(const std::string& path, const std::string& media, std::string body) {
    Request request{.method = "POST", .path = path, .body = std::move(body)};
    if (!media.empty()) request.headers["content-type"] = media;
    request.headers["idempotency-key"] = "key";
    request.headers["user-agent"] = kPhone;
    return route(request, desk);
  }

  policy::Pack pack;
  const registration::Setting setting{
      pack, Digest{}, {decoder, reader, examiner, authority, store, log, clock}};
  Metrics metrics;
  std::vector<domain::DeviceClass> devices;  // of the decisions told to the watch
  const Desk desk{
      setting,
      [](const std::string&, const std::string&) { return "A sentence."; },
      Value(),
      "",
      metrics,
      [this](const domain::CaseRecord&, domain::DeviceClass device) { devices.push_back(device); }};
};

TEST_F(Answers, pictures_in_any_other_media_type_than_a_form_get_415_and_are_not_looked_at) {
  const std::string sound = form({{"document", "d"}, {"consent_face", "true"}});
  for (const char* path : {"/v1/registrations", "/v1/documents/readings", "/v1/captures/quality"}) {
    for (const char* media :
         {"", "application/json", "image/jpeg", "multipart/mixed; boundary=b",
          "multipart/form-dataX; boundary=b", "application/x-www-form-urlencoded"}) {
      const Response response = post(path, media, sound);
      EXPECT_EQ(response.status, 415) << path << " " << media;
      EXPECT_EQ(response.content_type, "application/problem+json");
      const Value problem = parse_json(response.body).value();
      EXPECT_EQ(*problem.find("code")->as<std::string>(), "request.media_type");
      EXPECT_NE(problem.find("detail")->as<std::string>()->find("multipart/form-data"),
                std::string::npos);
    }
    EXPECT_NE(post(path, "multipart/form-data; boundary=b", sound).status, 415) << path;
    const std::string counted =
        "truename_requests_total{route=\"" + std::string(path) + "\",status=\"415\"} 6\n";
    EXPECT_NE(metrics.text().find(counted), std::string::npos) << metrics.text();
  }
  EXPECT_TRUE(store.offered.empty());
  EXPECT_EQ(examiner.examined, 0);
}

class FixedVerifier final : public registration::CredentialVerifier {
 public:
  std::string audience() const override { return "https://counter.test"; }
  Result<registration::VerifiedCredential> verify(std::string_view text,
                                                  std::string_view) override {
    presented = text;
    registration::VerifiedCredential out;
    out.checks.scheme = "sd_jwt_vc";
    return out;
  }
  std::string presented;
};

TEST_F(Answers, a_credential_is_challenged_and_presented_in_the_claim_R14) {
  EXPECT_EQ(post("/v1/credentials/challenge", "", "").status, 404) << "nobody is trusted here";
  FixedVerifier verifier;
  registration::CredentialDesk credentials(verifier, clock);
  const registration::Setting with_credentials{pack, Digest{}, setting.ports, nullptr,
                                               &credentials};
  const Desk counter{with_credentials, desk.hint, Value(), "", metrics, desk.on_decided};
  Request ask{.method = "POST", .path = "/v1/credentials/challenge"};
  const Response challenge = route(ask, counter);
  ASSERT_EQ(challenge.status, 201) << challenge.body;
  const Value told = parse_json(challenge.body).value();
  EXPECT_EQ(*told.find("audience")->as<std::string>(), "https://counter.test");
  const std::string claim =
      R"({"msisdn":"+8619900000002","iccid":"89860000000000000027","accept_terms":true,)"
      R"("consent_face":false,"application":{"way":"network_credential"},"presentation":)"
      R"({"text":"a~b~","nonce":")" +
      *told.find("nonce")->as<std::string>() + "\"}}";
  Request sale{.method = "POST", .path = "/v1/registrations", .body = form({{"claim", claim}})};
  sale.headers["content-type"] = "multipart/form-data; boundary=b";
  sale.headers["idempotency-key"] = "key";
  const Response sold = route(sale, counter);
  EXPECT_EQ(sold.status, 201) << sold.body;
  EXPECT_EQ(verifier.presented, "a~b~");
  ask.body = "{}";
  EXPECT_EQ(route(ask, counter).status, 400);
  ask.method = "GET";
  EXPECT_EQ(route(ask, counter).status, 405);
}

// Tokens of one letter each.
class Tokens final : public registration::Authenticator {
 public:
  Result<domain::Principal> authenticate(std::string_view token) override {
    if (token == "c")
      return domain::Principal{domain::PrincipalId("ann"), domain::Role::clerk, "o"};
    if (token == "t") {
      return domain::Principal{domain::PrincipalId("till-1"), domain::Role::terminal, "other"};
    }
    if (token == "f") return domain::Principal{domain::PrincipalId("fay"), domain::Role::fraud, ""};
    return fail(ErrorCode::unauthenticated, "Nobody has this token.");
  }
};

TEST_F(Answers, a_sale_keeps_its_clerk_and_the_device_that_proved_itself_R72) {
  Tokens tokens;
  Desk counter = desk;
  counter.authenticator = &tokens;
  const std::string claim = R"({"msisdn":"+8619900000002","iccid":"89860000000000000027",)"
                            R"("accept_terms":true,"consent_face":false})";
  Request request{.method = "POST",
                  .path = "/v1/registrations",
                  .body = form({{"claim", claim}, {"document", "d"}})};
  request.headers = {{"content-type", "multipart/form-data; boundary=b"},
                     {"authorization", "Bearer c"},
                     {"truename-terminal", "c"},
                     {"idempotency-key", "1"}};
  EXPECT_EQ(route(request, counter).status, 403);  // a clerk is no device
  request.headers["truename-terminal"] = "x";
  EXPECT_EQ(route(request, counter).status, 401);
  EXPECT_TRUE(store.offered.empty());
  request.headers["truename-terminal"] = "t";
  EXPECT_EQ(route(request, counter).status, 201);
  EXPECT_EQ(store.offered.back().evidence.origin,
            (domain::Origin{.clerk = "ann", .outlet = "o", .device = "till-1"}));
  request.headers["authorization"] = "Bearer t";
  request.headers["idempotency-key"] = "2";
  request.headers.erase("truename-terminal");
  EXPECT_EQ(route(request, counter).status, 201);
  EXPECT_EQ(store.offered.back().evidence.origin,
            (domain::Origin{.clerk = "", .outlet = "other", .device = "till-1"}));
}

class NoTraces final : public registration::CaseTraces {
 public:
  Status each_since(Timestamp since,
                    const std::function<Status(const registration::CaseTrace&)>& each) override {
    asked_since = since;
    return each({.at = since, .person = "p", .origin = {.clerk = "ann"}});
  }
  Timestamp asked_since;
};

TEST_F(Answers, the_conduct_of_clerks_is_told_to_the_fraud_role_alone_R78) {
  Tokens tokens;
  NoTraces traces;
  Desk counter = desk;
  counter.authenticator = &tokens;
  counter.traces = &traces;
  Request ask{.method = "GET", .path = "/v1/fraud/clerks"};
  EXPECT_EQ(route(ask, counter).status, 401);
  ask.headers["authorization"] = "Bearer c";
  EXPECT_EQ(route(ask, counter).status, 403);
  ask.headers["authorization"] = "Bearer f";
  ask.query["days"] = "2";
  const Response told = route(ask, counter);
  EXPECT_EQ(told.status, 200) << told.body;
  EXPECT_NE(told.body.find("\"clerk\":\"ann\",\"cases\":1"), std::string::npos) << told.body;
  EXPECT_EQ(clock.at.unix_ms - traces.asked_since.unix_ms, 2 * 86'400'000);
  for (const char* days : {"0", "93", "x", "1x", ""}) {
    ask.query["days"] = days;
    EXPECT_EQ(route(ask, counter).status, 400) << days;
  }
  ask.query.clear();
  EXPECT_EQ(route(ask, desk).status, 403);  // at an open counter nobody is a fraud officer
}

TEST_F(Answers, a_decision_is_told_with_the_class_of_the_device_and_a_repeated_answer_is_not) {
  const std::string claim = R"({"msisdn":"+8619900000002","iccid":"89860000000000000027",)"
                            R"("accept_terms":true,"consent_face":false})";
  const std::string body = form({{"claim", claim}, {"document", "d"}});
  const Response first = post("/v1/registrations", "multipart/form-data; boundary=b", body);
  EXPECT_EQ(first.status, 201) << first.body;
  clock.at.unix_ms += 1000;
  EXPECT_EQ(post("/v1/registrations", "multipart/form-data; boundary=b", body).status, 200);
  EXPECT_EQ(devices, std::vector{domain::DeviceClass::phone});
}

}  // namespace
}  // namespace truename::http
