#include "evaluation/result.h"

#include "base/json.h"

namespace truename::evaluation {
namespace {

Value number(std::uint64_t count) { return {static_cast<std::int64_t>(count)}; }

Value rate_value(const Rate& rate) {
  Value value;
  value.set("errors", number(rate.errors))
      .set("trials", number(rate.trials))
      .set("rate", rate.value())
      .set("lower_95", rate.lower_95())
      .set("upper_95", rate.upper_95());
  if (!rate.by_subject) return value.set("by_subject", Value());
  return value.set("by_subject",
                   Value().set("low", rate.by_subject->low).set("high", rate.by_subject->high));
}

Value labels_value(const Labels& labels) {
  return Value()
      .set("data", labels.data)
      .set("data_kind", data_kind_text(labels.kind))
      .set("date", labels.date)
      .set("command", labels.command)
      .set("seed", number(labels.seed))
      .set("list_sha256", labels.list_sha256)
      .set("model_sha256", labels.model_sha256)
      .set("model_contract", labels.model_contract)
      .set("score_models", labels.score_models)
      .set("calibration_id", labels.calibration_id);
}

Value point_value(const AtThreshold& point) {
  return Value()
      .set("threshold", point.threshold)
      .set("fmr", rate_value(point.fmr))
      .set("fnmr", rate_value(point.fnmr))
      .set("transaction_far", rate_value(point.far))
      .set("transaction_frr", rate_value(point.frr));
}

Value counts_value(const Matching& matching) {
  const Counts& counts = matching.counts;
  return Value()
      .set("pictures", number(counts.pictures))
      .set("undecodable", number(matching.failures.undecodable))
      .set("no_face", number(matching.failures.no_face))
      .set("subjects", number(counts.subjects))
      .set("pairs", number(counts.pairs))
      .set("repeated_pairs", number(counts.repeated))
      .set("genuine", number(counts.genuine))
      .set("impostor", number(counts.impostor))
      .set("genuine_compared", number(counts.genuine_compared))
      .set("impostor_compared", number(counts.impostor_compared));
}

Value operating_value(const Matching& matching) {
  if (!matching.operating || !matching.at_operating) return {};
  return Value()
      .set("policy", matching.operating->policy)
      .set("fmr_max", matching.operating->fmr_max)
      .set("at", point_value(*matching.at_operating));
}

Value targets_value(const Matching& matching) {
  Array targets;
  for (const Target& target : matching.targets) {
    targets.push_back(Value()
                          .set("fmr", target.fmr)
                          .set("impostors_needed", number(target.needed))
                          .set("at", target.at ? point_value(*target.at) : Value()));
  }
  return targets;
}

Value groups_value(const Matching& matching) {
  Array groups;
  for (const GroupRates& group : matching.groups) {
    groups.push_back(Value()
                         .set("column", group.column)
                         .set("value", group.value)
                         .set("fmr", rate_value(group.fmr))
                         .set("fmr_standing", standing_text(group.fmr_standing))
                         .set("fnmr", rate_value(group.fnmr))
                         .set("fnmr_standing", standing_text(group.fnmr_standing)));
  }
  return Value().set("threshold", matching.group_threshold).set("rates", std::move(groups));
}

Value curves_value(const Matching& matching) {
  Array det;
  for (const DetPoint& point : matching.det) {
    det.push_back(
        Value().set("threshold", point.threshold).set("fmr", point.fmr).set("fnmr", point.fnmr));
  }
  return det;
}

Value steps_value(const Matching& matching) {
  Array steps;
  for (const Step& step : matching.steps) {
    steps.push_back(Value()
                        .set("score", step.threshold)
                        .set("impostor_reaching", number(step.impostor_reaching))
                        .set("genuine_reaching", number(step.genuine_reaching)));
  }
  return steps;
}

Value folds_value(const std::optional<FoldAccuracy>& folds) {
  if (!folds) return {};
  return Value()
      .set("accuracy", folds->mean)
      .set("standard_error", folds->standard_error)
      .set("folds", Array(folds->folds.begin(), folds->folds.end()));
}

Value worst_value(const std::vector<WorstPair>& pairs) {
  Array worst;
  for (const WorstPair& pair : pairs) {
    worst.push_back(Value().set("pair", number(pair.row)).set("score", pair.score));
  }
  return worst;
}

Value matching_value(const std::optional<Matching>& matching) {
  if (!matching) return {};
  const Failures& failures = matching->failures;
  return Value()
      .set("counts", counts_value(*matching))
      .set("fte", rate_value(failures.fte))
      .set("fta", rate_value(failures.fta))
      .set("equal_error_rate", matching->equal_error_rate)
      .set("operating", operating_value(*matching))
      .set("targets", targets_value(*matching))
      .set("groups", groups_value(*matching))
      .set("folds", folds_value(matching->folds))
      .set("worst_genuine", worst_value(matching->worst_genuine))
      .set("worst_impostor", worst_value(matching->worst_impostor))
      .set("steps", steps_value(*matching))
      .set("det", curves_value(*matching));
}

Value species_value(const SpeciesRates& rates, const char* error, const char* silence,
                    const char* chain) {
  return Value()
      .set("label", rates.label)
      .set(error, rate_value(rates.error))
      .set(silence, rate_value(rates.non_response))
      .set(chain, rates.chain ? rate_value(*rates.chain) : Value());
}

Value pad_value(const std::optional<PadRates>& pad) {
  if (!pad) return {};
  Array species;
  for (const SpeciesRates& one : pad->species) {
    species.push_back(species_value(one, "apcer", "apnrr", "iapar"));
  }
  return Value()
      .set("worst_species", pad->worst)
      .set("species", std::move(species))
      .set("bona_fide", pad->bona_fide
                            ? species_value(*pad->bona_fide, "bpcer", "bpnrr", "chain_rejection")
                            : Value());
}

}  // namespace

std::string result_text(const Evaluation& evaluation) {
  Array claims;
  for (const Conformance& one : evaluation.conformance) {
    claims.push_back(Value()
                         .set("claim", one.claim.name)
                         .set("limit", one.claim.limit)
                         .set("source", one.claim.source)
                         .set("verdict", verdict_text(one.verdict))
                         .set("trials_needed", number(one.needed))
                         .set("sentence", one.sentence));
  }
  const Value value = Value()
                          .set("format", "truename-result-1")
                          .set("labels", labels_value(evaluation.labels))
                          .set("conformance", std::move(claims))
                          .set("matching", matching_value(evaluation.matching))
                          .set("pad", pad_value(evaluation.pad));
  return write_json(value) + "\n";
}

}  // namespace truename::evaluation
