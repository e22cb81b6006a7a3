// Evidence to which no rule objects, for the tests of policy to change.
#pragma once

#include "domain/evidence.h"

namespace truename::policy {

// The holder's own card and live face; no authority was asked.
inline domain::Evidence sound() {
  using domain::Check;
  domain::Evidence out;
  out.document = {.type = domain::DocumentType::cn_resident_id,
                  .fields_complete = Check::pass,
                  .number = Check::pass,
                  .consistent = Check::pass,
                  .disagreeing_fields = {},
                  .portrait_found = true,
                  .holder_age_years = 28};
  out.face = {.stage = domain::FaceStage::examined,
              .findings = {},
              .quality = 80,
              .pad = domain::PadResult::live,
              .fmr_bound = 1e-6,
              .calibration_id = "test"};
  out.consent = {.face = true, .terms = true};
  out.today = {2026, 11, 24};
  return out;
}

}  // namespace truename::policy
