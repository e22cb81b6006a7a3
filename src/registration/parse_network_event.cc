#include <algorithm>

#include "base/fields.h"
#include "base/json.h"
#include "document/imei.h"
#include "document/line_numbers.h"
#include "domain/read_time.h"
#include "registration/import_network.h"

namespace truename::registration {
namespace {

constexpr std::size_t kLineLimit = 4096;  // bytes; an event has about 150
constexpr std::size_t kIdLimit = 100;     // characters, so that an event's key holds it

bool is_event_id(std::string_view text) {
  return !text.empty() && text.size() <= kIdLimit &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

Result<NetworkEvent> parse_network_event(std::string_view line) {
  if (line.size() > kLineLimit) return fail(ErrorCode::too_large, "The line is over 4 KiB.");
  const Value value = TRY(parse_json(line));
  Fields in(value, "The event");
  NetworkEvent out;
  out.id = in.text("id");
  if (!is_event_id(out.id)) in.complain("needs \"id\", 1 to 100 printable characters");
  const std::string kind = in.text("kind");
  if (kind == "scenario_breach") out.kind = domain::EventKind::scenario_breach;
  if (kind != "scenario_breach" && kind != "device_change") {
    in.complain("has a \"kind\" other than device_change and scenario_breach");
  }
  out.at = domain::read_time(in, "at");
  const std::string msisdn = in.text_or("msisdn", "");
  const std::string iccid = in.text_or("iccid", "");
  const std::string device = in.text_or("device", "");
  if (msisdn.empty() == iccid.empty()) in.complain("needs one of \"msisdn\" and \"iccid\"");
  TRY_STATUS(in.finish());
  if (!msisdn.empty()) out.msisdn = TRY(document::parse_msisdn(msisdn));
  if (!iccid.empty()) out.iccid = TRY(document::parse_iccid(iccid));
  if (!device.empty()) out.device = TRY(document::parse_imei(device));
  return out;
}

}  // namespace truename::registration
