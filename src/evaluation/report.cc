#include "evaluation/report.h"

#include "evaluation/charts.h"
#include "evaluation/html.h"
#include "evaluation/number_text.h"
#include "evaluation/report_style.h"
#include "evaluation/report_tables.h"

namespace truename::evaluation {
namespace {

std::string figure(const std::string& value, const std::string& name, const std::string& under) {
  return "<div class=\"figure\">" + name + "<b>" + value + "</b><span class=\"soft\">" + under +
         "</span></div>\n";
}

std::string bound_text(const Rate& rate) {
  return count_text(rate.errors) + " of " + count_text(rate.trials) + ", at most " +
         rate_text(rate.upper_95());
}

std::string chief_figures(const Evaluation& evaluation) {
  std::string out;
  if (evaluation.matching) {
    const Matching& matching = *evaluation.matching;
    if (matching.at_operating) {
      const AtThreshold& point = *matching.at_operating;
      out +=
          figure(rate_text(point.fmr.value()), "FMR at the operating point", bound_text(point.fmr));
      out += figure(rate_text(point.fnmr.value()), "FNMR at the operating point",
                    bound_text(point.fnmr));
    }
    out += figure(rate_text(matching.equal_error_rate), "EER", "where FMR and FNMR cross");
    for (const Target& target : matching.targets) {
      if (!target.at || target.fmr != 1e-3) continue;
      out += figure(percent_text(1 - target.at->fnmr.value()), "TAR at FMR 1e-3",
                    "score " + score_text(target.at->threshold));
    }
    if (matching.folds) {
      out += figure(percent_text(matching.folds->mean),
                    "accuracy, " + std::to_string(matching.folds->folds.size()) + " folds",
                    "standard error " + percent_text(matching.folds->standard_error));
    }
  }
  if (!evaluation.pad) return out;
  for (const SpeciesRates& one : evaluation.pad->species) {
    if (one.label != evaluation.pad->worst) continue;
    out += figure(rate_text(one.error.value()), "APCER, worst species: " + escaped(one.label),
                  bound_text(one.error));
  }
  if (evaluation.pad->bona_fide) {
    const Rate& rate = evaluation.pad->bona_fide->error;
    out += figure(rate_text(rate.value()), "BPCER", bound_text(rate));
  }
  return out;
}

std::string limits(const Evaluation& evaluation) {
  std::string items;
  const auto item = [&](const std::string& text) { items += "<li>" + text + "</li>\n"; };
  switch (evaluation.labels.kind) {
    case DataKind::synthetic:
      item("The faces are synthetic: this is a smoke test, and no error rate of people.");
      break;
    case DataKind::public_benchmark:
      item(
          "The pictures are a public benchmark: they may be close to what the networks were "
          "trained on, and are no document portraits against live captures.");
      break;
    case DataKind::consented_field:
      item(
          "Field data speaks for the people, cameras and places that it came from, and for no "
          "others.");
      break;
  }
  if (evaluation.matching) {
    item(
        "Pictures and subjects take part in several comparisons, so these are not independent: the "
        "exact bounds are too tight, and the intervals by subject stand beside them.");
    if (evaluation.matching->groups.empty()) item("Differences between groups were not measured.");
  }
  if (evaluation.pad) {
    item(
        "A species stands for the instruments that were made for it; another maker's may do "
        "better.");
  }
  for (const Conformance& one : evaluation.conformance) item(escaped(one.sentence));
  return "<section class=\"notice\"><p><b>What this evidence carries, and what it cannot</b></p>"
         "<ul>\n" +
         items + "</ul></section>\n";
}

std::string charts(const Matching& matching) {
  return "<div class=\"charts\">\n<figure>\n" + det_svg(matching) +
         "<figcaption>DET curve, both axes on the normal deviate's scale; lower left is better. "
         "The "
         "axes end at half an error of the sample.</figcaption>\n</figure>\n<figure>\n" +
         histogram_svg(matching) +
         "<figcaption><span class=\"key g\">pairs of one person</span> &nbsp; <span class=\"key "
         "i\">pairs of two persons</span>" +
         (matching.operating ? " &nbsp; dashed: the operating threshold" : "") +
         "</figcaption>\n</figure>\n</div>\n";
}

}  // namespace

std::string report_html(const Evaluation& evaluation) {
  const std::string title = "Evaluation: " + escaped(evaluation.labels.data);
  std::string out =
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
      title + "</title>\n<style>" + kReportStyle + "</style>\n</head>\n<body>\n";
  out += "<h1>" + title + "</h1>\n<p class=\"soft\">truename, " + escaped(evaluation.labels.date) +
         " &nbsp; <span class=\"kind\">" + std::string(data_kind_text(evaluation.labels.kind)) +
         " data</span></p>\n";
  out += "<div class=\"figures\">\n" + chief_figures(evaluation) + "</div>\n" + limits(evaluation);
  if (evaluation.matching) {
    const Matching& matching = *evaluation.matching;
    out += charts(matching) + thresholds_section(matching) + groups_section(matching) +
           failures_section(matching) + worst_pairs_section(matching);
  }
  if (evaluation.pad) out += pad_section(*evaluation.pad);
  return out + labels_section(evaluation) + "</body>\n</html>\n";
}

std::string summary_text(const Evaluation& evaluation) {
  std::string out = "data: " + evaluation.labels.data + " (" +
                    std::string(data_kind_text(evaluation.labels.kind)) + ")\n";
  if (evaluation.matching) {
    const Matching& matching = *evaluation.matching;
    out += "compared: " + count_text(matching.counts.genuine_compared) + " genuine, " +
           count_text(matching.counts.impostor_compared) + " impostor pairs; FTE " +
           bound_text(matching.failures.fte) + "; FTA " + bound_text(matching.failures.fta) + "\n";
    out += "EER " + rate_text(matching.equal_error_rate) + "\n";
    if (matching.folds) {
      out += "accuracy over " + std::to_string(matching.folds->folds.size()) + " folds " +
             percent_text(matching.folds->mean) + ", standard error " +
             percent_text(matching.folds->standard_error) + "\n";
    }
    for (const Target& target : matching.targets) {
      if (!target.at) continue;
      out += "TAR " + rate_text(1 - target.at->fnmr.value()) + " at FMR " + rate_text(target.fmr) +
             " (score " + score_text(target.at->threshold) + ")\n";
    }
    if (matching.at_operating) {
      out += matching.operating->policy + " (score " +
             score_text(matching.at_operating->threshold) + "): FMR " +
             bound_text(matching.at_operating->fmr) + "; FNMR " +
             bound_text(matching.at_operating->fnmr) + "\n";
    }
  }
  if (evaluation.pad) {
    for (const SpeciesRates& one : evaluation.pad->species) {
      out += "APCER " + one.label + ": " + bound_text(one.error) +
             (one.label == evaluation.pad->worst ? " (worst)" : "") + "\n";
    }
    if (evaluation.pad->bona_fide)
      out += "BPCER: " + bound_text(evaluation.pad->bona_fide->error) + "\n";
  }
  for (const Conformance& one : evaluation.conformance) out += one.sentence + "\n";
  return out;
}

}  // namespace truename::evaluation
