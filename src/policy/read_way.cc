#include "base/check.h"
#include "policy/read_parameters.h"

namespace truename::policy {
namespace {

constexpr std::size_t kSchemeLimit = 16;

// { attended_visual = ["open", "transfer"], network_credential = ["open"] }
std::vector<EnabledWay> read_ways(Fields& in) {
  std::vector<EnabledWay> out;
  Fields table(in.object("value"), in.where() + " \"value\"");
  for (const domain::Way way : {domain::Way::attended_visual, domain::Way::network_credential}) {
    const std::string_view name = domain::way_text(way);
    if (table.has(name)) out.push_back({way, read_events(table, name)});
  }
  if (const Status read = table.finish(); !read) in.complain(read.error().message);
  if (out.empty()) in.complain("needs attended_visual, network_credential or both");
  return out;
}

std::vector<std::string> read_schemes(Fields& in) {
  std::vector<std::string> out;
  for (const std::string& text : in.texts("value")) {
    out.push_back(domain::read_signal_name(in, text));
  }
  if (out.empty() || out.size() > kSchemeLimit) in.complain("needs 1 to 16 schemes");
  return out;
}

}  // namespace

std::vector<domain::ApplicationKind> read_events(Fields& in, std::string_view key) {
  return read_names(in, key, domain::kApplicationKinds, domain::application_kind_text);
}

Result<Parameters> read_way(Kind kind, Fields& rule, Context& context) {
  if (kind == Kind::other_way) return read_one<OtherWay>(rule, "ways", context, read_ways);
  CHECK(kind == Kind::network_credential);
  return read_one<NetworkCredential>(rule, "schemes", context, read_schemes);
}

}  // namespace truename::policy
