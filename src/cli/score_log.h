// ScoreLog: scores.csv on disk, one writer, appended and never rewritten; the format is
// evaluation/score_file.h.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "evaluation/score_file.h"

namespace truename::cli {

class ScoreLog {
 public:
  struct Opened;
  // Creates the file or reads what is there, cuts off a torn last row, and locks it against a
  // second run (conflict). Errors of evaluation::parse_scores.
  static Result<Opened> open(const std::filesystem::path& file, const std::string& header,
                             const evaluation::PairList& list);
  ScoreLog(ScoreLog&& other) noexcept;
  ScoreLog(const ScoreLog&) = delete;
  ScoreLog& operator=(const ScoreLog&) = delete;
  ScoreLog& operator=(ScoreLog&&) = delete;
  ~ScoreLog();

  // Whole rows. In the kernel's hands on return, so a killed process loses none.
  Status append(std::string_view rows);
  Status sync();  // on the disk

 private:
  explicit ScoreLog(int file) : file_(file) {}
  int file_;
};

struct ScoreLog::Opened {
  ScoreLog log;
  evaluation::FinishedScores scores;
};

}  // namespace truename::cli
