// The counter page's files, by name
// from one folder; nothing above it can be reached.
#pragma once

#include <filesystem>

#include "http/message.h"

namespace truename::http {

// "/" is index.html. 404 for what is not a plain path to a known kind of file.
// 304 when If-None-Match has the ETag, which is the content's hash.
Response serve_page(const std::filesystem::path& folder, const Request& request);

}  // namespace truename::http
