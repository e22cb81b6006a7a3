#include <gtest/gtest.h>

#include "base/files.h"
#include "http/body_budget.h"
#include "http/claim_json.h"
#include "http/multipart.h"
#include "http/pages.h"
#include "http/qr_svg.h"
#include "http/routes.h"

namespace truename::http {
namespace {

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
