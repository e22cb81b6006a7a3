// Desk: what the routes are given to
// answer with; app/wire and the serve verb fill it in.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/value.h"
#include "http/metrics.h"
#include "registration/register_line.h"

namespace truename::http {

// Borrowed for the life of the server.
struct Desk {
  const registration::Setting& setting;
  std::function<std::string(const std::string& code, const std::string& language)> hint;
  Value policy;                      // the body of GET /v1/policy
  std::filesystem::path web_folder;  // the counter page
  Metrics& metrics;
  // Told of every new decision, never of a repeated answer.
  std::function<void(const domain::CaseRecord& record, domain::DeviceClass device)> on_decided;
};

}  // namespace truename::http
