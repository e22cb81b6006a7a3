#include "evaluation/report_tables.h"

#include "evaluation/html.h"
#include "evaluation/number_text.h"

namespace truename::evaluation {
namespace {

std::string cell(const std::string& text) { return "<td>" + text + "</td>"; }

std::string table(const std::string& head, const std::string& rows) {
  return "<div class=\"scroll\"><table><thead><tr>" + head + "</tr></thead><tbody>\n" + rows +
         "</tbody></table></div>\n";
}

std::string head(std::initializer_list<const char*> names) {
  std::string out;
  for (const char* const name : names) out += std::string("<th>") + name + "</th>";
  return out;
}

std::string of(const Rate& rate) {
  return count_text(rate.errors) + " of " + count_text(rate.trials);
}

std::string subject_text(const Rate& rate) {
  if (!rate.by_subject) return "–";
  return rate_text(rate.by_subject->low) + " – " + rate_text(rate.by_subject->high);
}

// Rate, errors, upper bound, interval by subject.
std::string rate_cells(const Rate& rate) {
  return cell(rate_text(rate.value())) + cell(of(rate)) + cell(rate_text(rate.upper_95())) +
         cell(subject_text(rate));
}

// The two tables of thresholds: false matches, false non-matches.
struct PointRows {
  std::string match;
  std::string non_match;
  void add(const std::string& name, const AtThreshold& point) {
    const std::string start = "<tr>" + cell(name) + cell(score_text(point.threshold));
    match += start + rate_cells(point.fmr) + cell(rate_text(point.far.value())) + "</tr>\n";
    non_match += start + rate_cells(point.fnmr) + cell(rate_text(point.frr.value())) + "</tr>\n";
  }
};

std::string standing_cell(Standing standing) {
  const std::string text(standing_text(standing));
  return standing == Standing::worse ? "<td class=\"bad\">" + text + "</td>" : cell(text);
}

std::string worst_table(const char* caption, const std::vector<WorstPair>& pairs) {
  std::string rows;
  for (const WorstPair& pair : pairs) {
    rows += "<tr>" + cell(std::to_string(pair.row)) + cell(score_text(pair.score)) + "</tr>\n";
  }
  return std::string("<div><p>") + caption + "</p>" + table(head({"pair", "score"}), rows) +
         "</div>";
}

std::string species_row(const SpeciesRates& rates, bool worst) {
  const std::string name = escaped(rates.label);
  std::string row = worst ? "<tr><td class=\"bad\">" + name + " (worst)</td>" : "<tr>" + cell(name);
  row += cell(rate_text(rates.error.value())) + cell(of(rates.error)) +
         cell(rate_text(rates.error.upper_95())) + cell(of(rates.non_response));
  if (!rates.chain) return row + cell("–") + cell("–") + cell("–") + "</tr>\n";
  return row + cell(rate_text(rates.chain->value())) + cell(of(*rates.chain)) +
         cell(rate_text(rates.chain->upper_95())) + "</tr>\n";
}

std::string entry(const char* name, const std::string& value) {
  return value.empty() ? "" : std::string("<dt>") + name + "</dt><dd>" + escaped(value) + "</dd>\n";
}

}  // namespace

std::string thresholds_section(const Matching& matching) {
  PointRows rows;
  if (matching.at_operating) {
    rows.add("<b>" + escaped(matching.operating->policy) + "</b>, bound at most " +
                 rate_text(matching.operating->fmr_max),
             *matching.at_operating);
  }
  std::string missing;
  for (const Target& target : matching.targets) {
    const bool carried = matching.counts.impostor_compared >= target.needed;
    const std::string name = "FMR at most " + rate_text(target.fmr);
    if (target.at) rows.add(name + (carried ? "" : " *"), *target.at);
    if (carried) continue;
    missing += "<li>" + name + " needs " + count_text(target.needed) +
               " impostor comparisons before a bound can reach it; here are " +
               count_text(matching.counts.impostor_compared) +
               (target.at ? " (*: observed only)" : "") + ".</li>\n";
  }
  const std::string out =
      "<h2>Error rates at the thresholds of interest</h2>\n" +
      table(head({"threshold", "score", "FMR", "errors", "upper 95 %", "by subject", "FAR"}),
            rows.match) +
      "<p></p>" +
      table(head({"threshold", "score", "FNMR", "errors", "upper 95 %", "by subject", "FRR"}),
            rows.non_match) +
      "<p class=\"soft\">A score at or above the threshold is a match. Upper 95 %: one-sided, "
      "exact "
      "binomial, as if comparisons were independent. By subject: 5th to 95th percentile of a "
      "bootstrap over subjects; –: no error to draw again, or subjects unknown. FAR and FRR are of "
      "transactions: a pair that could not be compared is no match.</p>\n";
  return missing.empty() ? out : out + "<ul>\n" + missing + "</ul>\n";
}

std::string groups_section(const Matching& matching) {
  if (matching.groups.empty()) {
    return "<h2>Groups</h2>\n<p>The list names no groups, so nothing is known of differences "
           "between them (R24 stays open).</p>\n";
  }
  std::string rows;
  for (const GroupRates& group : matching.groups) {
    rows += "<tr>" + cell(escaped(group.column) + ": " + escaped(group.value)) +
            cell(rate_text(group.fmr.value())) + cell(of(group.fmr)) +
            cell(rate_text(group.fmr.upper_95())) + standing_cell(group.fmr_standing) +
            cell(rate_text(group.fnmr.value())) + cell(of(group.fnmr)) +
            cell(rate_text(group.fnmr.upper_95())) + standing_cell(group.fnmr_standing) + "</tr>\n";
  }
  return "<h2>Groups at the score " + score_text(matching.group_threshold) + "</h2>\n" +
         table(head({"group", "FMR", "errors", "upper 95 %", "against the whole", "FNMR", "errors",
                     "upper 95 %", "against the whole"}),
               rows) +
         "<p class=\"soft\">The list's owner marked the pairs; nothing was inferred from a face. "
         "Within 25 %: even the upper bound is at most 1.25 times the rate of the whole. Not "
         "shown: "
         "the observed rate is, the bound is not; a larger sample is needed.</p>\n";
}

std::string failures_section(const Matching& matching) {
  const Failures& failures = matching.failures;
  const auto row = [](const char* name, const Rate& rate) {
    return "<tr>" + cell(name) + cell(rate_text(rate.value())) + cell(of(rate)) +
           cell(rate_text(rate.upper_95())) + "</tr>\n";
  };
  return "<h2>Failures to enrol and to acquire</h2>\n" +
         table(head({"", "rate", "pictures", "upper 95 %"}),
               row("FTE (references, the first of a pair)", failures.fte) +
                   row("FTA (probes, the second)", failures.fta)) +
         "<p class=\"soft\">Of all " + count_text(matching.counts.pictures) + " pictures " +
         count_text(failures.undecodable) + " could not be decoded and " +
         count_text(failures.no_face) + " showed no face.</p>\n";
}

std::string worst_pairs_section(const Matching& matching) {
  return "<h2>Worst pairs, by their number in the list</h2>\n<div class=\"side\">" +
         worst_table("One person, lowest scores", matching.worst_genuine) +
         worst_table("Two persons, highest scores", matching.worst_impostor) + "</div>\n";
}

std::string pad_section(const PadRates& pad) {
  std::string rows;
  for (const SpeciesRates& one : pad.species) rows += species_row(one, one.label == pad.worst);
  std::string out = "<h2>Presentation attack detection</h2>\n";
  if (!pad.species.empty()) {
    out += table(head({"attack species", "APCER", "errors", "upper 95 %", "APNRR", "IAPAR",
                       "passed", "upper 95 %"}),
                 rows);
  }
  if (pad.bona_fide) {
    out += table(head({"", "BPCER", "errors", "upper 95 %", "BPNRR", "chain rejects", "rejected",
                       "upper 95 %"}),
                 species_row(*pad.bona_fide, false));
  }
  return out +
         "<p class=\"soft\">Terms of ISO/IEC 30107-3. Species are never pooled; the worst is the "
         "headline. APCER and BPCER are of the presentations that got an answer; APNRR and BPNRR "
         "count those whose quality allowed none. IAPAR is of the whole chain of one still "
         "picture: "
         "quality gates, passive detection and the comparison with the named portrait at the "
         "pack's "
         "limit. The randomised challenge of a live capture is not part of it.</p>\n";
}

std::string labels_section(const Evaluation& evaluation) {
  const Labels& labels = evaluation.labels;
  std::string rows =
      entry("data", labels.data) + entry("kind of data", std::string(data_kind_text(labels.kind))) +
      entry("date", labels.date) + entry("command", labels.command) +
      entry("seed", std::to_string(labels.seed)) + entry("list (SHA-256)", labels.list_sha256) +
      entry("extraction network (SHA-256)", labels.model_sha256) +
      entry("its contract", labels.model_contract) +
      entry("all networks of a score", labels.score_models) +
      entry("calibration table", labels.calibration_id);
  if (evaluation.matching) {
    const Counts& counts = evaluation.matching->counts;
    rows += entry("subjects", counts.subjects == 0 ? "unknown" : count_text(counts.subjects)) +
            entry("pictures", count_text(counts.pictures)) +
            entry("pairs of one person", count_text(counts.genuine) + ", compared " +
                                             count_text(counts.genuine_compared)) +
            entry("pairs of two persons", count_text(counts.impostor) + ", compared " +
                                              count_text(counts.impostor_compared)) +
            entry("repeated rows, counted once", count_text(counts.repeated));
  }
  return "<h2>What was measured</h2>\n<dl>\n" + rows + "</dl>\n";
}

}  // namespace truename::evaluation
