// A counter whose pictures are scripted and whose store, pack and use cases are the real ones; no
// part of the program.
#pragma once

#include <string>

#include "document/line_numbers.h"
#include "policy/pack.h"
#include "registration/fakes_for_test.h"
#include "registration/register_line.h"
#include "registration/sound_sale_for_test.h"
#include "storage/sqlite_store.h"

namespace truename::app {

// One thread's own, on a store that all share.
class ScriptedCounter {
 public:
  ScriptedCounter(const policy::Pack& pack, storage::SqliteStore& store, const Clock& clock)
      : setting_{pack, Digest{},
                 registration::Ports{decoder_, reader_, examiner_, authority_, store, store, clock},
                 nullptr} {
    reader_.reading = registration::sound_card();
    examiner_.evidence = registration::sound_face();
  }
  ScriptedCounter(const ScriptedCounter&) = delete;
  ScriptedCounter& operator=(const ScriptedCounter&) = delete;

  // Always the same person, another number and card for each sale.
  Result<domain::CommittedCase> sell(int sale) {
    const Bytes picture = {'p'};
    const auto request = registration::parse_request({.idempotency_key = "sale-" + digits(sale),
                                                      .msisdn = "861990" + digits(sale),
                                                      .iccid = card(sale),
                                                      .claimed_name = std::nullopt,
                                                      .claimed_number = std::nullopt,
                                                      .accept_terms = true,
                                                      .consent_face = true,
                                                      .document = picture,
                                                      .probe = picture});
    if (!request) return fail(request.error());
    return registration::register_line(*request, setting_);
  }
  static domain::Msisdn number(int sale) { return domain::Msisdn("861990" + digits(sale)); }

  static std::string card(int sale) {
    std::string iccid = "898600000000" + digits(sale) + "0";
    while (!document::parse_iccid(iccid) && iccid.back() < '9') ++iccid.back();
    return iccid;
  }

 private:
  static std::string digits(int sale) { return std::to_string(1'000'000 + sale); }

  registration::FakeDecoder decoder_;
  registration::FakeReader reader_;
  registration::FakeExaminer examiner_;
  registration::FakeAuthority authority_;
  registration::Setting setting_;
};

}  // namespace truename::app
