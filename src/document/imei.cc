#include "document/imei.h"

#include <algorithm>
#include <string>

namespace truename::document {

Result<domain::Imei> parse_imei(std::string_view text) {
  const bool digits =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || text.size() < 14 || text.size() > 16) {
    return fail(ErrorCode::bad_input, "The device (IMEI) must be 14 to 16 digits.");
  }
  return domain::Imei(std::string(text.substr(0, 14)));
}

}  // namespace truename::document
