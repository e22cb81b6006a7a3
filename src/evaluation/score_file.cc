#include "evaluation/score_file.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <optional>

#include "evaluation/csv.h"

namespace truename::evaluation {
namespace {

std::string_view taken_text(Taken taken) {
  switch (taken) {
    case Taken::ok:
      return "ok";
    case Taken::undecodable:
      return "undecodable";
    case Taken::no_face:
      return "no_face";
  }
  return "";
}

std::optional<Taken> parse_taken(std::string_view text) {
  for (const Taken taken : {Taken::ok, Taken::undecodable, Taken::no_face}) {
    if (text == taken_text(taken)) return taken;
  }
  return std::nullopt;
}

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number number{};
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (text.empty() || read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

std::optional<double> parse_score(std::string_view text) {
  const auto score = parse_number<double>(text);
  if (!score || !(*score >= -1 && *score <= 1)) return std::nullopt;
  return score;
}

struct Row {
  std::uint32_t pair = 0;
  Comparison outcome;
};

// "17,0.482913,ok,ok" or "18,,no_face,ok"; by hand, because there may be millions.
std::optional<Row> parse_row(std::string_view line) {
  std::string_view fields[4];
  for (std::string_view& field : fields) {
    const std::size_t comma = line.find(',');
    field = line.substr(0, comma);
    if (comma == std::string_view::npos && &field != &fields[3]) return std::nullopt;
    line = comma == std::string_view::npos ? std::string_view() : line.substr(comma + 1);
  }
  const auto pair = parse_number<std::uint32_t>(fields[0]);
  const auto first = parse_taken(fields[2]);
  const auto second = parse_taken(fields[3]);
  if (!line.empty() || !pair || !first || !second) return std::nullopt;
  Row row{*pair, {0, *first, *second}};
  if (!row.outcome.compared()) return fields[1].empty() ? std::optional(row) : std::nullopt;
  const auto score = parse_score(fields[1]);
  if (!score) return std::nullopt;
  row.outcome.score = *score;
  return row;
}

// Where in the list the pair of that row number stands; rows rise.
std::optional<std::size_t> place_of(const PairList& list, std::uint32_t row) {
  const auto at = std::lower_bound(list.pairs.begin(), list.pairs.end(), row,
                                   [](const Pair& pair, std::uint32_t r) { return pair.row < r; });
  if (at == list.pairs.end() || at->row != row) return std::nullopt;
  return static_cast<std::size_t>(at - list.pairs.begin());
}

}  // namespace

std::string score_file_header(std::string_view list_sha256, std::string_view score_models) {
  return "# truename scores 1 list=" + std::string(list_sha256) +
         " models=" + std::string(score_models) + "\npair,score,first,second\n";
}

std::string score_row(const Pair& pair, const Comparison& outcome) {
  char score[32] = "";
  if (outcome.compared()) std::snprintf(score, sizeof score, "%.6f", outcome.score);
  std::string row = std::to_string(pair.row);
  row.append(",").append(score).append(",").append(taken_text(outcome.first));
  return row.append(",").append(taken_text(outcome.second)).append("\n");
}

Result<FinishedScores> parse_scores(std::string_view text, std::string_view header,
                                    const PairList& list) {
  FinishedScores scores;
  scores.outcomes.resize(list.pairs.size());
  scores.finished.resize(list.pairs.size());
  const std::string_view opening = text.substr(0, header.size());
  if (opening != header.substr(0, opening.size())) {
    return fail(ErrorCode::conflict,
                "The scores in the output folder are of another list or other models; name another "
                "folder with --out, or take scores.csv out of it.");
  }
  if (opening.size() < header.size()) return scores;  // killed before the first row
  scores.whole_bytes = header.size();
  for (std::size_t line = 3;; ++line) {
    const std::size_t end = text.find('\n', scores.whole_bytes);
    if (end == std::string_view::npos) return scores;
    const auto row = parse_row(text.substr(scores.whole_bytes, end - scores.whole_bytes));
    const auto place = row ? place_of(list, row->pair) : std::nullopt;
    if (!place || scores.finished[*place] != 0) {
      return fail(ErrorCode::bad_input, "Line " + std::to_string(line) +
                                            " of scores.csv is none that was written here; take "
                                            "the file out of the output folder.");
    }
    scores.outcomes[*place] = row->outcome;
    scores.finished[*place] = 1;
    ++scores.count;
    scores.whole_bytes = end + 1;
  }
}

Result<GivenScores> parse_given_scores(std::string_view csv) {
  CsvReader reader(csv);
  const std::vector<std::string> header = TRY(reader.next());
  const auto column = [&](std::string_view name) {
    return std::find(header.begin(), header.end(), name) - header.begin();
  };
  const auto count = static_cast<std::ptrdiff_t>(header.size());
  const auto first = column("first");
  const auto second = column("second");
  const auto same = column("same");
  const auto score = column("score");
  const auto bound = column("fmr_bound");
  if (same == count || score == count || (first == count) != (second == count)) {
    return fail(ErrorCode::bad_input,
                "Scores need the columns same,score, and first and second both or neither.");
  }
  std::vector<std::string> groups;
  std::vector<std::size_t> group_at;
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    if (i == first || i == second || i == same || i == score || i == bound) continue;
    groups.push_back(header[static_cast<std::size_t>(i)]);
    group_at.push_back(static_cast<std::size_t>(i));
  }
  if (groups.size() > kGroupColumnLimit) {
    return fail(ErrorCode::too_large, "The scores have more than 8 group columns.");
  }
  GivenScores given;
  given.knows_pictures = first != count;
  PairListBuilder builder(groups);
  std::vector<Comparison> outcomes;
  while (!reader.at_end()) {
    const std::vector<std::string> row = TRY(reader.next());
    if (row.size() == 1 && row[0].empty()) continue;
    const bool whole = row.size() == header.size();
    const std::string label = whole ? row[static_cast<std::size_t>(same)] : "";
    const std::string text = whole ? row[static_cast<std::size_t>(score)] : "";
    const auto value = text.empty() ? std::optional(0.0) : parse_score(text);
    if ((label != "0" && label != "1") || !value) {
      return fail(ErrorCode::bad_input, "Row " + std::to_string(reader.row()) +
                                            " of the scores needs 1 or 0 in \"same\" and a score "
                                            "in -1..1 or none; mend it.");
    }
    std::vector<std::string> values;
    for (const std::size_t at : group_at) values.push_back(row[at]);
    const std::string number = std::to_string(outcomes.size() + 1);
    const bool named = given.knows_pictures;
    TRY_STATUS(builder.add(named ? row[static_cast<std::size_t>(first)] : "first " + number,
                           named ? row[static_cast<std::size_t>(second)] : "second " + number,
                           label == "1", values));
    outcomes.push_back({*value, Taken::ok, text.empty() ? Taken::no_face : Taken::ok});
  }
  given.list = TRY(std::move(builder).finish());
  for (const Pair& pair : given.list.pairs) given.outcomes.push_back(outcomes[pair.row - 1]);
  return given;
}

}  // namespace truename::evaluation
