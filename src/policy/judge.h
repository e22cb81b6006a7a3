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

// What of an application no rule of the pack speaks of though one must: a way, an applicant or a
// class of line. Referred, always: what a pack is silent on is nobody's right (R9, R10, R81).
std::vector<domain::Reason> unruled(const domain::Evidence& evidence, const Pack& pack);

enum class FaceDue { no, yes };
// What several rules need to know of the application as a whole.
struct Situation {
  domain::Way way = domain::Way::face;  // another than the face only where the pack enables it
  FaceDue face_due = FaceDue::yes;      // no: face, capture and consent rules say nothing
};
Situation situation_of(const domain::Evidence& evidence, const Pack& pack);

// Rules outside face, capture and authority, alone: what is known before a face is looked at.
bool is_before_face(Kind kind);
bool is_face(Kind kind);
Judgement judge_before_face(const Rule& rule, const domain::Evidence& evidence,
                            const Situation& situation);

// `others_speak`: whether a rule before the face, or the pack's dates, already speak against.
enum class OthersSpeak { no, yes };
Judgement judge_face(const Rule& rule, const domain::FaceEvidence& face, OthersSpeak others_speak);
// Absent: no capture challenge ran.
Judgement judge_capture(const Rule& rule, const domain::Evidence& evidence,
                        OthersSpeak others_speak);
Judgement judge_document(const Rule& rule, const domain::Evidence& evidence,
                         const Situation& situation);
// `unknown`: whether another rule already says why there is no age.
enum class AgeUnknown { explained, unexplained };
Judgement judge_holder_age(const Rule& rule, const domain::Evidence& evidence, AgeUnknown unknown);
Judgement judge_applicant(const Rule& rule, const domain::Evidence& evidence);
Judgement judge_way(const Rule& rule, const domain::Evidence& evidence);
Judgement judge_authority(const Rule& rule, const domain::Evidence& evidence);
Judgement judge_line(const Rule& rule, const domain::Evidence& evidence);
Judgement judge_limits(const Rule& rule, const domain::Evidence& evidence,
                       const Situation& situation);
Judgement judge_risk(const Rule& rule, const domain::Evidence& evidence);

// Two persons looked, and both saw the holder (R13, R34).
bool is_attended(const domain::Application& application);
// What `needs` lack in what was shown, under "<who>.<need>_not_proved"; silent when nothing does.
Judgement judge_needs(const Rule& rule, std::string_view who, const std::vector<MustShow>& needs,
                      const domain::ShownEvidence& shown);

// The forms a judgement takes.
Judgement satisfied(const Rule& rule, std::string_view code);
Judgement against(const Rule& rule, std::string_view code);   // with the rule's own consequence
Judgement referred(const Rule& rule, std::string_view code);  // to the attended path, always
Judgement silent();
// Adds the reason to what already speaks against, or to nothing.
void add_against(Judgement& judgement, const Rule& rule, std::string_view code);

}  // namespace truename::policy
