// import_sanctions: brings a sanction list in whole (R16, R76), and tells the lines of whoever is
// on it or no longer on it; the pack's life table decides what that does to them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/principal.h"
#include "domain/registration.h"
#include "registration/ports_sanctions.h"
#include "registration/register_line.h"

namespace truename::registration {

// More would keep every sale waiting while they are written.
constexpr std::size_t kSanctionRowsLimit = 200'000;

// As text arrives at an edge, before anything is believed.
struct RawSanctionRow {
  std::size_t place = 0;  // line of the file, from 1
  std::string document_type;
  std::string issuing_state;
  std::string number;
  std::string grade;
  std::string from;
  std::string until;
};
struct SanctionRow {
  std::size_t place = 0;
  domain::HolderRecord identity;  // type, issuing state and number alone
  int grade = 1;
  Date from;
  Date until;
};
// bad_input names the line and what to mend, and repeats no number. `today` bounds birth dates.
Result<SanctionRow> parse_sanction_row(const RawSanctionRow& raw, const Date& today);

struct SanctionImport {
  std::string list;
  std::vector<SanctionRow> rows;
  domain::Principal actor;
};

// What the lines of listed people came to.
struct ToldLines {
  struct Refused {
    domain::Msisdn msisdn;
    std::string code;
  };
  std::size_t told = 0;            // a sanction began, or has another end now
  std::size_t lifted = 0;          // it ends, since the list no longer names the holder
  std::vector<Refused> refused{};  // by the pack's table
};
struct SanctionReport {
  std::size_t entries = 0;
  ToldLines lines;
};

// forbidden, bad_input (nothing is written then); errors of ports pass through. Asked again after a
// failure it goes on where it was.
Result<SanctionReport> import_sanctions(const SanctionImport& import, SanctionLists& lists,
                                        const Setting& setting);

// Once a day: entries whose end date has come are dropped, and lines are told of those that begin.
Result<ToldLines> keep_sanctions(SanctionLists& lists, const Setting& setting);

}  // namespace truename::registration
