// For tests: what a sound card and a sound face look like to the use cases; no part of the program.
#pragma once

#include "domain/document.h"
#include "domain/evidence.h"
#include "registration/register_line.h"

namespace truename::registration {

inline domain::DocumentReading sound_card() {
  domain::DocumentReading reading;
  reading.type = domain::DocumentType::cn_resident_id;
  reading.fields.name = domain::PersonName("测试人");
  reading.fields.number = domain::IdentityNumber("11010519491231002X");  // GB 11643's own example
  reading.fields.sex = "女";
  reading.fields.nation = "汉";
  reading.fields.birth_date = Date{1949, 12, 31};
  reading.fields.address = domain::Address("某路一号");
  reading.portrait = {1, 1, {0, 0, 0}};
  reading.portrait_has_face = true;
  return reading;
}

inline domain::FaceEvidence sound_face() {
  return {.stage = domain::FaceStage::examined,
          .findings = {},
          .quality = 90,
          .pad = domain::PadResult::live,
          .fmr_bound = 1e-7,
          .calibration_id = "test"};
}

// By the holder, with a still picture.
inline RawRequest sound_request() {
  return {.idempotency_key = "sale-1",
          .msisdn = "8619900000001",
          .iccid = "89860000000000000019",
          .accept_terms = true,
          .consent_face = true,
          .document = {'c'},
          .probe = {'p'}};
}

}  // namespace truename::registration
