// TokenFile: an Authenticator over principals.toml in the data folder, read again when it changes;
// holds no token in the clear.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/token_file/principals_file.h"
#include "base/time.h"
#include "registration/ports_people.h"

namespace truename::adapters {

std::filesystem::path principals_path(const std::filesystem::path& data);

// Thread-safe. Borrows the clock.
class TokenFile final : public registration::Authenticator {
 public:
  TokenFile(std::filesystem::path file, const Clock& clock);
  // Also unavailable when the file cannot be read or does not hold: then nobody may act, since an
  // older reading may know less of who is suspended.
  Result<domain::Principal> authenticate(std::string_view token) override;

 private:
  using Entries = std::shared_ptr<const std::vector<PrincipalEntry>>;  // shared with who reads now
  Result<Entries> current();

  const std::filesystem::path file_;
  const Clock& clock_;
  std::mutex mutex_;
  std::string text_;  // what entries_ was parsed from
  Entries entries_;
};

// For the command line. Each takes the file's lock, so that two at once lose nothing.
// The token of the new principal, told once. conflict when the id is taken.
Result<std::string> add_principal(const std::filesystem::path& data, PrincipalEntry entry);
Result<std::vector<PrincipalEntry>> list_principals(const std::filesystem::path& data);
// not_found for an unknown id.
Status set_standing(const std::filesystem::path& data, const domain::PrincipalId& id,
                    Standing standing);

}  // namespace truename::adapters
