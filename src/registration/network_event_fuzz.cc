#include "registration/import_network.h"

// What parses names one line, by number or by card.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto event = truename::registration::parse_network_event(text);
  if (event && (event->id.empty() || event->msisdn.has_value() == event->iccid.has_value())) {
    __builtin_trap();
  }
  return 0;
}
