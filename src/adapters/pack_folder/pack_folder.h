// PackFolder: the packs that were put in force, as files of the data folder: activations.log, and
// packs/ with the bytes of each; verifies no signature.
#pragma once

#include <filesystem>
#include <vector>

#include "registration/ports_people.h"

namespace truename::adapters {

// Of one data folder. Each call reads the file, so that another process's activation is seen; a
// half line that a crash left at the end was never acknowledged and counts as not there.
class PackFolder final : public registration::PackRegistry, public registration::PackShelf {
 public:
  explicit PackFolder(std::filesystem::path data) : data_(std::move(data)) {}

  Status activate(const domain::Activation& record) override;
  Result<domain::InForce> active_on(const Date& date) override;
  Result<std::optional<domain::Activation>> find(const Digest& pack_digest) override;
  // Every record, in the order of the file.
  Result<std::vector<domain::Activation>> all();

  Status keep(const registration::PackFiles& files) override;
  Result<registration::PackFiles> read(const domain::Activation& record) override;

 private:
  std::filesystem::path log() const { return data_ / "activations.log"; }
  std::filesystem::path shelf(const Digest& pack_digest) const;

  const std::filesystem::path data_;
};

// The records in the text of an activations.log; corrupt names the line.
Result<std::vector<domain::Activation>> parse_activations(std::string_view text);

}  // namespace truename::adapters
