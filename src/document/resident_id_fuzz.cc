#include "document/resident_id.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto id = truename::document::parse_resident_id(text, {2026, 11, 24});
  if (id && (text.size() != 18 || !truename::is_calendar_date(id->birth_date))) __builtin_trap();
  return 0;
}
