// write_case: puts one case and all it brings about into the open transaction; commits nothing.
#pragma once

#include <cstdint>

#include "base/result.h"
#include "domain/registration.h"
#include "storage/case_row.h"
#include "storage/database.h"
#include "storage/stored_log.h"
#include "storage/vault.h"

namespace truename::storage {

struct WriteTo {
  Database& database;
  const Vault& vault;
  StoredLog& log;
};

struct WrittenCase {
  CaseRow row;
  Person person;
};

// conflict: the key, the number, the card or the last slot is taken. Any error leaves parts
// behind; the caller rolls back.
Result<WrittenCase> write_case(const domain::CaseRecord& record, std::uint64_t leaf_index,
                               const WriteTo& to);

}  // namespace truename::storage
