// The counter page's files, by name
// from one folder; nothing above it can be reached.
#pragma once

#include <filesystem>
#include <string_view>

#include "http/message.h"

namespace truename::http {

// "/" is index.html. 404 for what is not a plain path to a known kind of file.
Response serve_page(const std::filesystem::path& folder, std::string_view path);

}  // namespace truename::http
