// Values as the API shows them: no raw
// score, no FMR, no full name or number (R40).
#pragma once

#include "audit/checkpoint.h"
#include "base/value.h"
#include "domain/document.h"
#include "domain/registration.h"
#include "http/desk.h"
#include "http/message.h"

namespace truename::http {

struct ReasonWords {
  const policy::Pack& pack;  // in force
  const std::function<std::string(const std::string& code, const std::string& language)>& hint;
};
// All that the face rules hold against a case is one reason, "face.not_confirmed" (R40).
Value render_reasons(const domain::CaseRecord& record, const ReasonWords& words);
Value render_case(const domain::CommittedCase& committed, const Desk& desk);
// For the clerk to confirm beside the document itself; goes nowhere else.
Value render_reading(const domain::DocumentReading& reading);
// What to tell a person, in each language of the page.
Value render_hint(const std::string& code, const Desk& desk);
Value render_findings(const domain::FaceEvidence& face, const Desk& desk);
// The answer that such a value makes.
Response json(int status, const Value& value);
Value render_path(const std::vector<Digest>& path);

}  // namespace truename::http
