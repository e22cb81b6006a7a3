// MemoryClocks: which clock of which life is due when, in memory; whether it still runs only the
// life itself says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "registration/lives.h"

namespace truename::storage {

// A list in no order for each hour: a clock that starts touches the end of one list, and one that
// stops nothing, however many run (docs/performance.md). Lives must stay where they are.
class MemoryClocks {
 public:
  void start(const domain::Life& life, const domain::RunningClock& clock);
  // As of Lives::due. Forgets what it meets that was stopped meanwhile.
  std::vector<registration::DueClock> due(Timestamp until, std::size_t limit,
                                          const std::optional<registration::DueClock>& after);

 private:
  struct Row {
    Timestamp due;
    const domain::Life* life = nullptr;
    const std::string* clock = nullptr;  // of ids_
  };
  static bool runs(const Row& row);

  std::set<std::string> ids_;
  std::map<std::int64_t, std::vector<Row>> hours_;
};

}  // namespace truename::storage
