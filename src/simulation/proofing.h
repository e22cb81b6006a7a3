// Proofing: what a document reader, a face check and an authority would have said of a simulated
// applicant; evidence only, decided by policy::decide.
#pragma once

#include "domain/evidence.h"
#include "policy/pack.h"
#include "simulation/random.h"

namespace truename::simulation {

enum class AuthorityMode { answers, silent, slow, contradicts };

struct Applicant {
  domain::ApplicationKind kind = domain::ApplicationKind::open;
  domain::LineClass line_class = domain::LineClass::personal;
  domain::Channel channel = domain::Channel::outlet;
  domain::Way way = domain::Way::face;
  bool impostor = false;  // not whom the document names
  bool refuses_faces = false;
  int age = 30;
  Date today;
  AuthorityMode authority = AuthorityMode::answers;
  domain::HistoryEvidence history;
};

domain::Evidence evidence_of(const Applicant& applicant, const policy::Pack& pack, Random& random);

}  // namespace truename::simulation
