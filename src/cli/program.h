// Program: what the verbs are given to work with; app/wire fills it in, verbs never build ports.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/command_line.h"
#include "domain/registration.h"
#include "face/examiner.h"
#include "face/picture_comparer.h"
#include "policy/pack.h"
#include "registration/clerk_conduct.h"
#include "registration/lives.h"
#include "registration/ports_network.h"
#include "registration/ports_people.h"
#include "registration/ports_sanctions.h"
#include "registration/register_line.h"
#include "vision/manifest.h"

namespace truename::cli {

// An open data folder, a pack and the models, ready to decide; closing it stops the writer.
class Counter {
 public:
  virtual ~Counter() = default;
  virtual const registration::Setting& setting() const = 0;
  virtual registration::SanctionLists& sanctions() = 0;
  virtual registration::Devices& devices() = 0;
  // The last day of its pack here, by the pack itself or by one that supersedes it.
  virtual std::optional<Date> last_day() const = 0;
  // Takes waiting orders to the network and lets due clocks ring; what stays is for the next call.
  virtual Status work_on_lines() = 0;
};

struct LogState {
  std::uint64_t size = 0;
  Digest root{};
};

// What a service decides with: the pack activated for today, or, to try one out, the file itself
// while nothing was activated in that data folder.
enum class PackSource { activated, as_it_lies };

struct PackBook {
  std::unique_ptr<registration::PackRegistry> registry;
  std::unique_ptr<registration::PackShelf> shelf;
};
// Beside a running truename, or as the only one on the folder.
enum class StoreAccess { read_only, read_write };

// Services of others that a decision asks; an empty address: nobody is asked.
struct Services {
  std::string authority_url;
  std::string authority_token_file;
  std::string count_url;
};
// `texts`, and the options that name services.
std::vector<TextOption> with_services(std::vector<TextOption> texts, Services& services);

struct Program {
  std::filesystem::path home;     // policies/, models/, web/
  std::filesystem::path weights;  // the fetched model files
  std::function<Result<std::unique_ptr<Counter>>(const std::string& data, const std::string& policy,
                                                 PackSource source)>
      open_counter;  // without services
  std::function<Result<std::unique_ptr<Counter>>(const std::string& data, const std::string& policy,
                                                 PackSource source, const Services& services)>
      open_connected_counter;
  std::function<std::unique_ptr<registration::Authenticator>(const std::string& data)>
      open_authenticator;
  std::function<PackBook(const std::string& data)> open_pack_book;
  // Without pack or models: for what is stored alone.
  std::function<Result<std::unique_ptr<registration::Store>>(const std::string& data,
                                                             StoreAccess access)>
      open_store;
  // Read only, beside a running truename.
  std::function<Result<std::unique_ptr<registration::CaseTraces>>(const std::string& data)>
      open_case_traces;
  // Beside a running truename, to be read alone.
  std::function<Result<std::unique_ptr<registration::SanctionLists>>(const std::string& data)>
      open_sanctions;
  std::function<Result<std::unique_ptr<registration::Devices>>(const std::string& data)>
      open_devices;
  std::function<Result<std::unique_ptr<registration::DocumentReader>>()> open_reader;
  std::function<Result<std::unique_ptr<face::Examiner>>()> open_examiner;
  // With the listed model of this id, active or candidate; with the active ones when it is empty.
  std::function<Result<std::unique_ptr<face::PictureComparer>>(const std::string& model)>
      open_comparer;
  std::function<Result<vision::Manifest>()> read_manifest;
  std::function<Result<policy::Pack>(const std::string& id)> read_pack;
  // Empty, in memory, and forgotten with the program.
  std::function<Result<std::unique_ptr<registration::Lives>>()> open_lives;
  // Checks every byte of the past without changing any.
  std::function<Result<LogState>(const std::string& data)> verify_data;
  std::function<Result<domain::CommittedCase>(const std::string& data, const domain::CaseId& id)>
      find_case;
};

std::vector<Verb> all_verbs(const Program& program);

// One maker per verb; each keeps its options in the closure that runs it.
Verb serve_verb(const Program& program);
Verb register_verb(const Program& program);
Verb compare_verb(const Program& program);
Verb capture_verb(const Program& program);
Verb inspect_verb(const Program& program);
Verb audit_verify_verb(const Program& program);
Verb audit_prove_verb();
Verb policy_check_verb(const Program& program);
Verb policy_test_verb(const Program& program);
Verb policy_draw_verb(const Program& program);
Verb policy_explain_verb(const Program& program);
Verb policy_keygen_verb();
Verb policy_sign_verb(const Program& program);
Verb policy_trust_verb(const Program& program);
Verb policy_activate_verb(const Program& program);
Verb policy_diff_verb(const Program& program);
Verb principal_add_verb();
Verb principal_list_verb();
Verb principal_suspend_verb();
Verb principal_restore_verb();
Verb models_list_verb(const Program& program);
Verb models_time_verb(const Program& program);
Verb models_verify_verb(const Program& program);
Verb models_calibrate_verb(const Program& program);
Verb evaluate_verb(const Program& program);
Verb bench_verb(const Program& program);
Verb timers_due_verb(const Program& program);
Verb line_show_verb(const Program& program);
Verb line_history_verb(const Program& program);
Verb line_ask_verb(const Program& program);
Verb lines_reverify_verb(const Program& program);
Verb sanctions_import_verb(const Program& program);
Verb sanctions_list_verb(const Program& program);
Verb network_import_verb(const Program& program);
Verb network_devices_verb(const Program& program);
Verb simulate_verb(const Program& program);
Verb fraud_clerks_verb(const Program& program);

// Says the error on standard error in its one sentence; gives the exit code that fits it.
int report(const Error& error);
void print_json(const Value& value);

}  // namespace truename::cli
