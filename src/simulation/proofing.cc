#include "simulation/proofing.h"

#include "policy/decide.h"
#include "simulation/rates.h"

namespace truename::simulation {
namespace {

using domain::AuthorityAnswer;
using domain::Check;
using domain::Evidence;

constexpr std::string_view kCalibration = "simulated";

Check mostly(Random& random, double fails) {
  return random.chance(fails) ? Check::fail : Check::pass;
}

domain::DocumentType type_for(const policy::Pack& pack, Random& random) {
  const policy::Rule* const rule = pack.find(policy::Kind::accepted_documents);
  if (rule == nullptr) return domain::DocumentType::passport_td3;
  const auto& types = std::get<policy::AcceptedDocuments>(rule->parameters).types.value;
  return random.chance(0.9) ? types.front() : random.pick(types);
}

domain::DocumentEvidence document_of(const Applicant& applicant, const policy::Pack& pack,
                                     Random& random) {
  const bool forged = applicant.impostor && !random.chance(kAttack.genuine_document);
  domain::DocumentEvidence out;
  out.type = type_for(pack, random);
  out.fields_complete = mostly(random, kFaults.unreadable);
  out.number = mostly(random, kFaults.number_wrong);
  out.consistent = forged ? Check::fail : mostly(random, kFaults.contradicts_itself);
  out.unexpired = mostly(random, kFaults.expired);
  out.claim_agreement = mostly(random, kFaults.claim_differs);
  if (out.claim_agreement == Check::fail) out.disagreeing_fields = {"name"};
  out.portrait_found = !random.chance(kFaults.no_portrait);
  out.holder_age_years = applicant.age;
  out.foreigner = out.type == domain::DocumentType::passport_td3;
  if (out.foreigner) {
    out.valid_until = Date{applicant.today.year + 1 + static_cast<int>(random.below(9)),
                           1 + static_cast<int>(random.below(12)), 1};
  }
  return out;
}

// A few in 2^20 for the right person; what a calibrated comparison gives is not modelled finer.
double fmr_bound_of(const Applicant& applicant, Random& random) {
  if (!applicant.impostor) {
    if (random.chance(kFaults.no_match)) return 0.2;
    return random.chance(kFaults.near_match) ? 1e-3 : 1e-7;
  }
  if (random.chance(kAttack.match)) return 1e-7;
  return random.chance(kAttack.near_match) ? 1e-3 : 0.5;
}

domain::FaceEvidence face_of(const Applicant& applicant, Random& random) {
  domain::FaceEvidence out;
  out.calibration_id = kCalibration;
  if (random.chance(kFaults.poor_picture)) {
    out.stage = domain::FaceStage::not_usable;
    out.findings = {{domain::Subject::probe, "illumination_uniformity"}};
    return out;
  }
  out.stage = domain::FaceStage::examined;
  out.quality = 50 + static_cast<int>(random.below(50));
  const double seen = applicant.impostor ? kAttack.seen_as_attack : kFaults.taken_for_attack;
  out.pad = random.chance(seen) ? domain::PadResult::suspected : domain::PadResult::live;
  if (out.pad == domain::PadResult::live) out.fmr_bound = fmr_bound_of(applicant, random);
  return out;
}

AuthorityAnswer ask(const Applicant& applicant, const policy::Pack& pack, Random& random) {
  const policy::Rule* const rule = pack.find(policy::Kind::authority);
  if (rule == nullptr) return AuthorityAnswer::not_asked;
  const bool required = std::get<policy::AuthorityRule>(rule->parameters).need.value ==
                        policy::AuthorityNeed::required;
  if (!required && !random.chance(kHabits.authority_asked_when_optional)) {
    return AuthorityAnswer::not_asked;
  }
  switch (applicant.authority) {
    case AuthorityMode::silent:
      return AuthorityAnswer::unavailable;
    case AuthorityMode::contradicts:
      return random.chance(0.5) ? AuthorityAnswer::match : AuthorityAnswer::no_match;
    case AuthorityMode::answers:
    case AuthorityMode::slow:
      break;
  }
  return random.chance(kFaults.authority_says_no) ? AuthorityAnswer::no_match
                                                  : AuthorityAnswer::match;
}

// Nobody sends an agent whose papers do not hold; what else goes wrong, goes wrong with the holder.
domain::DocumentEvidence acting_document() {
  return {.type = domain::DocumentType::national_id_card,
          .fields_complete = Check::pass,
          .number = Check::pass,
          .portrait_found = true};
}

domain::AttendedEvidence attended(const Applicant& applicant, Random& random) {
  const double differs = applicant.impostor ? 1 - kAttack.fooled_clerk : kFaults.attended_differs;
  return {mostly(random, differs), Check::pass, Check::pass};
}

int full_age(const policy::Pack& pack) {
  const policy::Rule* const rule = pack.find(policy::Kind::holder_age);
  return rule == nullptr ? 0 : std::get<policy::HolderAge>(rule->parameters).minimum_years.value;
}

domain::Application application_of(const Applicant& applicant, const policy::Pack& pack,
                                   Random& random) {
  domain::Application out;
  out.kind = applicant.kind;
  out.line_class = applicant.line_class;
  out.channel = applicant.channel;
  out.way = applicant.way;
  if (applicant.age < full_age(pack)) {
    out.applicant = domain::Applicant::guardian;
    out.shown.own_document = out.shown.relation = out.shown.authorisation = Check::pass;
  } else if (applicant.line_class != domain::LineClass::personal) {
    out.applicant = domain::Applicant::organisation;
    out.shown = {Check::pass, Check::pass, Check::not_applicable,
                 Check::pass, Check::pass, Check::pass};
    out.iot = {Check::pass, Check::pass, Check::pass};
  }
  if (applicant.way == domain::Way::attended_visual) out.attended = attended(applicant, random);
  return out;
}

// Whoever must pass a challenge has passed it, unless they are not who they say.
std::optional<domain::CaptureEvidence> capture_of(const Applicant& applicant,
                                                  const policy::Pack& pack, Random& random) {
  const policy::Rule* const rule = pack.find(policy::Kind::capture_challenge);
  if (rule == nullptr || applicant.way != domain::Way::face) return std::nullopt;
  const bool required = std::get<policy::CaptureChallenge>(rule->parameters).need.value ==
                        policy::CaptureNeed::required;
  if (!required && applicant.channel == domain::Channel::outlet) return std::nullopt;
  domain::CaptureEvidence out;
  const bool failed = applicant.impostor && random.chance(kAttack.seen_as_attack);
  out.challenge = failed ? domain::ChallengeOutcome::failed : domain::ChallengeOutcome::passed;
  if (failed) out.reason = "flat";
  out.passive.status = out.turn.status = out.solid_head.status = out.same_person.status =
      out.injection.status = domain::LayerStatus::passed;
  out.frames = out.frames_with_face = 60;
  return out;
}

}  // namespace

Evidence evidence_of(const Applicant& applicant, const policy::Pack& pack, Random& random) {
  Evidence out;
  out.today = applicant.today;
  out.history = applicant.history;
  out.application = application_of(applicant, pack, random);
  out.document = document_of(applicant, pack, random);
  const auto applies = out.application.applicant;
  if (applies != domain::Applicant::self && applies != domain::Applicant::heir &&
      out.application.shown.own_document == domain::Check::pass) {
    out.acting = acting_document();
  }
  out.consent.face = applicant.way == domain::Way::face && !applicant.refuses_faces &&
                     !random.chance(kFaults.no_face_consent);
  out.consent.terms = !random.chance(kFaults.no_terms);
  out.authority = ask(applicant, pack, random);
  if (pack.find(policy::Kind::cross_operator_cap) != nullptr) {
    const bool silent = applicant.authority == AuthorityMode::silent;
    out.cross_operator.answer =
        silent ? domain::CountAnswer::unavailable : domain::CountAnswer::counted;
    if (!silent) {
      out.cross_operator.lines = applicant.history.active_lines + static_cast<int>(random.below(4));
    }
  }
  if (policy::wants_face(out, pack)) {
    out.capture = capture_of(applicant, pack, random);
    const bool stopped = out.capture && out.capture->challenge == domain::ChallengeOutcome::failed;
    if (!stopped) out.face = face_of(applicant, random);
  }
  return out;
}

}  // namespace truename::simulation
