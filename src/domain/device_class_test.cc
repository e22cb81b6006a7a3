#include "domain/device_class.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace truename::domain {
namespace {

struct Told {
  const char* browser;
  DeviceClass device;
};

constexpr Told kTold[] = {
    {"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 "
     "Safari/537.36",
     DeviceClass::desktop},
    {"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
     DeviceClass::desktop},
    {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
     "Version/17.4 Safari/605.1.15",
     DeviceClass::desktop},
    {"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36", DeviceClass::desktop},
    {"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 "
     "Mobile Safari/537.36",
     DeviceClass::phone},
    {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
     "Gecko) Version/17.4 Mobile/15E148 Safari/604.1",
     DeviceClass::phone},
    {"Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0", DeviceClass::phone},
    {"Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36", DeviceClass::phone},
    {"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 "
     "Safari/537.36",
     DeviceClass::tablet},
    {"Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
     "Version/12.1 Mobile/15E148 Safari/604.1",
     DeviceClass::tablet},
    {"Mozilla/5.0 (Tablet; OpenHarmony 5.0) AppleWebKit/537.36", DeviceClass::tablet},
    {"Python-urllib/3.11", DeviceClass::unknown},
    {"curl/7.88.1", DeviceClass::unknown},
    {"", DeviceClass::unknown},
    {"\xff\xfe\x00", DeviceClass::unknown}};

TEST(DeviceClass, is_told_from_what_the_browser_says_of_itself) {
  for (const Told& one : kTold) {
    EXPECT_EQ(device_class_of(one.browser), one.device) << one.browser;
  }
}

TEST(DeviceClass, each_has_a_name_of_its_own) {
  std::set<std::string_view> names;
  for (const DeviceClass device : all_device_classes()) names.insert(device_class_text(device));
  EXPECT_EQ(names, (std::set<std::string_view>{"unknown", "desktop", "phone", "tablet"}));
}

}  // namespace
}  // namespace truename::domain
