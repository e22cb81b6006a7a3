// DayCounts: what cases leave to be counted for a day, under keyed marks; decides nothing.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "domain/registration.h"
#include "registration/stored_history.h"
#include "storage/database.h"
#include "storage/vault.h"

namespace truename::storage {

// The counts of one day, in a database that outlives it (sql/0003_day_counts.sql).
class DayCounts {
 public:
  DayCounts(Database& database, const Vault& vault, const Date& day)
      : database_(database), vault_(vault), day_(date_text(day)) {}

  // Fills in what is counted on the identity, the address, the clerk, the outlet, the device and
  // the artefacts of a case; what it does not name stays absent.
  Status read(const domain::CaseRecord& record, const registration::DayMarks& marks,
              registration::StoredHistory& history);
  // Counts the case, and lets go of what is from before its day. conflict: one of marks.limits was
  // reached since the case was decided.
  Status count(const domain::CaseRecord& record, const registration::DayMarks& marks);
  // This holder gave up a line.
  Status count_closure(const domain::HolderId& holder);

 private:
  using Mark = std::array<std::uint8_t, 16>;
  struct Sighting {
    Timestamp first;
    Timestamp last;
  };
  Mark mark(std::string_view day, std::string_view kind, std::string_view of) const;
  // Than this holder.
  Result<bool> others_had(std::string_view kind, std::string_view of, std::string_view holder);
  Result<int> number(std::string_view kind, std::string_view of);
  Status add(std::string_view kind, std::string_view of, std::string_view holder = "");
  Result<std::optional<Sighting>> find_sighting(std::string_view kind, std::string_view of);
  Status see(std::string_view kind, std::string_view of, Timestamp at);
  Status check_limits(const domain::CaseRecord& record, const registration::DayMarks& marks);
  Status count_sale(const domain::CaseRecord& record);
  Status count_face(const domain::CaseRecord& record, const registration::DayMarks& marks);
  Status forget_old(Timestamp now);

  Database& database_;
  const Vault& vault_;
  const std::string day_;
};

}  // namespace truename::storage
