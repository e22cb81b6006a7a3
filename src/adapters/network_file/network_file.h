// NetworkFile: the network as a file of orders that an operator's provisioning follows; carries
// nothing out itself and hears nothing back.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <utility>

#include "registration/outbox.h"

namespace truename::adapters {

// One JSON object a line, in the order of the log, each order once (docs/formats/orders.md). The
// file is this object's alone; who moves it away to archive it stops truename first.
class NetworkFile final : public registration::Network {
 public:
  // Cuts off what a crash left half. unavailable when the file cannot be read or written.
  static Result<std::unique_ptr<NetworkFile>> open(const std::filesystem::path& path);
  ~NetworkFile() override;
  NetworkFile(const NetworkFile&) = delete;
  NetworkFile& operator=(const NetworkFile&) = delete;

  // On the disk when it returns. What is not behind the last line was written before.
  Status carry_out(const registration::Order& order) override;

 private:
  using Place = std::pair<std::uint64_t, int>;  // leaf, position
  NetworkFile(int file, std::uint64_t bytes) : file_(file), bytes_(bytes) {}
  Status read_last();

  const int file_;
  std::mutex mutex_;
  std::uint64_t bytes_;
  bool empty_ = true;
  Place last_{0, 0};
};

}  // namespace truename::adapters
