#include <algorithm>

#include "policy/diff.h"
#include "policy/diff_text.h"

namespace truename::policy {
namespace {

using Path = std::vector<std::string>;

// A value that has a sentence of its own, completed by the new and the old value. Whatever is not
// here is told by the name that the pack gives it, so that a new kind needs no new code.
struct Phrase {
  std::string_view kind;
  std::string_view key;
  std::string_view changed;  // with % for the new and # for the old value
};
constexpr Phrase kPhrases[] = {
    {"line_cap", "max_lines", "may now hold % active lines of this operator, not #"},
    {"cross_operator_cap", "max_lines", "may now hold % active lines at all operators, not #"},
    {"holder_age", "minimum_years", "must now be % years old, not #"},
    {"face_match", "fmr_max", "now passes the face match up to a false match rate of %, not #"},
    {"face_match", "refer_fmr_max",
     "is now seen by a member of staff up to a false match rate of %, not #"},
    {"authority", "required", "now needs the authority's answer: %, not #"},
    {"capture_challenge", "steps", "is now asked for % steps in the challenge, not #"},
    {"capture_challenge", "lifetime_s", "now has % seconds for the challenge, not #"},
    {"capture_challenge", "max_attempts", "may now try the challenge % times, not #"},
};
struct EventWords {
  std::string_view event;
  std::string_view doing;
};
constexpr EventWords kEvents[] = {
    {"open", "opening a line"},          {"transfer", "taking over a line"},
    {"sim_replace", "replacing a card"}, {"reverify", "being verified again"},
    {"port_in", "bringing a number in"}, {"device_change", "changing the device"},
    {"close", "closing a line"},         {"own_lines", "asking for the own lines"},
    {"disown", "disowning a line"},
};

std::string doing(const std::string& event) {
  const auto* const found = std::ranges::find(kEvents, event, &EventWords::event);
  return found == std::end(kEvents) ? "asking for \"" + event + "\"" : std::string(found->doing);
}

const Value kNothing;

// The item at list `name` with this id, in the newer tree or else in the older.
const Value& item_of(const Value& older, const Value& newer, const Path& path, std::size_t depth) {
  for (const Value* tree : {&newer, &older}) {
    const Value* at = tree;
    for (std::size_t i = 0; i < depth && at != nullptr; ++i) {
      const Value* const table = at->find(path[i]);
      const Array* const items = at->as<Array>();
      at = table;
      if (items == nullptr) continue;
      const auto found = std::ranges::find_if(
          *items, [&path, i](const Value& item) { return text_of(item, "id") == path[i]; });
      at = found == items->end() ? nullptr : &*found;
    }
    if (at != nullptr) return *at;
  }
  return kNothing;
}

std::string with_values(std::string_view phrase, const Change& change) {
  std::string out;
  for (const char c : phrase) {
    if (c == '%')
      out += shown(change.after);
    else if (c == '#')
      out += shown(change.before);
    else
      out += c;
  }
  return out;
}

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

// "on_fail" "referred": what follows.
std::string outcome_words(const Value& outcome) {
  const auto* const text = outcome.as<std::string>();
  return text == nullptr ? "refused" : *text;
}

// What is said of any key, of any table: a rule, a clock, a transition, something yet to come.
std::string plain_words(const std::string& what, const std::string& key, const Change& change) {
  const std::string words = key_words(key);
  if (key == "cite")
    return what + " now rests on " + shown(change.after) + ", no longer on " + shown(change.before);
  if (key == "confidence")
    return what + " rests on a source now marked " + shown(change.after) + ", was " +
           shown(change.before);
  switch (change.kind) {
    case ChangeKind::added:
      return what + " now has " + words + " " + shown(change.after);
    case ChangeKind::removed:
      return what + " no longer has " + words + " " + shown(change.before);
    case ChangeKind::changed:
      return what + " now has " + words + " " + shown(change.after) + ", not " +
             shown(change.before);
  }
  return what;
}

struct Told {
  std::string whom;
  std::string words;  // goes on from `whom`, or stands alone after a colon
  bool goes_on = false;
};

std::string applicant(const Value& rule) {
  std::vector<std::string> doings;
  for (const std::string& event : texts_of(rule, "events")) doings.push_back(doing(event));
  return "A person " + (doings.empty() ? "opening a line" : joined(doings, "or"));
}

Told tell_rule_value(const Change& change, const Value& rule, const std::string& name) {
  const std::string kind = text_of(rule, "kind");
  const std::string& key = change.path[2];
  const bool of_value = change.path.size() == 4 && change.path[3] == "value";
  if (of_value && change.kind == ChangeKind::changed) {
    for (const Phrase& phrase : kPhrases) {
      if (phrase.kind == kind && phrase.key == key)
        return {"", with_values(phrase.changed, change), true};
    }
  }
  if (of_value && kind == "accepted_documents" && key == "types") {
    if (change.kind == ChangeKind::added) return {"", "may now show " + shown(change.after), true};
    return {"", "may no longer show " + shown(change.before), true};
  }
  if (key == "on_fail" && change.kind == ChangeKind::changed) {
    return {"",
            "who fails " + name + " is now " + outcome_words(change.after) + ", not " +
                outcome_words(change.before),
            true};
  }
  if ((key == "events" || key == "channels") && change.path.size() == 3) {
    const bool now = change.kind != ChangeKind::removed;
    const Value& item = now ? change.after : change.before;
    return {"", (now ? "now meets " : "no longer meets ") + name + " for " + shown(item), true};
  }
  if (change.path.size() == 3) return {"", plain_words(name, key, change), false};
  const std::string part = name + " (" + key_words(key) + ")";
  const std::string& last = change.path.back();
  const std::string what = last == "value" ? name : part;
  return {"", plain_words(what, last == "value" ? key : last, change), false};
}

Told tell_rule(const Change& change, const Value& older, const Value& newer) {
  const Value& rule = item_of(older, newer, change.path, 2);
  const std::string name = quoted(change.path[1]);
  Told told;
  if (change.path.size() > 2) {
    told = tell_rule_value(change, rule, name);
  } else {
    const std::string what = name + " (" + key_words(text_of(rule, "kind")) + ")";
    told.goes_on = true;
    told.words = change.kind == ChangeKind::added
                     ? "now meets the rule " + what + "; who fails it is " +
                           text_of(rule, "on_fail") + ". It rests on: " + text_of(rule, "cite")
                     : "no longer meets the rule " + what + ", by which who failed it was " +
                           text_of(rule, "on_fail");
  }
  told.whom = applicant(rule);
  return told;
}

std::string holder_of_line(const Value& transition) {
  std::vector<std::string> states;
  for (std::string state : texts_of(transition, "from")) {
    states.push_back(state.starts_with('@') ? state.substr(1) : state);
  }
  return states.empty() ? "A person with a line" : "A person whose line is " + joined(states, "or");
}

std::string transition_words(const Value& transition) {
  const std::string to = text_of(transition, "to");
  const auto roles = texts_of(transition, "roles");
  const auto needs = texts_of(transition, "needs");
  return " on " + quoted(text_of(transition, "on")) +
         (roles.empty() ? "" : ", asked by " + joined(roles, "or")) +
         (needs.empty() ? "" : ", with " + joined(needs, "and")) +
         (to.empty() ? "" : ", to " + quoted(to));
}

// [life]: states, clocks and transitions, and whatever list with ids joins them.
Told tell_life(const Change& change, const Value& older, const Value& newer) {
  if (change.path.size() < 3) {
    return {"A person with a line", plain_words("the life of a line", change.path.back(), change),
            false};
  }
  const Value& item = item_of(older, newer, change.path, 3);
  const std::string list = change.path[1];
  const std::string singular = list.ends_with('s') ? list.substr(0, list.size() - 1) : list;
  const std::string name = singular + " " + quoted(change.path[2]);
  const bool transition = list == "transitions";
  Told told{transition ? holder_of_line(item) : "A person with a line", "", false};
  if (change.path.size() == 3) {
    const std::string length = text_of(item, "length");
    const std::string more = transition       ? transition_words(item)
                             : length.empty() ? std::string()
                                              : " of " + duration_words(length);
    const bool added = change.kind == ChangeKind::added;
    told.words = "the " + name + more + (added ? " is new" : " is no more");
    return told;
  }
  const std::string& key = change.path[3];
  if (key == "length" && change.kind == ChangeKind::changed) {
    const auto length = [](const Value& value) {
      const auto* const text = value.as<std::string>();
      return text == nullptr ? shown(value) : duration_words(*text);
    };
    told.words =
        "the " + name + " now runs " + length(change.after) + ", not " + length(change.before);
    return told;
  }
  told.words = plain_words("the " + name, key, change);
  return told;
}

Told tell_gap(const Change& change) {
  const bool added = change.kind == ChangeKind::added;
  return {"Whoever activates the pack",
          (added ? "one gap more is unconfirmed: " : "this gap is closed: ") +
              shown(added ? change.after : change.before),
          false};
}

Told tell_text(const Change& change) {
  std::vector<std::string> steps;
  for (std::size_t i = 1; i < change.path.size(); ++i) steps.push_back(key_words(change.path[i]));
  const std::string where = joined(steps, "/");
  if (change.kind == ChangeKind::removed) {
    return {"A person at the counter", "no longer reads the text " + where, true};
  }
  return {"A person at the counter", "now reads as " + where + ": " + shown(change.after), true};
}

Told tell_watch(const Change& change) {
  const std::string name = "the watch on " + quoted(change.path[1]);
  if (change.path.size() > 2) {
    const bool cited = change.path.size() > 3 && change.path[3] != "value";
    return {"An engineer of the operator",
            plain_words(name, cited ? change.path[3] : change.path[2], change), false};
  }
  const bool added = change.kind == ChangeKind::added;
  return {"An engineer of the operator", name + (added ? " is new" : " is no more"), false};
}

Told tell_other(const Change& change) {
  std::vector<std::string> steps;
  for (const std::string& step : change.path) steps.push_back(key_words(step));
  const std::string key = steps.empty() ? "content" : steps.back();
  if (!steps.empty()) steps.pop_back();
  const std::string what = steps.empty() ? "the pack" : "the pack's " + joined(steps, "/");
  return {"Everybody under this pack", plain_words(what, key, change), false};
}

Told tell(const Change& change, const Value& older, const Value& newer) {
  const std::string head = change.path.empty() ? "" : change.path.front();
  if (head == "rule" && change.path.size() > 1) return tell_rule(change, older, newer);
  if (head == "life" && change.path.size() > 1) return tell_life(change, older, newer);
  if (head == "watch" && change.path.size() > 1) return tell_watch(change);
  if (head == "unconfirmed") return tell_gap(change);
  if (head == "texts") return tell_text(change);
  return tell_other(change);
}

}  // namespace

std::vector<ToldChange> tell_changes(const Value& older, const Value& newer) {
  std::vector<ToldChange> out;
  for (Change& change : compare_packs(older, newer)) {
    Told told = tell(change, older, newer);
    std::string sentence = told.whom + (told.goes_on ? " " : ": ") + told.words + ".";
    out.push_back({std::move(change), std::move(told.whom), std::move(sentence)});
  }
  return out;
}

Value told_value(const ToldChange& told) {
  Array path(told.change.path.begin(), told.change.path.end());
  return Value()
      .set("change", change_kind_text(told.change.kind))
      .set("path", std::move(path))
      .set("before", told.change.before)
      .set("after", told.change.after)
      .set("whom", told.whom)
      .set("sentence", told.sentence);
}

}  // namespace truename::policy
