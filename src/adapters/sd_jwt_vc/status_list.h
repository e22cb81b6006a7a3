// Status lists: what one says of one credential (Token Status List), and where lists come from;
// they come from a local folder, never over a network.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sd_jwt_vc/jws.h"
#include "base/time.h"
#include "domain/check.h"

namespace truename::adapters {

struct StatusReference {
  std::string uri;
  std::int64_t index = 0;
};

class StatusSource {
 public:
  virtual ~StatusSource() = default;
  // The signed list of this address, as its issuer published it. not_found: there is none here.
  virtual Result<std::string> list_of(const std::string& uri) = 0;
};

// One file a list, <SHA-256 of its address in hex>.jwt: no address can climb out of the folder.
class StatusFolder final : public StatusSource {
 public:
  explicit StatusFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}
  Result<std::string> list_of(const std::string& uri) override;
  static std::string file_name(const std::string& uri);

 private:
  const std::filesystem::path folder_;
};

// pass: valid; fail: revoked or suspended; not_applicable: nothing that holds on to `now` and is
// signed with one of `keys` says.
domain::Check read_status(std::string_view list, const StatusReference& reference,
                          const std::vector<PublicKey>& keys, Timestamp now);

}  // namespace truename::adapters
