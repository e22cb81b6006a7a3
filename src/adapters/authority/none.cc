#include "adapters/authority/none.h"

namespace truename::adapters {

domain::AuthorityAnswer NoAuthority::check(const domain::HolderRecord&) {
  return domain::AuthorityAnswer::not_asked;
}

}  // namespace truename::adapters
