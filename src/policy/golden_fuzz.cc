#include "policy/golden.h"

namespace {

namespace policy = truename::policy;

policy::Rule rule(policy::Kind kind, policy::Parameters parameters = {}) {
  return {.id = std::string(policy::kind_text(kind)),
          .kind = kind,
          .cite = "none",
          .requirements = {},
          .parameters = std::move(parameters)};
}

// One rule that judges each part of the evidence.
policy::Pack small_pack() {
  policy::AcceptedDocuments accepted;
  accepted.types.value = {truename::domain::DocumentType::cn_resident_id};
  policy::FaceMatch match;
  match.fmr_max.value = 1e-5;
  match.refer_fmr_max.value = 1e-4;
  policy::LineCap cap;
  cap.max_lines.value = 5;
  policy::AgentRule agent;
  agent.allowed.value = true;
  agent.needs.value = {policy::MustShow::authorisation};
  policy::OtherWay ways;
  ways.ways.value = {
      {truename::domain::Way::attended_visual, {truename::domain::ApplicationKind::open}},
      {truename::domain::Way::network_credential, {truename::domain::ApplicationKind::open}}};
  policy::NetworkCredential credential;
  credential.schemes.value = {"sd_jwt_vc"};
  policy::RiskRule risk;
  risk.weights.value = {{"off_hours", 20}};
  risk.extra_check.value = 20;
  risk.attended.value = 40;
  policy::Pack pack;
  pack.id = "cn-2019-12";
  pack.effective_from = {2019, 12, 1};
  pack.rules = {rule(policy::Kind::accepted_documents, accepted),
                rule(policy::Kind::claim_agreement),
                rule(policy::Kind::face_consent),
                rule(policy::Kind::face_quality),
                rule(policy::Kind::face_pad),
                rule(policy::Kind::face_match, match),
                rule(policy::Kind::line_cap, cap),
                rule(policy::Kind::agent, agent),
                rule(policy::Kind::other_way, ways),
                rule(policy::Kind::network_credential, credential),
                rule(policy::Kind::risk, risk)};
  return pack;
}

}  // namespace

// Cases that parse are all counted, and none fails twice.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const policy::Pack pack = small_pack();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto report = policy::run_golden_cases(pack, text, "fuzz.cases.toml");
  if (report && (report->cases == 0 || report->failures.size() > report->cases)) __builtin_trap();
  return 0;
}
