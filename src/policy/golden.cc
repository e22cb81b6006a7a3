#include "policy/golden.h"

#include "base/fields.h"
#include "base/toml.h"
#include "policy/decide.h"
#include "policy/golden_story.h"

namespace truename::policy {
namespace {

constexpr std::size_t kCaseLimit = 1000;  // a file that people still read
constexpr int kOverlayDepth = 8;          // evidence is three deep

// `over` laid on `base`: tables member by member, all else replaced whole.
Value laid_over(const Value& base, const Value& over, int depth) {
  const Object* const base_members = base.as<Object>();
  const Object* const over_members = over.as<Object>();
  if (base_members == nullptr || over_members == nullptr || depth == 0) return over;
  Value out(Object{});
  for (const auto& [key, value] : *base_members) {
    const Value* const changed = over.find(key);
    out.set(key, changed == nullptr ? value : laid_over(value, *changed, depth - 1));
  }
  for (const auto& [key, value] : *over_members) {
    if (base.find(key) == nullptr) out.set(key, value);
  }
  return out;
}

// The tree without the member at `path` ("face.fmr_bound").
Value left_out(const Value& tree, std::string_view path) {
  const Object* const members = tree.as<Object>();
  if (members == nullptr) return tree;
  const std::size_t dot = path.find('.');
  const std::string_view head = path.substr(0, dot);
  Value out(Object{});
  for (const auto& [key, value] : *members) {
    if (key != head) {
      out.set(key, value);
    } else if (dot != std::string_view::npos) {
      out.set(key, left_out(value, path.substr(dot + 1)));
    }
  }
  return out;
}

struct GoldenCase {
  std::string name;
  domain::Evidence evidence;
  domain::Outcome outcome = domain::Outcome::approved;
  std::vector<std::string> codes;  // empty: any, of an approval
};

Result<domain::Evidence> parse_case_evidence(const Value& tree, const std::string& where) {
  auto evidence = domain::parse_evidence(tree);
  if (evidence) return evidence;
  return fail(evidence.error().code, where + ": " + evidence.error().message);
}

Result<GoldenCase> parse_case(const Value& table, const Value& baseline, const std::string& file) {
  Fields in(table, file + " case");
  GoldenCase out;
  out.name = in.text("name");
  const auto outcome = domain::parse_outcome(in.text("outcome"));
  if (!outcome) in.complain("\"" + out.name + "\" has an unknown outcome");
  out.outcome = outcome.value_or(domain::Outcome::approved);
  if (in.has("reasons")) out.codes = in.texts("reasons");
  if (out.codes.empty() && out.outcome != domain::Outcome::approved) {
    in.complain("\"" + out.name + "\" needs the reason codes it expects");
  }
  Value tree = baseline;
  if (in.has("without")) {
    for (const std::string& path : in.texts("without")) tree = left_out(tree, path);
  }
  if (in.has("evidence")) tree = laid_over(tree, in.object("evidence"), kOverlayDepth);
  TRY_STATUS(in.finish());
  out.evidence = TRY(parse_case_evidence(tree, file + " case \"" + out.name + "\""));
  return out;
}

std::string shown(domain::Outcome outcome, const std::vector<std::string>& codes) {
  std::string out = std::string(domain::outcome_text(outcome)) + " [";
  for (const std::string& code : codes) out += (out.ends_with('[') ? "" : ", ") + code;
  return out + "]";
}

void run_case(const GoldenCase& golden, const Pack& pack, GoldenReport& report) {
  const domain::Decision decision = decide(golden.evidence, pack);
  std::vector<std::string> codes;
  for (const domain::Reason& reason : decision.reasons) codes.push_back(reason.code);
  report.codes.insert(codes.begin(), codes.end());
  ++report.cases;
  const bool same_codes = golden.codes.empty() || golden.codes == codes;
  if (decision.outcome == golden.outcome && same_codes) return;
  report.failures.push_back(golden.name + ": expected " + shown(golden.outcome, golden.codes) +
                            ", got " + shown(decision.outcome, codes));
}

}  // namespace

Result<GoldenReport> run_golden_cases(const Pack& pack, std::string_view toml_text,
                                      std::string_view name) {
  const std::string file(name);
  const Value root = TRY(parse_toml(toml_text, name));
  Fields in(root, file);
  if (in.text("pack") != pack.id) in.complain("needs pack = \"" + pack.id + "\"");
  const Value& baseline = in.object("baseline");
  const Array& tables = in.array("case");
  const Array& stories = in.array_or_empty("story");
  if (tables.empty() || tables.size() > kCaseLimit) in.complain("needs 1 to 1000 cases");
  TRY_STATUS(in.finish());
  GoldenReport report;
  for (const Value& table : tables) {
    run_case(TRY(parse_case(table, baseline, file)), pack, report);
  }
  TRY_STATUS(run_stories(stories, pack, file, report));
  return report;
}

}  // namespace truename::policy
