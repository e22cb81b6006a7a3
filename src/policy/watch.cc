#include "policy/watch.h"

#include <set>

#include "base/fields.h"
#include "policy/cited.h"

namespace truename::policy {
namespace {

// Fewer decisions say nothing of a rate; more would notice a drift after it mattered.
constexpr int kWindowLeast = 20;
constexpr int kWindowMost = 10'000;

Result<Watch> parse_watch(const Value& table, const std::string& where,
                          std::vector<std::string>& doubts) {
  Fields in(table, where);
  Watch watch;
  const std::string name = in.text("signal");
  const auto signal = parse_signal(name);
  if (!signal) in.complain("watches the unknown signal \"" + name + "\"");
  watch.signal = signal.value_or(Signal::rejected);
  Context context{where + " \"" + name + "\"", "watch " + name, doubts};
  watch.window = TRY(read_cited(in, "window", context, [](Fields& value) {
    return integer_between(value, kWindowLeast, kWindowMost);
  }));
  watch.limit = TRY(read_cited(in, "limit", context, number_above_0_to_1));
  TRY_STATUS(in.finish());
  return watch;
}

}  // namespace

Result<std::vector<Watch>> parse_watches(const Array& tables, std::string_view pack,
                                         std::vector<std::string>& doubts) {
  const std::string where = std::string(pack) + " watch";
  std::vector<Watch> watches;
  std::set<Signal> seen;
  for (const Value& table : tables) {
    watches.push_back(TRY(parse_watch(table, where, doubts)));
    if (!seen.insert(watches.back().signal).second) {
      return fail(ErrorCode::bad_input, where + " \"" +
                                            std::string(signal_text(watches.back().signal)) +
                                            "\" stands twice; each signal may be watched once.");
    }
  }
  return watches;
}

}  // namespace truename::policy
