// MemoryRegistry and MemoryShelf: activations and packs in memory, for tests; no part of the
// program.
#pragma once

#include <algorithm>
#include <map>
#include <vector>

#include "registration/ports_people.h"

namespace truename::registration {

class MemoryRegistry final : public PackRegistry {
 public:
  Status activate(const domain::Activation& record) override {
    TRY_STATUS(domain::check_activation(records, record));
    records.push_back(record);
    return {};
  }
  Result<domain::InForce> active_on(const Date& date) override {
    return domain::active_on(records, date);
  }
  Result<std::optional<domain::Activation>> find(const Digest& pack_digest) override {
    const auto found = std::ranges::find(records, pack_digest, &domain::Activation::pack_digest);
    return found == records.end() ? std::nullopt : std::optional(*found);
  }
  std::vector<domain::Activation> records;
};

class MemoryShelf final : public PackShelf {
 public:
  Status keep(const PackFiles& files) override {
    kept[files.id] = files;
    return {};
  }
  Result<PackFiles> read(const domain::Activation& record) override { return kept[record.pack_id]; }
  std::map<std::string, PackFiles> kept;
};

}  // namespace truename::registration
