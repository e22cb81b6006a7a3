// The files of a pack and of a data folder's trusted keys, read and written; verifies nothing.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "policy/trusted_keys.h"
#include "registration/ports_people.h"

namespace truename::cli {

// A pack by id below home/policies, or by the path of its .toml.
Result<std::filesystem::path> pack_path(const std::filesystem::path& home, const std::string& pack);
// With signature and golden cases where they stand beside it.
Result<registration::PackFiles> read_pack_files(const std::filesystem::path& pack_toml);
std::filesystem::path signature_path(const std::filesystem::path& pack_toml);

// None when the folder has no such file.
Result<std::vector<policy::TrustedKey>> read_trusted_keys(const std::string& data);
// conflict when it is trusted already. Takes the file's lock.
Status add_trusted_key(const std::string& data, const policy::TrustedKey& key);

// A token as given on the command line: itself, or "@FILE" for the first line of a file, so that
// it need not show in the list of processes.
Result<std::string> read_token(const std::string& given);

}  // namespace truename::cli
