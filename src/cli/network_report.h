// What an import of network events came to, as one object and in words; numbers without their
// middle.
#pragma once

#include "base/value.h"
#include "registration/import_network.h"

namespace truename::cli {

Value network_report_value(const registration::NetworkReport& report);
void print_network_report(const registration::NetworkReport& report);

}  // namespace truename::cli
