#include "storage/device_sightings.h"

#include <algorithm>

#include "base/duration.h"

namespace truename::storage {
namespace {

using registration::BusyDevice;

constexpr Duration kKept{30LL * 24 * 60 * 60 * 1000};  // as the port says

}  // namespace

Status write_sightings(std::span<const registration::DeviceSighting> sightings, Timestamp now,
                       Database& database, const Vault& vault) {
  for (const registration::DeviceSighting& sighting : sightings) {
    const domain::DeviceId device = vault.device_id(sighting.device);
    TRY_STATUS(database.execute(
        "INSERT INTO device_sightings (device, msisdn, seen_ms) VALUES (?, ?, ?) ON CONFLICT "
        "(device, msisdn) DO UPDATE SET seen_ms = max(seen_ms, excluded.seen_ms)",
        {ByteView(device.get()), sighting.msisdn.get(), sighting.at.unix_ms}));
  }
  return database.execute("DELETE FROM device_sightings WHERE seen_ms < ?",
                          {now.unix_ms - kKept.ms});
}

Result<std::vector<BusyDevice>> busy_devices(Timestamp since, std::size_t most,
                                             Database& database) {
  std::vector<BusyDevice> out;
  Rows rows = TRY(database.query(
      "SELECT device, msisdn, seen_ms FROM device_sightings WHERE seen_ms >= ?1 AND device IN "
      "(SELECT device FROM device_sightings WHERE seen_ms >= ?1 GROUP BY device HAVING count(*) > "
      "?2) ORDER BY device, msisdn",
      {since.unix_ms, static_cast<std::int64_t>(most)}));
  while (TRY(rows.next())) {
    const Bytes bytes = rows.bytes(0);
    std::array<std::uint8_t, 16> id{};
    std::copy_n(bytes.begin(), std::min(bytes.size(), id.size()), id.begin());
    const domain::DeviceId device(id);
    if (out.empty() || out.back().device != device) out.push_back({device, {}, Timestamp{}});
    out.back().numbers.emplace_back(rows.text(1));
    out.back().last_seen = std::max(out.back().last_seen, Timestamp{rows.integer(2)});
  }
  std::ranges::stable_sort(out, std::greater(),
                           [](const BusyDevice& one) { return one.numbers.size(); });
  return out;
}

}  // namespace truename::storage
