// read_pack: the one place where the policy room touches a disk; everything else takes text.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "policy/pack.h"

namespace truename::policy {

// The pack's id must be the file's name without ".toml", so that an id finds its pack.
Result<Pack> read_pack(const std::filesystem::path& file);

}  // namespace truename::policy
