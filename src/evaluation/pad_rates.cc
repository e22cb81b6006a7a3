#include "evaluation/pad_rates.h"

#include <map>

#include "base/check.h"
#include "evaluation/csv.h"

namespace truename::evaluation {
namespace {

bool is_plain(const std::string& label) {
  if (label.empty() || label.size() > kGroupTextLimitBytes) return false;
  for (const char c : label) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    if (!plain) return false;
  }
  return true;
}

bool is_path(const std::string& path) {
  return !path.empty() && path.size() <= kPathLimitBytes && path.front() != '/' &&
         path.find("..") == std::string::npos;
}

void note(SpeciesRates& rates, const PadOutcome& outcome, bool attack) {
  ++rates.non_response.trials;
  if (outcome.answer == PadAnswer::none) {
    ++rates.non_response.errors;
  } else {
    ++rates.error.trials;
    const PadAnswer wrong = attack ? PadAnswer::bona_fide : PadAnswer::attack;
    rates.error.errors += outcome.answer == wrong ? 1 : 0;
  }
  if (!outcome.passed) return;
  if (!rates.chain) rates.chain = Rate{};
  ++rates.chain->trials;
  rates.chain->errors += *outcome.passed == attack ? 1 : 0;
}

bool is_worse(const Rate& a, const Rate& b) {
  return a.value() != b.value() ? a.value() > b.value() : a.upper_95() > b.upper_95();
}

}  // namespace

Result<std::vector<Presentation>> parse_presentations(std::string_view csv) {
  CsvReader reader(csv);
  const std::vector<std::string> header = TRY(reader.next());
  const std::vector<std::string> known = {"file", "label", "portrait"};
  const bool opens = header.size() >= 2 && header.size() <= 3 &&
                     std::equal(header.begin(), header.end(), known.begin());
  if (!opens) {
    return fail(ErrorCode::bad_input,
                "The list of presentations must open with file,label or file,label,portrait.");
  }
  std::vector<Presentation> rows;
  std::map<std::string, int> labels;
  while (!reader.at_end()) {
    const std::vector<std::string> row = TRY(reader.next());
    if (row.size() == 1 && row[0].empty()) continue;
    Presentation one;
    if (row.size() == header.size()) one = {row[0], row[1], row.size() == 3 ? row[2] : ""};
    if (!is_path(one.file) || !is_plain(one.label) ||
        !(one.portrait.empty() || is_path(one.portrait))) {
      return fail(ErrorCode::bad_input,
                  "Row " + std::to_string(reader.row()) +
                      " of the presentations needs a file inside the images folder and a label of "
                      "a-z, 0-9 and _; mend it.");
    }
    labels.emplace(one.label, 0);
    rows.push_back(std::move(one));
    if (rows.size() > kPadRowLimit || labels.size() > kSpeciesLimit) {
      return fail(ErrorCode::too_large,
                  "The list of presentations is over 100,000 rows or 64 species; split it.");
    }
  }
  if (rows.empty()) return fail(ErrorCode::bad_input, "The list of presentations is empty.");
  return rows;
}

PadRates pad_rates(const std::vector<Presentation>& presentations,
                   const std::vector<PadOutcome>& outcomes) {
  CHECK(presentations.size() == outcomes.size());
  std::map<std::string, SpeciesRates> by_label;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const std::string& label = presentations[i].label;
    SpeciesRates& rates = by_label[label];
    rates.label = label;
    note(rates, outcomes[i], label != kBonaFide);
  }
  PadRates rates;
  const SpeciesRates* worst = nullptr;
  for (const auto& [label, one] : by_label) {
    if (label == kBonaFide) {
      rates.bona_fide = one;
      continue;
    }
    rates.species.push_back(one);
    if (worst == nullptr || is_worse(one.error, worst->error)) worst = &one;
  }
  if (worst != nullptr) rates.worst = worst->label;
  return rates;
}

}  // namespace truename::evaluation
