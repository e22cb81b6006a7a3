#include "registration/activate_pack.h"

#include "policy/golden.h"
#include "policy/parse.h"
#include "policy/signature.h"
#include "registration/permission.h"

namespace truename::registration {
namespace {

// The id of the key that signed these bytes, which is trusted.
Result<std::string> verify_files(const PackFiles& files,
                                 const std::vector<policy::TrustedKey>& trusted) {
  if (files.signature_text.empty()) {
    return fail(ErrorCode::not_found, "pack.unsigned: " + files.id +
                                          " has no signature beside it; run truename policy sign " +
                                          files.id + " --key KEY.");
  }
  const auto signature = TRY(policy::parse_signature(files.signature_text, files.id + ".sig"));
  const auto key = TRY(policy::find_key(trusted, signature.key_id));
  TRY_STATUS(policy::verify_pack(signature, key.public_key, files.id, files.text));
  return signature.key_id;
}

Result<policy::Pack> parse_files(const PackFiles& files) {
  policy::Pack pack = TRY(policy::parse_pack(files.text, files.id + ".toml"));
  if (pack.id == files.id) return pack;
  return fail(ErrorCode::bad_input, files.id + ".toml holds the pack \"" + pack.id +
                                        "\"; give the file and the pack the same name.");
}

Status check_golden(const PackFiles& files, const policy::Pack& pack) {
  const std::string name = files.id + ".cases.toml";
  if (files.cases_text.empty()) {
    return fail(ErrorCode::not_found, "pack.golden_failed: " + name +
                                          " is missing; write the pack's golden cases first.");
  }
  const auto report = TRY(policy::run_golden_cases(pack, files.cases_text, name));
  if (report.failures.empty()) return {};
  return fail(ErrorCode::bad_input,
              "pack.golden_failed: " + std::to_string(report.failures.size()) + " of " +
                  std::to_string(report.cases) + " golden cases fail, first " +
                  report.failures.front() + ".");
}

Status check_gaps(const policy::Pack& pack, Gaps gaps) {
  if (pack.unconfirmed.empty() || gaps == Gaps::accepted) return {};
  return fail(ErrorCode::bad_input, "pack.unconfirmed: " + pack.id + " lists " +
                                        std::to_string(pack.unconfirmed.size()) +
                                        " unconfirmed gaps; read them with truename policy check " +
                                        pack.id + ", then accept each with --accept-unconfirmed.");
}

Result<domain::Activation> prepare(const ActivationRequest& request, const PackPorts& ports) {
  TRY_STATUS(permit_two(request.by, request.confirmed_by, Act::activate_pack));
  std::string key_id = TRY(verify_files(request.files, ports.trusted));
  policy::Pack pack = TRY(parse_files(request.files));
  TRY_STATUS(check_golden(request.files, pack));
  TRY_STATUS(check_gaps(pack, request.gaps));
  return domain::Activation{.pack_id = pack.id,
                            .pack_digest = pack.digest,
                            .effective_from = pack.effective_from,
                            .effective_to = pack.effective_to,
                            .supersedes = pack.supersedes,
                            .key_id = std::move(key_id),
                            .accepted_gaps = std::move(pack.unconfirmed),
                            .by = request.by.id,
                            .confirmed_by = request.confirmed_by.id,
                            .at = ports.clock.now()};
}

}  // namespace

Result<domain::Activation> activate_pack(const ActivationRequest& request, const PackPorts& ports) {
  domain::Activation record = TRY(prepare(request, ports));
  TRY_STATUS(ports.shelf.keep(request.files));
  TRY_STATUS(ports.packs.activate(record));
  return record;
}

Result<PackInForce> open_pack_in_force(const PackPorts& ports, const Date& today) {
  domain::InForce in_force = TRY(ports.packs.active_on(today));
  const PackFiles files = TRY(ports.shelf.read(in_force.record));
  const std::string key_id = TRY(verify_files(files, ports.trusted));
  policy::Pack pack = TRY(parse_files(files));
  if (pack.digest != in_force.record.pack_digest || key_id != in_force.record.key_id) {
    return fail(ErrorCode::corrupt, "pack.changed: " + files.id +
                                        " is signed, but is not what was activated; put the "
                                        "activated bytes back.");
  }
  return PackInForce{std::move(pack), std::move(in_force)};
}

Result<policy::TrustedKey> trust_key(const PublicKey& key, const domain::Principal& by,
                                     const domain::Principal& confirmed_by, Timestamp at) {
  TRY_STATUS(permit_two(by, confirmed_by, Act::trust_key));
  return policy::TrustedKey{policy::key_id_of(key), key, by.id, confirmed_by.id, at};
}

}  // namespace truename::registration
