// NetworkInbox: a folder into which the network puts files of its events, taken one by one; reads
// no event itself.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace truename::adapters {

class NetworkInbox {
 public:
  explicit NetworkInbox(std::filesystem::path folder) : folder_(std::move(folder)) {}

  struct Delivery {
    std::string name;
    std::string text;
  };
  // The first by name of the *.jsonl; absent when there is none, or no folder. too_large names a
  // file that is over 64 MiB and then stands in the way.
  Result<std::optional<Delivery>> next() const;
  // It is in done/ afterwards, beside the report.
  Status done(const Delivery& delivery, std::string_view report) const;

 private:
  const std::filesystem::path folder_;
};

constexpr std::size_t kNetworkFileLimitBytes = 64 * 1024 * 1024;  // half a million events

}  // namespace truename::adapters
