// SqliteTraces: of each stored case what its clerk's conduct is told by; opens nothing sealed.
#pragma once

#include <filesystem>

#include "registration/clerk_conduct.h"
#include "storage/database.h"

namespace truename::storage {

// Beside a running truename too. Each call reads on a connection of its own, so from any thread.
class SqliteTraces final : public registration::CaseTraces {
 public:
  explicit SqliteTraces(std::filesystem::path database) : path_(std::move(database)) {}
  Status each_since(Timestamp since,
                    const std::function<Status(const registration::CaseTrace&)>& each) override;

 private:
  const std::filesystem::path path_;
};

}  // namespace truename::storage
