// CalibrationTable: what a comparison score is worth, as a bound on the FMR; no decision.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.h"
#include "base/result.h"
#include "face/compare.h"
#include "face/portrait_class.h"
#include "vision/model_entry.h"

namespace truename::face {

// Format: docs/formats/calibration.md. Made by truename models calibrate.
class CalibrationTable {
 public:
  // `model` is the extraction network in use; a table of other weights, or of the same ones under
  // another contract, is bad_input (R22). `name` is the file's name, and without its ending it must
  // be the table's id.
  static Result<CalibrationTable> parse(std::string_view text, std::string_view name,
                                        const vision::ModelEntry& model);
  static Result<CalibrationTable> read(const std::filesystem::path& file,
                                       const vision::ModelEntry& model);

  // Upper 95 % bound of the rate at which pairs of different persons reach `score` or more. Steps:
  // the bound of the highest tabulated score not above `score`; 1 below the first.
  double fmr_bound(ComparisonScore score) const { return bound_in(rows_, score); }
  // The same against a portrait of this class; of a poor one never less than of a clear one. Where
  // a table does not tell classes apart its rows speak of portraits as its data had them.
  double fmr_bound(ComparisonScore score, PortraitClass portrait) const;
  // Whether there are rows for the fused template of so many probes.
  bool knows_probes(std::size_t probes) const { return probes_rows_.contains(probes); }
  // The same for the score of that fused template; never a lower bound than for fewer probes or
  // for one, as which probes that are copies count. CHECKs that there are rows for so many.
  double fused_fmr_bound(ComparisonScore fused, PortraitClass portrait, std::size_t probes) const;
  PortraitClass class_of(const PortraitMeasures& portrait) const;
  const std::string& id() const { return id_; }
  // Of what the numbers are, for reports: "public benchmark, LFW folds 1-5".
  const std::string& data() const { return data_; }

 private:
  struct Row {
    double score = 0;
    double fmr_upper_95 = 1;
  };
  using Rows = std::vector<Row>;  // scores rise, bounds never do
  static double bound_in(const Rows& rows, ComparisonScore score);
  static Rows parse_rows(Fields& in);
  Status parse_poor(const Value& value);
  Status parse_probes(const Value& value);

  std::string id_;
  std::string data_;
  Rows rows_;
  PoorPortraitLimits limits_;  // of a table that does not tell classes apart: nothing is poor
  Rows poor_rows_;
  std::map<std::size_t, Rows> probes_rows_;  // by the number of probes fused
};

}  // namespace truename::face
