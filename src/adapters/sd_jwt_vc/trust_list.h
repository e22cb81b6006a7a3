// TrustList: whose credentials count here, and for whom they are presented, from credentials.toml
// (docs/formats/credential.md); no key is fetched from anywhere.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/crypto.h"
#include "base/result.h"
#include "domain/document.h"

namespace truename::adapters {

struct TrustedIssuer {
  std::string iss;
  std::vector<std::string> vct;                      // types of credential that it may issue
  std::vector<domain::DocumentType> document_types;  // that it may vouch for
  PublicKey key{};
};

struct TrustList {
  std::string audience;
  std::vector<TrustedIssuer> issuers;  // one issuer may stand here with several keys
};

constexpr std::size_t kIssuerLimit = 64;

// `name` (a file name) stands in front of errors, which name the issuer and the key to mend.
Result<TrustList> parse_trust_list(std::string_view toml_text, std::string_view name);

}  // namespace truename::adapters
