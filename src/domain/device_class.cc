#include "domain/device_class.h"

#include <algorithm>

#include "base/check.h"

namespace truename::domain {
namespace {

constexpr DeviceClass kClasses[] = {DeviceClass::unknown, DeviceClass::desktop, DeviceClass::phone,
                                    DeviceClass::tablet};

bool has_any(std::string_view text, std::initializer_list<std::string_view> marks) {
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) {
    return text.find(mark) != std::string_view::npos;
  });
}

}  // namespace

std::string_view device_class_text(DeviceClass device) {
  switch (device) {
    case DeviceClass::unknown:
      return "unknown";
    case DeviceClass::desktop:
      return "desktop";
    case DeviceClass::phone:
      return "phone";
    case DeviceClass::tablet:
      return "tablet";
  }
  CHECK(false);
}

std::span<const DeviceClass> all_device_classes() { return kClasses; }

// Tablets first, since some say "Mobile" as phones do; phones before desktops, since Android also
// says "Linux" and phones of Apple "like Mac OS X".
DeviceClass device_class_of(std::string_view browser) {
  if (has_any(browser, {"iPad", "Tablet"})) return DeviceClass::tablet;
  if (has_any(browser, {"Mobi", "iPhone", "iPod", "(Phone;"})) return DeviceClass::phone;
  if (has_any(browser, {"Android"})) return DeviceClass::tablet;  // it says Mobile on phones
  if (has_any(browser, {"Windows NT", "Macintosh", "X11;", "CrOS"})) return DeviceClass::desktop;
  return DeviceClass::unknown;
}

}  // namespace truename::domain
