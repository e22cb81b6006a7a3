// What a case of this store says of a line: who was approved, and the life of a line sold before
// there were lives (sql/0002_lives.sql); changes nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/life.h"
#include "registration/outbox.h"
#include "storage/database.h"

namespace truename::storage {

struct Proof {
  bool approved = false;
  std::optional<domain::HolderId> holder;
  std::optional<std::int64_t> slot;
};
Result<std::optional<Proof>> find_proof(const std::string& case_id, Database& database);

struct FirstLife {
  domain::Life life;
  std::int64_t slot = 0;
  std::vector<registration::Order> orders;
};
// As the migration made it. Absent unless the case took a place under the cap.
Result<std::optional<FirstLife>> first_life_of(const std::string& case_id, Database& database);

}  // namespace truename::storage
