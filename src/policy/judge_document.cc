#include <algorithm>
#include <string>

#include "base/check.h"
#include "policy/judge.h"

namespace truename::policy {
namespace {

using domain::Check;
using domain::DocumentEvidence;
using domain::DocumentType;

struct Codes {
  std::string_view pass;
  std::string_view fail;
};

Judgement of_check(const Rule& rule, Check check, const Codes& codes) {
  switch (check) {
    case Check::pass:
      return satisfied(rule, codes.pass);
    case Check::fail:
      return against(rule, codes.fail);
    case Check::not_applicable:
      return silent();
  }
  CHECK(false);
}

Judgement judge_type(const Rule& rule, DocumentType type) {
  if (type == DocumentType::unrecognised) return against(rule, "document.unrecognised");
  const auto& types = std::get<AcceptedDocuments>(rule.parameters).types.value;
  const bool accepted = std::find(types.begin(), types.end(), type) != types.end();
  return accepted ? satisfied(rule, "document.accepted")
                  : against(rule, "document.type_not_accepted");
}

// A recognised document always bears a number; one that could not be judged does not pass.
Judgement judge_number(const Rule& rule, Check number) {
  if (number == Check::not_applicable) return against(rule, "document.number_not_read");
  return of_check(rule, number, {"document.number_holds", "document.number_check_failed"});
}

Judgement judge_fields(const Rule& rule, Check complete) {
  return complete == Check::pass ? satisfied(rule, "document.fields_complete")
                                 : against(rule, "document.fields_incomplete");
}

Judgement judge_claim(const Rule& rule, const DocumentEvidence& document) {
  if (document.claim_agreement != Check::fail) {
    return of_check(rule, document.claim_agreement, {"claim.agrees", "claim.differs"});
  }
  Judgement out;
  for (const std::string& field : document.disagreeing_fields) {
    if (field != "name" && field != "number") continue;
    Judgement one = against(rule, "claim." + field + "_differs");
    out.standing = Standing::against;
    out.reasons.push_back(std::move(one.reasons.front()));
  }
  return out.standing == Standing::against ? out : against(rule, "claim.differs");
}

// No document was shown: what its picture would have told is silent, what the credential told of
// its holder may still speak against.
Judgement judge_vouched(const Rule& rule, const domain::Evidence& evidence) {
  const DocumentEvidence& document = evidence.document;
  if (rule.kind == Kind::holder_age) {
    return judge_holder_age(rule, evidence, AgeUnknown::unexplained);
  }
  if (rule.kind == Kind::document_number_check && document.number == Check::fail) {
    return judge_number(rule, document.number);
  }
  if (rule.kind == Kind::document_consistent && document.consistent == Check::fail) {
    return against(rule, "document.fields_disagree");
  }
  if (rule.kind == Kind::claim_agreement && document.claim_agreement == Check::fail) {
    return judge_claim(rule, document);
  }
  return silent();
}

}  // namespace

// A credential alone stands for a document only where the pack enables that way (R14).
Judgement judge_document(const Rule& rule, const domain::Evidence& evidence,
                         const Situation& situation) {
  const DocumentEvidence& document = evidence.document;
  const bool by_credential = situation.way == domain::Way::network_credential;
  if (by_credential && document.type == DocumentType::unrecognised) {
    return judge_vouched(rule, evidence);
  }
  if (rule.kind == Kind::accepted_documents) return judge_type(rule, document.type);
  if (document.type == DocumentType::unrecognised) return silent();
  if (rule.kind == Kind::document_fields_complete) {
    return judge_fields(rule, document.fields_complete);
  }
  if (rule.kind == Kind::document_number_check) return judge_number(rule, document.number);
  if (rule.kind == Kind::document_consistent) {
    return of_check(rule, document.consistent, {"document.consistent", "document.fields_disagree"});
  }
  if (rule.kind == Kind::document_unexpired) {
    return of_check(rule, document.unexpired, {"document.unexpired", "document.expired"});
  }
  if (rule.kind == Kind::claim_agreement) return judge_claim(rule, document);
  if (rule.kind == Kind::holder_age) {
    // fields_complete or the number check, both required rules, say why there is no age.
    const bool explained =
        document.fields_complete != Check::pass || document.number != Check::pass;
    return judge_holder_age(rule, evidence,
                            explained ? AgeUnknown::explained : AgeUnknown::unexplained);
  }
  CHECK(rule.kind == Kind::portrait_present);
  if (by_credential) return silent();
  return document.portrait_found ? satisfied(rule, "document.portrait_found")
                                 : against(rule, "document.portrait_missing");
}

}  // namespace truename::policy
