#include <cstdio>
#include <memory>
#include <sstream>

#include "base/crypto.h"
#include "base/files.h"
#include "cli/program.h"
#include "policy/hints.h"
#include "registration/told_case.h"

namespace truename::cli {
namespace {

constexpr std::size_t kPictureLimitBytes = 13 * 1024 * 1024;  // the codec's own limit speaks first

struct Options {
  std::string data = "data";
  std::string policy = "cn-2019-12";
  std::string document;
  std::string probe;
  std::string msisdn;
  std::string iccid;
  std::string name;
  std::string number;
  std::string key;
  std::string receipt;
  std::string applicant = "self";
  std::string acting;
  std::string shown;
  bool accept_terms = false;
  bool consent_face = false;
  bool json = false;
  Services services;
};

std::optional<std::string> given(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

// "authorisation,relation" by the names of docs/formats/policy_pack.md.
Result<domain::Application> read_application(const Options& options) {
  Value shown;
  std::istringstream names(options.shown);
  for (std::string name; std::getline(names, name, ',');) shown.set(name, "pass");
  Value application;
  application.set("applicant", options.applicant);
  if (!shown.is_null()) application.set("shown", std::move(shown));
  return domain::parse_application(application);
}

Result<registration::RegistrationRequest> read_request(const Options& options) {
  registration::RawRequest raw{
      .idempotency_key = options.key.empty() ? to_hex(random_key()) : options.key,
      .msisdn = options.msisdn,
      .iccid = options.iccid,
      .claimed_name = given(options.name),
      .claimed_number = given(options.number),
      .accept_terms = options.accept_terms,
      .consent_face = options.consent_face,
      .document = {},
      .probe = {}};
  raw.document = TRY(read_file(options.document, kPictureLimitBytes));
  if (!options.acting.empty()) {
    raw.acting_document = TRY(read_file(options.acting, kPictureLimitBytes));
  }
  raw.application = TRY(read_application(options));
  if (!options.probe.empty()) raw.probe = TRY(read_file(options.probe, kPictureLimitBytes));
  return registration::parse_request(std::move(raw));
}

// A clerk may read this: of the face it tells what the API tells (R40), and `policy explain` the
// rest to reviewers.
Value case_value(const domain::CommittedCase& committed, const policy::Pack& pack) {
  const domain::CaseRecord& record = committed.record;
  Array reasons;
  for (const domain::Reason& reason : registration::told_reasons(record, pack)) {
    reasons.push_back(
        Value().set("code", reason.code).set("rule", reason.rule).set("citation", reason.citation));
  }
  Value document;
  document.set("type", domain::document_type_text(record.evidence.document.type))
      .set("number_masked", record.holder ? masked(record.holder->number) : "")
      .set("name", record.holder ? record.holder->name.reveal() : "");
  Value out;
  out.set("case_id", record.id.get())
      .set("outcome", domain::outcome_text(record.decision.outcome))
      .set("reasons", std::move(reasons))
      .set("document", std::move(document))
      .set("policy_digest", digest_text(record.policy_digest))
      .set("model_set_digest", digest_text(record.model_set_digest))
      .set("leaf_index", static_cast<std::int64_t>(committed.leaf_index));
  return out;
}

void print_case(const domain::CommittedCase& committed, const policy::Pack& pack) {
  const domain::CaseRecord& record = committed.record;
  std::printf("case     %s\noutcome  %s\n", record.id.get().c_str(),
              std::string(domain::outcome_text(record.decision.outcome)).c_str());
  for (const domain::Reason& reason : registration::told_reasons(record, pack)) {
    std::printf("  %-34s %s (%s)\n", reason.code.c_str(), reason.rule.c_str(),
                reason.citation.c_str());
    if (reason.outcome == domain::Outcome::approved) continue;
    std::printf("    %s\n", std::string(policy::hint(reason.code, policy::Language::en)).c_str());
  }
  std::printf("leaf     %llu\n", static_cast<unsigned long long>(committed.leaf_index));
}

int exit_code(domain::Outcome outcome) {
  switch (outcome) {
    case domain::Outcome::approved:
      return kExitOk;
    case domain::Outcome::referred:
      return kExitReferred;
    case domain::Outcome::rejected:
      return kExitRejected;
  }
  return kExitFailure;
}

int run_register(const Program& program, const Options& options) {
  const auto request = read_request(options);  // the cheap mistakes before any model loads
  if (!request) return report(request.error());
  const auto counter = program.open_connected_counter(options.data, options.policy,
                                                      PackSource::as_it_lies, options.services);
  if (!counter) return report(counter.error());
  const auto committed = registration::register_line(*request, (*counter)->setting());
  if (!committed) return report(committed.error());
  if (!options.receipt.empty()) {
    const Status written =
        write_file(options.receipt, as_bytes(committed->receipt), FileMode::owner_only);
    if (!written) return report(written.error());
  }
  const policy::Pack& pack = (*counter)->setting().pack;
  if (options.json) {
    print_json(case_value(*committed, pack));
  } else {
    print_case(*committed, pack);
  }
  return exit_code(committed->record.decision.outcome);
}

}  // namespace

Verb register_verb(const Program& program) {
  auto options = std::make_shared<Options>();  // shared by the parser and the closure that runs
  Options& o = *options;
  return {
      .name = "register",
      .help = "Register one line: document picture and live capture in, decision out.",
      .texts = with_services(
          {{"--data", "data folder; made when absent", &o.data},
           {"--policy", "policy pack id", &o.policy},
           {"--document", "picture of the identity document", &o.document, Need::required},
           {"--probe", "live capture of the face", &o.probe},
           {"--applicant", "who stands there: self, agent, guardian, organisation or heir",
            &o.applicant},
           {"--acting-document", "picture of the document of who acts for the holder", &o.acting},
           {"--shown", "what they showed beside it: authorisation, relation and others, by comma",
            &o.shown},
           {"--msisdn", "the number, E.164", &o.msisdn, Need::required},
           {"--iccid", "the card's ICCID", &o.iccid, Need::required},
           {"--name", "name as claimed, compared with the document", &o.name},
           {"--number", "identity number as claimed, compared with the document", &o.number},
           {"--idempotency-key", "repeat-safe key; random when absent", &o.key},
           {"--receipt", "write the receipt to this file", &o.receipt}},
          o.services),
      .numbers = {},
      .flags = {{"--accept-terms", "the subscriber accepts the no-resale term", &o.accept_terms},
                {"--consent-face", "the subscriber consents to the face comparison",
                 &o.consent_face},
                {"--json", "print one JSON object", &o.json}},
      .run = [&program, options] { return run_register(program, *options); }};
}

}  // namespace truename::cli
