#include "policy/read_pack.h"

#include "base/files.h"
#include "policy/parse.h"

namespace truename::policy {
namespace {

constexpr std::size_t kPackLimitBytes = 1024 * 1024;  // parse_toml's own limit

}  // namespace

Result<Pack> read_pack(const std::filesystem::path& file) {
  const std::string text = TRY(read_text_file(file, kPackLimitBytes));
  const std::string name = file.filename().string();
  Pack pack = TRY(parse_pack(text, name));
  if (pack.id != file.stem().string()) {
    return fail(ErrorCode::bad_input, name + " holds the pack \"" + pack.id +
                                          "\"; give the file and the pack the same name.");
  }
  return pack;
}

}  // namespace truename::policy
