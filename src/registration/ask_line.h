// ask_line: somebody asks for something to happen to a line, with the proofs that it needs; every
// such use case takes this path, since what differs between them stands in the pack's table.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "domain/life_event.h"
#include "domain/principal.h"
#include "registration/lives.h"
#include "registration/register_line.h"

namespace truename::registration {

struct LineRequest {
  domain::Msisdn msisdn;
  domain::EventKind kind = domain::EventKind::close;
  std::string key;  // 1..128 printable characters, one a request
  domain::Principal actor;
  std::optional<domain::Principal> confirmed_by;
  domain::CaseId proof;        // of whom it speaks of; empty: nobody was proofed for it
  domain::CaseId giver_proof;  // of who gives the line away
  std::optional<domain::Iccid> iccid;
  std::optional<Timestamp> until;
  std::string reason;
};

// As text arrives at an edge, before anything is believed.
struct RawLineRequest {
  std::string msisdn;
  std::string kind;
  std::string key;
  std::string proof;
  std::string giver_proof;
  std::string iccid;
  std::string until;  // RFC 3339 with milliseconds
  std::string reason;
};

// bad_input names the first field that does not hold. What happens by itself (clocks, the network)
// and what a registration brings about (open, port_in) cannot be asked for.
Result<LineRequest> parse_line_request(const RawLineRequest& raw, domain::Principal actor);

// A proof is an approved case of the right kind for this number, at most a day old, used once. The
// answer is the change as remembered, moved or refused. bad_input and not_found: a proof does not
// hold; nothing is remembered then. Else as change_line.
Result<LifeChange> ask_line(const LineRequest& request, const Setting& setting);

// How a number stands; absent when nothing ever happened to it. bad_input: it is no number.
Result<std::optional<domain::Life>> find_line(const std::string& msisdn, const Setting& setting);

}  // namespace truename::registration
