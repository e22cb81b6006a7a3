// Whole files in and out, with limits and without half-written results; not for the database.
#pragma once

#include <filesystem>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace truename {

// not_found, too_large (over limit_bytes), or internal with the system's reason.
Result<Bytes> read_file(const std::filesystem::path& path, std::size_t limit_bytes);
Result<std::string> read_text_file(const std::filesystem::path& path, std::size_t limit_bytes);

enum class FileMode { readable, owner_only };  // 0644, 0600
// Written beside, synced, renamed: after a crash the old or the new file is there, never a mix.
Status write_file(const std::filesystem::path& path, ByteView bytes, FileMode mode);

}  // namespace truename
