#include "adapters/network_inbox.h"

#include "base/files.h"

namespace truename::adapters {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> failure(const std::string& what, const std::error_code& failed) {
  return fail(ErrorCode::unavailable,
              "Cannot " + what + " network_events: " + failed.message() + "; look at the disk.");
}

}  // namespace

Result<std::optional<NetworkInbox::Delivery>> NetworkInbox::next() const {
  std::error_code failed;
  if (!fs::exists(folder_, failed)) return std::optional<Delivery>();
  std::string first;
  for (fs::directory_iterator at(folder_, failed), end; !failed && at != end;
       at.increment(failed)) {
    const fs::path& path = at->path();
    const std::string name = path.filename().string();
    if (path.extension() != ".jsonl" || !at->is_regular_file(failed)) continue;
    if (first.empty() || name < first) first = name;
  }
  if (failed) return failure("read", failed);
  if (first.empty()) return std::optional<Delivery>();
  auto text = read_text_file(folder_ / first, kNetworkFileLimitBytes);
  if (!text) return fail(text.error());
  return std::optional(Delivery{first, *std::move(text)});
}

Status NetworkInbox::done(const Delivery& delivery, std::string_view report) const {
  std::error_code failed;
  const fs::path folder = folder_ / "done";
  fs::create_directories(folder, failed);
  if (failed) return failure("write", failed);
  TRY_STATUS(write_file(folder / (delivery.name + ".report.json"), as_bytes(report),
                        FileMode::owner_only));
  fs::rename(folder_ / delivery.name, folder / delivery.name, failed);
  if (failed) return failure("move a file of", failed);
  return {};
}

}  // namespace truename::adapters
