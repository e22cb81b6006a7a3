// looked: the pictures of one request decoded and read, once; what they show is judged elsewhere.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "domain/registration.h"
#include "registration/register_line.h"

namespace truename::registration {

struct Looked {
  domain::DocumentReading reading;
  std::optional<domain::DocumentReading> acting;  // of who acts for the holder (R9, R11)
  domain::Image still;
  std::shared_ptr<const CaptureOutcome> capture;  // shared with its session
  std::optional<VerifiedCredential> credential;   // then there is no picture
  std::span<const domain::Image> probes() const {
    if (capture) return capture->probes;
    return still.empty() ? std::span<const domain::Image>() : std::span(&still, 1);
  }
};

Result<Looked> look_at(const RegistrationRequest& request, const Setting& setting);

// By their pixels, since a copied picture may come in another file; and the stream as a whole
// (R80).
DayMarks marks_of(const Looked& looked);

// Of the document, or of the credential, with the name under which the pack counts it (R70).
std::optional<domain::HolderRecord> holder_of(const Looked& looked, const policy::Pack& pack);
std::optional<domain::HolderRecord> acting_of(const Looked& looked);

}  // namespace truename::registration
