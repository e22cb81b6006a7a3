#include "adapters/network_file/network_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string>

#include "base/fields.h"
#include "base/json.h"

namespace truename::adapters {
namespace {

constexpr std::uint64_t kTailBytes = 4096;  // a line has about 120

tl::unexpected<Error> failure(const char* what) {
  return fail(ErrorCode::unavailable, std::string("Cannot ") + what + " orders.jsonl (" +
                                          std::strerror(errno) + "); look at the disk.");
}

std::string line_of(const registration::Order& order) {
  const std::string id = std::to_string(order.leaf_index) + "-" + std::to_string(order.position);
  return write_json(Value()
                        .set("id", id)
                        .set("leaf", static_cast<std::int64_t>(order.leaf_index))
                        .set("position", order.position)
                        .set("msisdn", order.msisdn.get())
                        .set("epoch", std::int64_t{order.epoch})
                        .set("order", order.text)) +
         "\n";
}

Result<std::pair<std::uint64_t, int>> place_of(std::string_view line) {
  const Value value = TRY(parse_json(line));
  Fields in(value, "The last line of orders.jsonl");
  in.text("id");
  const std::int64_t leaf = in.integer("leaf");
  const std::int64_t position = in.integer("position");
  in.text("msisdn");
  in.integer("epoch");
  in.text("order");
  TRY_STATUS(in.finish());
  return std::pair{static_cast<std::uint64_t>(leaf), static_cast<int>(position)};
}

}  // namespace

Result<std::unique_ptr<NetworkFile>> NetworkFile::open(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) return failure("open");
  struct stat info{};
  const bool measured = ::fstat(file, &info) == 0;
  std::unique_ptr<NetworkFile> out(
      new NetworkFile(file, measured ? static_cast<std::uint64_t>(info.st_size) : 0));
  if (!measured) return failure("read");
  TRY_STATUS(out->read_last());
  return out;
}

NetworkFile::~NetworkFile() { ::close(file_); }

Status NetworkFile::read_last() {
  std::string tail(std::min(bytes_, kTailBytes), '\0');
  const auto from = static_cast<off_t>(bytes_ - tail.size());
  if (::pread(file_, tail.data(), tail.size(), from) != static_cast<ssize_t>(tail.size())) {
    return failure("read");
  }
  const std::size_t end = tail.rfind('\n');
  const std::size_t whole = end == std::string::npos ? 0 : end + 1;
  bytes_ -= tail.size() - whole;  // what a crash left behind the last newline
  if (::ftruncate(file_, static_cast<off_t>(bytes_)) != 0) return failure("cut");
  if (whole == 0) return {};
  tail.resize(whole - 1);
  const std::size_t before = tail.rfind('\n');
  last_ = TRY(place_of(tail.substr(before == std::string::npos ? 0 : before + 1)));
  empty_ = false;
  return {};
}

Status NetworkFile::carry_out(const registration::Order& order) {
  const std::lock_guard lock(mutex_);
  const Place place{order.leaf_index, order.position};
  if (!empty_ && place <= last_) return {};
  const std::string line = line_of(order);
  const ssize_t written = ::write(file_, line.data(), line.size());
  if (written != static_cast<ssize_t>(line.size()) || ::fdatasync(file_) != 0) {
    const auto failed = failure("write");
    if (::ftruncate(file_, static_cast<off_t>(bytes_)) != 0) return failure("cut");
    return failed;
  }
  bytes_ += line.size();
  last_ = place;
  empty_ = false;
  return {};
}

}  // namespace truename::adapters
