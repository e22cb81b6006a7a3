#include "policy/golden_story.h"

#include <algorithm>
#include <vector>

#include "base/fields.h"
#include "policy/step.h"

namespace truename::policy {
namespace {

constexpr std::size_t kStoriesLimit = 1000;
constexpr std::size_t kStepsLimit = 100;
constexpr Timestamp kStart{1'790'000'000'000};  // any moment: only lengths matter
constexpr Duration kMoment{1000};               // between two steps that say nothing of time

// One step as written: an event, or only time that passes; then what is expected.
struct Step {
  std::optional<domain::LifeEvent> event;
  Duration wait = kMoment;
  std::string refused;             // code
  std::string rule;                // who moved or refused it
  std::string state;               // after the step
  std::vector<std::string> marks;  // that the line bears after the step
  std::vector<std::string> unmarked;
};

domain::HolderId holder_named(std::string_view name) {
  std::array<std::uint8_t, 16> bytes{};
  std::copy_n(name.begin(), std::min(name.size(), bytes.size()), bytes.begin());
  return domain::HolderId(bytes);
}

domain::PrincipalId principal(std::string_view role, std::int64_t number) {
  return domain::PrincipalId(std::string(role) + "-" + std::to_string(number));
}

bool given(const std::vector<std::string>& without, std::string_view part) {
  return std::find(without.begin(), without.end(), part) == without.end();
}

// Everything that a rule could ask for is given unless the step says `without` or otherwise.
std::optional<domain::LifeEvent> read_event(Fields& in) {
  if (!in.has("on")) return std::nullopt;
  const std::string on = in.text("on");
  const auto kind = domain::parse_event_kind(on);
  if (!kind || *kind == domain::EventKind::clock) {
    in.complain("is on the unknown event \"" + on + "\"; let clocks ring with \"wait\"");
    return std::nullopt;
  }
  domain::LifeEvent event{.kind = *kind};
  const std::vector<std::string> without =
      in.has("without") ? in.texts("without") : std::vector<std::string>();
  event.holder = holder_named(in.text_or("holder", "a"));
  if (given(without, "proof")) event.proof = "case";
  if (given(without, "giver_proof")) event.giver_proof = "giver-case";
  if (given(without, "card")) event.iccid = domain::Iccid("8986");
  const std::int64_t person = in.has("person") ? in.integer("person") : 1;
  if (in.has("by")) {
    const std::string name = in.text("by");
    const auto role = domain::parse_role(name);
    if (!role) in.complain("is by the unknown role \"" + name + "\"");
    event.by = domain::Actor{principal(name, person), role.value_or(domain::Role::clerk)};
    if (given(without, "second_person")) {
      event.confirmed_by = domain::Actor{principal(name, person + 1000), event.by->role};
    }
  }
  if (in.has("line_class")) event.line_class = domain::parse_line_class(in.text("line_class"));
  return event;
}

Duration read_length(Fields& in, std::string_view key, Duration otherwise) {
  if (!in.has(key)) return otherwise;
  const auto length = parse_duration(in.text(key));
  if (!length) in.complain("needs \"" + std::string(key) + "\" such as P30D");
  return length.value_or(otherwise);
}

Result<Step> parse_step(const Value& value, const std::string& where) {
  Fields in(value, where);
  Step out;
  out.event = read_event(in);
  out.wait = read_length(in, "wait", kMoment);
  if (out.event && in.has("ends")) {
    out.event->until = kStart + read_length(in, "ends", kMoment);  // made relative when it happens
  }
  out.refused = in.text_or("refused", "");
  out.rule = in.text_or("rule", "");
  out.state = in.text_or("state", "");
  if (in.has("marks")) out.marks = in.texts("marks");
  if (in.has("unmarked")) out.unmarked = in.texts("unmarked");
  TRY_STATUS(in.finish());
  return out;
}

class Story {
 public:
  Story(const Pack& pack, GoldenReport& report)
      : pack_(pack),
        report_(report),
        life_(domain::unborn(domain::Msisdn("8613800000000"), pack.life.states.front().id)) {}

  // Empty when all went as written, else what did not.
  std::string play(const std::vector<Step>& steps) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
      std::string wrong = play_one(steps[i]);
      if (!wrong.empty()) return "step " + std::to_string(i + 1) + ": " + wrong;
    }
    return "";
  }

 private:
  std::string play_one(const Step& step) {
    rule_.clear();
    pass(step.wait);
    std::string refused;
    if (step.event) {
      domain::LifeEvent event = *step.event;
      event.at = now_;
      if (event.until) event.until = now_ + (*event.until - kStart);
      refused = happen(event);
    }
    if (refused != step.refused) {
      return "expected " + (step.refused.empty() ? "no refusal" : step.refused) + ", got " +
             (refused.empty() ? "none" : refused + " by " + rule_);
    }
    if (!step.rule.empty() && step.rule != rule_) return "moved by " + rule_;
    if (!step.state.empty() && step.state != life_.state) return "the line is " + life_.state;
    for (const std::string& mark : step.marks) {
      if (!bears(mark)) return "the line is not marked " + mark;
    }
    for (const std::string& mark : step.unmarked) {
      if (bears(mark)) return "the line is still marked " + mark;
    }
    return "";
  }

  bool bears(std::string_view name) const {
    const auto mark = domain::parse_line_mark(name);
    return mark && life_.marks.has(*mark);
  }

  // Time passes, and every clock that comes due on the way rings at its own moment.
  void pass(Duration length) {
    const Timestamp until = now_ + length;
    while (!life_.clocks.empty() && life_.clocks.front().due <= until) {
      now_ = std::max(now_, life_.clocks.front().due);
      domain::LifeEvent ring{
          .kind = domain::EventKind::clock, .clock = life_.clocks.front().id, .at = now_};
      if (!happen(ring).empty()) break;
    }
    now_ = until;
  }

  std::string happen(const domain::LifeEvent& event) {
    auto stepped = step(life_, event, pack_, event.at);
    if (!stepped) {
      rule_ = stepped.error().rule;
      report_.codes.insert(stepped.error().code);
      return stepped.error().code;
    }
    rule_ = stepped->rule->id;
    life_ = std::move(stepped->after);
    return "";
  }

  const Pack& pack_;
  GoldenReport& report_;
  domain::Life life_;
  Timestamp now_ = kStart;
  std::string rule_;
};

}  // namespace

Status run_stories(const Array& tables, const Pack& pack, const std::string& file,
                   GoldenReport& report) {
  if (tables.size() > kStoriesLimit) {
    return fail(ErrorCode::too_large, file + " has over 1000 stories; leave some out.");
  }
  for (const Value& table : tables) {
    Fields in(table, file + " story");
    const std::string name = in.text("name");
    const Array& written = in.array("steps");
    if (written.empty() || written.size() > kStepsLimit) in.complain("needs 1 to 100 steps");
    TRY_STATUS(in.finish());
    std::vector<Step> steps;
    for (const Value& value : written) {
      steps.push_back(TRY(parse_step(value, file + " story \"" + name + "\"")));
    }
    ++report.cases;
    std::string wrong = Story(pack, report).play(steps);
    if (!wrong.empty()) report.failures.push_back(name + ": " + wrong);
  }
  return {};
}

}  // namespace truename::policy
