// Device sightings in the tables: working data beside the log, by keyed digest, for a month.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/result.h"
#include "registration/ports_network.h"
#include "storage/database.h"
#include "storage/vault.h"

namespace truename::storage {

// Into the open transaction; what was last seen over 30 days before `now` is deleted with it.
Status write_sightings(std::span<const registration::DeviceSighting> sightings, Timestamp now,
                       Database& database, const Vault& vault);
// As of registration::Devices::busy.
Result<std::vector<registration::BusyDevice>> busy_devices(Timestamp since, std::size_t most,
                                                           Database& database);

}  // namespace truename::storage
