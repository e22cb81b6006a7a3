// NoAuthority: for operators without an authority connection; asks nobody and says so.
#pragma once

#include "registration/ports.h"

namespace truename::adapters {

class NoAuthority final : public registration::Authority {
 public:
  // Always not_asked; the policy pack says whether that suffices.
  domain::AuthorityAnswer check(const domain::HolderRecord& holder) override;
};

}  // namespace truename::adapters
