#include "policy/parse_life.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/fields.h"
#include "policy/check_life.h"
#include "policy/cited.h"
#include "policy/parse_rule.h"

namespace truename::policy {
namespace {

constexpr std::size_t kStatesLimit = 32;
constexpr std::size_t kClocksLimit = 64;
constexpr std::size_t kTransitionsLimit = 256;
constexpr std::string_view kEveryHeld = "@held";
constexpr std::string_view kAtEndDate = "@end_date";
constexpr std::string_view kClockEvent = "clock:";

Result<LifeState> parse_state(const Value& value, const std::string& where) {
  Fields in(value, where + " state");
  LifeState out{.id = read_id(in, "id")};
  const std::string service = in.text("service");
  const auto parsed = domain::parse_service(service);
  if (!parsed) in.complain("has the unknown service \"" + service + "\"");
  out.service = parsed.value_or(domain::Service::none);
  out.held = in.flag("held");
  TRY_STATUS(in.finish());
  return out;
}

Result<LifeClock> parse_clock(const Value& value, const std::string& where,
                              std::vector<std::string>& doubts) {
  Fields in(value, where + " clock");
  LifeClock out{.id = read_id(in, "id")};
  Context context{in.where(), "clock " + out.id, doubts};
  if (in.has("length")) {
    out.length = parse_duration(in.text("length"));
    if (!out.length) in.complain("\"" + out.id + "\" needs a \"length\" such as P90D or PT2H");
  } else if (!in.has("doubt")) {
    in.complain("\"" + out.id + "\" has no \"length\" and needs a \"doubt\" that says why");
  }
  out.cite = read_text(in, "cite");
  out.mark = read_mark(in);
  note_doubt(in, context);
  TRY_STATUS(in.finish());
  return out;
}

std::string name_of(const Value& row) {
  const Value* const id = row.find("id");
  const std::string* const text = id == nullptr ? nullptr : id->as<std::string>();
  return text == nullptr ? "" : " \"" + text->substr(0, 64) + "\"";
}

// One transition row, read against the states and clocks before it.
class TransitionReader {
 public:
  TransitionReader(const Value& value, const LifeTable& table, const std::string& where)
      : table_(table), in_(value, where + " transition" + name_of(value)) {}

  Result<LifeTransition> read(std::vector<std::string>& doubts) {
    LifeTransition out{.id = read_id(in_, "id")};
    read_event(out);
    read_states(out);
    for (const std::string& text : in_.texts("roles")) {
      const auto role = domain::parse_role(text);
      if (!role) in_.complain("names the unknown role \"" + text + "\"");
      if (role) out.roles.push_back(*role);
    }
    for (const std::string& text : texts_or_none("needs")) read_need(text, out.needs);
    read_clocks(out);
    for (const std::string& text : texts_or_none("set")) out.set.add(read_mark_name(text));
    for (const std::string& text : texts_or_none("clear")) out.clear.add(read_mark_name(text));
    out.cite = in_.has("cite") ? read_text(in_, "cite") : table_.cite;
    out.mark = in_.has("confidence") ? read_mark(in_) : Mark::own_design;
    Context context{in_.where(), out.id, doubts};
    note_doubt(in_, context);
    TRY_STATUS(in_.finish());
    return out;
  }

 private:
  std::vector<std::string> texts_or_none(std::string_view key) {
    return in_.has(key) ? in_.texts(key) : std::vector<std::string>();
  }

  std::size_t clock_named(std::string_view id) {
    const auto found = table_.clock(id);
    if (!found) in_.complain("names the clock \"" + std::string(id) + "\", which the pack lacks");
    return found.value_or(0);
  }

  std::size_t state_named(std::string_view id) {
    const auto found = table_.state(id);
    if (!found) in_.complain("names the state \"" + std::string(id) + "\", which the pack lacks");
    return found.value_or(0);
  }

  domain::LineMark read_mark_name(std::string_view text) {
    const auto mark = domain::parse_line_mark(text);
    if (!mark) in_.complain("names the unknown mark \"" + std::string(text) + "\"");
    return mark.value_or(domain::LineMark::disputed);
  }

  void read_event(LifeTransition& out) {
    const std::string on = in_.text("on");
    if (on.starts_with(kClockEvent)) {
      out.on = domain::EventKind::clock;
      out.on_clock = clock_named(std::string_view(on).substr(kClockEvent.size()));
      return;
    }
    const auto kind = domain::parse_event_kind(on);
    if (!kind || *kind == domain::EventKind::clock) {
      in_.complain("is on the unknown event \"" + on + "\"");
    }
    out.on = kind.value_or(domain::EventKind::open);
  }

  void read_states(LifeTransition& out) {
    for (const std::string& text : in_.texts("from")) {
      if (text != kEveryHeld) {
        out.from.push_back(state_named(text));
        continue;
      }
      for (std::size_t i = 0; i < table_.states.size(); ++i) {
        if (table_.states[i].held) out.from.push_back(i);
      }
    }
    std::sort(out.from.begin(), out.from.end());
    out.from.erase(std::unique(out.from.begin(), out.from.end()), out.from.end());
    if (out.from.empty()) in_.complain("needs at least one state in \"from\"");
    if (in_.has("to")) out.to = state_named(in_.text("to"));
  }

  void read_clocks(LifeTransition& out) {
    for (const std::string& text : texts_or_none("start")) {
      const bool at_end = text.ends_with(kAtEndDate);
      const std::string_view id =
          std::string_view(text).substr(0, text.size() - (at_end ? kAtEndDate.size() : 0));
      out.start.push_back({.clock = clock_named(id), .at_end_date = at_end});
      if (at_end) out.needs.push_back({.kind = NeedKind::end_date});
    }
    for (const std::string& text : texts_or_none("stop")) out.stop.push_back(clock_named(text));
  }

  void read_need(std::string_view text, std::vector<Need>& needs) {
    static constexpr std::array<std::pair<std::string_view, NeedKind>, 8> kPlain = {
        {{"proofed", NeedKind::proofed},
         {"giver_proofed", NeedKind::giver_proofed},
         {"same_holder", NeedKind::same_holder},
         {"other_holder", NeedKind::other_holder},
         {"card", NeedKind::card},
         {"end_date", NeedKind::end_date},
         {"two_persons", NeedKind::two_persons},
         {"another_person", NeedKind::another_person}}};
    for (const auto& [name, kind] : kPlain) {
      if (text == name) return needs.push_back({.kind = kind});
    }
    if (text.starts_with("held_for:")) {
      return needs.push_back({.kind = NeedKind::held_for, .clock = clock_named(text.substr(9))});
    }
    if (text.starts_with("no_")) {
      return needs.push_back({.kind = NeedKind::no_mark, .mark = read_mark_name(text.substr(3))});
    }
    needs.push_back({.kind = NeedKind::mark, .mark = read_mark_name(text)});
  }

  const LifeTable& table_;
  Fields in_;
};

template <class Item>
Status no_id_twice(const std::vector<Item>& items, const std::string& where) {
  std::set<std::string> seen;
  for (const Item& item : items) {
    if (!seen.insert(item.id).second) {
      return fail(ErrorCode::bad_input, where + " has \"" + item.id + "\" twice; rename one.");
    }
  }
  return {};
}

Status check_counts(const Array& states, const Array& clocks, const Array& transitions,
                    const std::string& where) {
  if (states.size() <= kStatesLimit && clocks.size() <= kClocksLimit &&
      transitions.size() <= kTransitionsLimit) {
    return {};
  }
  return fail(ErrorCode::too_large,
              where + " has over 32 states, 64 clocks or 256 transitions; leave some out.");
}

}  // namespace

Result<LifeTable> parse_life_table(const Value& value, const std::string& pack,
                                   std::vector<std::string>& doubts) {
  const std::string where = pack + " life";
  Fields in(value, where);
  LifeTable table;
  table.cite = read_text(in, "cite");
  table.keep_open = in.texts("keep_open");
  const Array& states = in.array("states");
  const Array& clocks = in.array("clocks");
  const Array& transitions = in.array("transitions");
  TRY_STATUS(in.finish());
  TRY_STATUS(check_counts(states, clocks, transitions, where));
  for (const Value& one : states) table.states.push_back(TRY(parse_state(one, where)));
  for (const Value& one : clocks) table.clocks.push_back(TRY(parse_clock(one, where, doubts)));
  for (const Value& one : transitions) {
    table.transitions.push_back(TRY(TransitionReader(one, table, where).read(doubts)));
  }
  TRY_STATUS(no_id_twice(table.states, where));
  TRY_STATUS(no_id_twice(table.clocks, where));
  TRY_STATUS(no_id_twice(table.transitions, where));
  table.index();
  TRY_STATUS(check_life_table(table, where));
  return table;
}

}  // namespace truename::policy
