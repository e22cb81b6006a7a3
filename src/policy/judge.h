// judge: every rule of a pack held against evidence, one judgement each; adds nothing up.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/decision.h"
#include "domain/evidence.h"
#include "policy/pack.h"

namespace truename::policy {

enum class Standing {
  satisfied,
  against,
  silent,  // does not apply to this evidence; docs/formats/policy_pack.md says when
};

struct Judgement {
  Standing standing = Standing::silent;
  std::vector<domain::Reason> reasons;  // one when satisfied, one or more against, none silent
};

// One judgement for each of pack.rules, in their order.
std::vector<Judgement> judge(const domain::Evidence& evidence, const Pack& pack);

// Rules outside face and authority, alone: what is known before a face is looked at.
bool is_before_face(Kind kind);
bool is_face(Kind kind);
Judgement judge_before_face(const Rule& rule, const domain::Evidence& evidence);

// `others_speak`: whether a rule before the face, or the pack's dates, already speak against.
enum class OthersSpeak { no, yes };
Judgement judge_face(const Rule& rule, const domain::FaceEvidence& face, OthersSpeak others_speak);
// Absent: no capture challenge ran.
Judgement judge_capture(const Rule& rule, const domain::Evidence& evidence,
                        OthersSpeak others_speak);
Judgement judge_document(const Rule& rule, const domain::DocumentEvidence& document);

// The forms a judgement takes.
Judgement satisfied(const Rule& rule, std::string_view code);
Judgement against(const Rule& rule, std::string_view code);   // with the rule's own consequence
Judgement referred(const Rule& rule, std::string_view code);  // to the attended path, always
Judgement silent();

}  // namespace truename::policy
