// Desk: what the routes are given to
// answer with; app/wire and the serve verb fill it in.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "base/value.h"
#include "http/metrics.h"
#include "registration/clerk_conduct.h"
#include "registration/ports_people.h"
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
  // Null: the counter is open to whoever reaches this address.
  registration::Authenticator* authenticator = nullptr;
  // After it the pack decides nothing here any more; another is in force, or none.
  std::optional<Date> last_day = std::nullopt;
  registration::CaseTraces* traces = nullptr;  // null: clerks' conduct is not told here
};

}  // namespace truename::http
