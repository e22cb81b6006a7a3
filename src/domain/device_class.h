// The class of the device at which a sale is made, told from its browser's own words; no device is
// told from another of its class, and the words are not kept.
#pragma once

#include <span>
#include <string_view>

namespace truename::domain {

enum class DeviceClass { unknown, desktop, phone, tablet };
std::string_view device_class_text(DeviceClass device);
std::span<const DeviceClass> all_device_classes();

// From the User-Agent (RFC 9110 §10.1.5). A browser may say what it likes, so this serves counts
// and never a decision. A tablet that asks for desktop pages counts as a desktop.
DeviceClass device_class_of(std::string_view browser);

}  // namespace truename::domain
