#include "app/wire.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "adapters/authority/http_authority.h"
#include "adapters/authority/none.h"
#include "adapters/network_file/network_file.h"
#include "adapters/network_inbox.h"
#include "adapters/pack_folder/pack_folder.h"
#include "adapters/sd_jwt_vc/sd_jwt_vc.h"
#include "adapters/token_file/token_file.h"
#include "base/files.h"
#include "base/json.h"
#include "base/log.h"
#include "cli/network_report.h"
#include "cli/pack_files.h"
#include "face/capture/capture_examiner.h"
#include "policy/read_pack.h"
#include "reading/document_reader.h"
#include "registration/activate_pack.h"
#include "registration/deliver_orders.h"
#include "registration/import_network.h"
#include "registration/import_sanctions.h"
#include "registration/ring_clocks.h"
#include "storage/memory_lives.h"
#include "storage/sqlite_store.h"
#include "storage/sqlite_traces.h"
#include "storage/verify_store.h"
#include "vision/image_codec.h"

namespace truename::app {
namespace {

namespace fs = std::filesystem;

class CodecDecoder final : public registration::ImageDecoder {
 public:
  Result<domain::Image> decode(ByteView encoded) const override {
    return vision::decode_image(encoded);
  }
};

// Everything that one decision needs, owned together and taken down in the reverse order.
struct Parts {
  explicit Parts(const fs::path& data) : inbox(data / "network_events") {}
  policy::Pack pack;
  std::optional<Date> last_day;
  Digest model_set_digest{};
  SystemClock clock;
  CodecDecoder decoder;
  std::unique_ptr<registration::Authority> authority = std::make_unique<adapters::NoAuthority>();
  std::optional<adapters::HttpCounter> line_counter;  // when a service counts over all operators
  std::unique_ptr<storage::SqliteStore> store;
  std::unique_ptr<adapters::NetworkFile> network;
  adapters::NetworkInbox inbox;
  std::unique_ptr<registration::DocumentReader> reader;
  std::unique_ptr<face::Examiner> examiner;
  std::optional<face::CaptureExaminer> capture_examiner;
  std::optional<registration::CaptureSessions> captures;  // when the pack has a rule for them
  std::optional<adapters::StatusFolder> statuses;
  std::optional<adapters::SdJwtVc> credential_verifier;
  std::optional<registration::CredentialDesk> credentials;  // when credentials.toml says whose
};

constexpr std::size_t kWorkLimit = 256;  // orders, and clocks, a second: what one machine sells

class WiredCounter final : public cli::Counter {
 public:
  explicit WiredCounter(std::unique_ptr<Parts> parts)
      : parts_(std::move(parts)),
        setting_{
            parts_->pack,
            parts_->model_set_digest,
            registration::Ports{parts_->decoder, *parts_->reader, *parts_->examiner,
                                *parts_->authority, *parts_->store, *parts_->store, parts_->clock},
            parts_->captures ? &*parts_->captures : nullptr,
            parts_->credentials ? &*parts_->credentials : nullptr,
            parts_->line_counter ? &*parts_->line_counter : nullptr} {}
  const registration::Setting& setting() const override { return setting_; }
  registration::SanctionLists& sanctions() override { return parts_->store->sanctions(); }
  registration::Devices& devices() override { return parts_->store->devices(); }
  std::optional<Date> last_day() const override { return parts_->last_day; }
  Status work_on_lines() override {
    storage::SqliteLives& lives = parts_->store->lives();
    const registration::LifeSetting life_setting{parts_->pack, lives, parts_->clock};
    const auto delivered =
        registration::deliver_orders(life_setting, lives, *parts_->network, kWorkLimit);
    TRY(registration::ring_clocks(life_setting, kWorkLimit));  // whatever the network does
    TRY_STATUS(keep_sanctions());
    TRY_STATUS(take_network_events(life_setting));
    TRY(delivered);
    return {};
  }

 private:
  // One file a call, so that orders and clocks are not kept waiting.
  Status take_network_events(const registration::LifeSetting& life_setting) {
    const auto delivery = TRY(parts_->inbox.next());
    if (!delivery) return {};
    const auto report = TRY(
        registration::import_network(delivery->text, {}, parts_->store->devices(), life_setting));
    log_line(report.broken > 0 || !report.busy.empty() ? LogLevel::warning : LogLevel::info,
             "network",
             std::to_string(report.moved) + " events of " + delivery->name + " moved lines, " +
                 std::to_string(report.broken) + " lines were broken, " +
                 std::to_string(report.busy.size()) + " devices carry many numbers");
    return parts_->inbox.done(*delivery, write_json(cli::network_report_value(report)) + "\n");
  }

  // What an end or a first day of a sanction brings about, once that day has come.
  Status keep_sanctions() {
    const Date today = date_of(parts_->clock.now());
    if (sanctions_kept_ == today) return {};
    TRY(registration::keep_sanctions(parts_->store->sanctions(), setting_));
    sanctions_kept_ = today;
    return {};
  }

  std::unique_ptr<Parts> parts_;
  registration::Setting setting_;
  std::optional<Date> sanctions_kept_;  // on which day; the worker alone touches it
};

// TRUENAME_HOME when set; else two folders above the binary (build/release/truename in a clone),
// or share/truename beside bin/ when installed.
fs::path find_home() {
  if (const char* home = std::getenv("TRUENAME_HOME"); home != nullptr) return home;
  std::error_code ignored;
  const fs::path folder = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  const fs::path clone = folder.parent_path().parent_path();
  if (fs::exists(clone / "policies", ignored)) return clone;
  return folder.parent_path() / "share/truename";
}

// A pack id names one file below policies/; nothing in it may climb out.
Result<policy::Pack> read_pack(const fs::path& home, const std::string& id) {
  const bool plain = !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  const fs::path file = home / "policies" / (id + ".toml");
  if (!plain || !fs::exists(file)) {
    return fail(ErrorCode::not_found,
                "There is no policy pack \"" + id + "\"; see policies/ for those that exist.");
  }
  return policy::read_pack(file);
}

cli::PackBook open_pack_book(const std::string& data) {
  return {std::make_unique<adapters::PackFolder>(data),
          std::make_unique<adapters::PackFolder>(data)};
}

// An id that is given must be that of the pack in force: nobody serves another by mistake.
Result<registration::PackInForce> pack_in_force(const cli::Program& program,
                                                const std::string& data,
                                                const std::string& policy) {
  const auto trusted = TRY(cli::read_trusted_keys(data));
  const cli::PackBook book = program.open_pack_book(data);
  const SystemClock clock;
  auto found = TRY(registration::open_pack_in_force({*book.registry, *book.shelf, trusted, clock},
                                                    date_of(clock.now())));
  if (policy.empty() || policy == found.pack.id) return found;
  return fail(ErrorCode::conflict, "The pack in force in " + data + " is " + found.pack.id +
                                       ", not " + policy + "; leave --policy out.");
}

Status choose_pack(const cli::Program& program, const std::string& data, const std::string& policy,
                   cli::PackSource source, Parts& parts) {
  auto found = pack_in_force(program, data, policy);
  if (found) {
    parts.pack = std::move(found->pack);
    parts.last_day = found->in_force.last_day;
    return {};
  }
  const bool none = found.error().message.starts_with("pack.not_activated");
  if (source == cli::PackSource::activated || !none) return fail(std::move(found).error());
  parts.pack = TRY(program.read_pack(policy));
  parts.last_day = parts.pack.effective_to;
  log_line(LogLevel::warning, "policy",
           "no pack is activated in " + data + ": " + policy + " is tried out as it lies");
  return {};
}

// Two administrators put a pack in force beside a running truename; before anything is decided by
// it, the act is a leaf of the log (R113).
Status log_activations(const std::string& data, storage::SqliteRegistry& activations) {
  for (const domain::Activation& record : TRY(adapters::PackFolder(data).all())) {
    if (TRY(activations.find(record.pack_digest))) continue;
    TRY_STATUS(activations.activate(record));
  }
  return {};
}

// Without the file nobody's credentials are trusted, and none are taken.
Status open_credentials(const fs::path& data, Parts& parts) {
  constexpr std::size_t kFileLimitBytes = 1024 * 1024;  // parse_toml's own
  std::error_code ignored;
  if (!fs::exists(data / "credentials.toml", ignored)) return {};
  const std::string text = TRY(read_text_file(data / "credentials.toml", kFileLimitBytes));
  adapters::TrustList trust = TRY(adapters::parse_trust_list(text, "credentials.toml"));
  parts.statuses.emplace(data / "credential_status");
  parts.credential_verifier.emplace(std::move(trust), *parts.statuses, parts.clock);
  parts.credentials.emplace(*parts.credential_verifier, parts.clock);
  return {};
}

Status open_services(const cli::Services& services, Parts& parts) {
  if (!services.authority_url.empty()) {
    auto service =
        TRY(adapters::open_service(services.authority_url, services.authority_token_file));
    parts.authority = std::make_unique<adapters::HttpAuthority>(std::move(service));
  }
  if (!services.count_url.empty()) {
    auto service = TRY(adapters::open_service(services.count_url, services.authority_token_file));
    parts.line_counter.emplace(std::move(service));
  }
  return {};
}

Result<std::unique_ptr<cli::Counter>> open_counter(const cli::Program& program,
                                                   const std::string& data,
                                                   const std::string& policy,
                                                   cli::PackSource source,
                                                   const cli::Services& services) {
  auto parts = std::make_unique<Parts>(data);
  TRY_STATUS(choose_pack(program, data, policy, source, *parts));
  parts->model_set_digest = TRY(program.read_manifest()).set_digest;
  parts->examiner = TRY(program.open_examiner());
  parts->reader = TRY(program.open_reader());
  parts->store = TRY(storage::SqliteStore::open(data, parts->clock));
  TRY_STATUS(log_activations(data, parts->store->registry()));
  parts->network = TRY(adapters::NetworkFile::open(storage::DataFolder{data}.orders()));
  TRY_STATUS(open_credentials(data, *parts));
  TRY_STATUS(open_services(services, *parts));
  if (const policy::Rule* const rule = parts->pack.find(policy::Kind::capture_challenge)) {
    parts->capture_examiner.emplace(*parts->examiner);
    parts->captures.emplace(std::get<policy::CaptureChallenge>(rule->parameters),
                            *parts->capture_examiner, parts->decoder, parts->clock);
  }
  return std::unique_ptr<cli::Counter>(new WiredCounter(std::move(parts)));
}

Result<std::unique_ptr<registration::Store>> open_store(const std::string& data,
                                                        cli::StoreAccess access) {
  static const SystemClock kClock;  // has no state; outlives every store
  if (access == cli::StoreAccess::read_only) return TRY(storage::SqliteStore::open_read_only(data));
  return TRY(storage::SqliteStore::open(data, kClock));
}

Result<fs::path> database_of(const std::string& data) {
  fs::path database = storage::DataFolder{data}.database();
  if (!fs::exists(database)) {
    return fail(ErrorCode::not_found,
                "There is no truename.db in " + data + "; name the data folder.");
  }
  return database;
}

Result<std::unique_ptr<registration::CaseTraces>> open_case_traces(const std::string& data) {
  return std::unique_ptr<registration::CaseTraces>(
      std::make_unique<storage::SqliteTraces>(TRY(database_of(data))));
}

Result<std::unique_ptr<registration::SanctionLists>> open_sanctions(const std::string& data) {
  return TRY(storage::SqliteSanctions::open(TRY(database_of(data)), nullptr));
}

Result<std::unique_ptr<registration::Devices>> open_devices(const std::string& data) {
  return TRY(storage::SqliteDevices::open(TRY(database_of(data)), nullptr));
}

Result<domain::CommittedCase> find_case(const std::string& data, const domain::CaseId& id) {
  const auto store = TRY(storage::SqliteStore::open_read_only(data));
  auto found = TRY(store->find_case(id));
  if (!found)
    return fail(ErrorCode::not_found, "There is no case " + id.get() + " in " + data + ".");
  return *std::move(found);
}

}  // namespace

cli::Program make_program() {
  const fs::path home = find_home();
  const fs::path weights = home / "build/weights";
  cli::Program program;
  program.home = home;
  program.weights = weights;
  program.read_manifest = [home] { return vision::read_manifest(home / "models/manifest.toml"); };
  program.read_pack = [home](const std::string& id) { return read_pack(home, id); };
  program.open_reader = [home, weights]() -> Result<std::unique_ptr<registration::DocumentReader>> {
    const auto manifest = TRY(vision::read_manifest(home / "models/manifest.toml"));
    static const SystemClock kClock;  // has no state; outlives every reader
    return TRY(reading::OcrDocumentReader::create(manifest, weights, kClock));
  };
  program.open_examiner = [home, weights]() -> Result<std::unique_ptr<face::Examiner>> {
    const auto manifest = TRY(vision::read_manifest(home / "models/manifest.toml"));
    return face::Examiner::create(manifest, weights);
  };
  program.open_comparer =
      [home, weights](const std::string& model) -> Result<std::unique_ptr<face::PictureComparer>> {
    const auto manifest = TRY(vision::read_manifest(home / "models/manifest.toml"));
    return face::PictureComparer::create(manifest, weights, model);
  };
  program.open_pack_book = open_pack_book;
  program.open_authenticator = [](const std::string& data) {
    static const SystemClock kClock;  // has no state; outlives every authenticator
    return std::make_unique<adapters::TokenFile>(adapters::principals_path(data), kClock);
  };
  program.open_counter = [program](const std::string& data, const std::string& policy,
                                   cli::PackSource source) {
    return open_counter(program, data, policy, source, {});
  };
  program.open_connected_counter = [program](const std::string& data, const std::string& policy,
                                             cli::PackSource source,
                                             const cli::Services& services) {
    return open_counter(program, data, policy, source, services);
  };
  program.open_lives = []() -> Result<std::unique_ptr<registration::Lives>> {
    return std::make_unique<storage::MemoryLives>(storage::KeepChanges::no);
  };
  program.verify_data = [](const std::string& data) -> Result<cli::LogState> {
    const auto verified = TRY(storage::verify_store(data));
    return cli::LogState{verified.size, verified.root};
  };
  program.find_case = find_case;
  program.open_store = open_store;
  program.open_case_traces = open_case_traces;
  program.open_sanctions = open_sanctions;
  program.open_devices = open_devices;
  return program;
}

}  // namespace truename::app
