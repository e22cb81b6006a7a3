#include <cstdio>
#include <memory>

#include "base/files.h"
#include "cli/pack_files.h"
#include "cli/program.h"
#include "policy/parse.h"
#include "policy/signature.h"
#include "registration/activate_pack.h"

namespace truename::cli {
namespace {

constexpr std::size_t kKeyLimitBytes = 1024;

struct Options {
  std::string pack;
  std::string data = "data";
  std::string key;
  std::string out;
  std::string signature;
  std::string by;
  std::string confirmed_by;
  bool accept_unconfirmed = false;
  bool json = false;
};

Result<Key> read_key(const std::string& file) {
  const std::string text = TRY(read_text_file(file, kKeyLimitBytes));
  return policy::parse_key_file(text, file);
}

// Never over an old one: a pack signed with a key that is gone cannot be signed again.
Result<std::string> keygen(const Options& options) {
  if (std::filesystem::exists(options.out)) {
    return fail(ErrorCode::conflict, options.out + " exists; name another file.");
  }
  const Key seed = random_key();
  const SigningKey key = signing_key_from_seed(seed);
  TRY_STATUS(write_file(options.out, as_bytes(policy::key_file_text(seed)), FileMode::owner_only));
  TRY_STATUS(write_file(options.out + ".pub", as_bytes(policy::key_file_text(key.public_key)),
                        FileMode::readable));
  return policy::key_id_of(key.public_key);
}

int run_keygen(const Options& options) {
  const auto id = keygen(options);
  if (!id) return report(id.error());
  std::printf("%s: secret in %s, public in %s.pub\n", id->c_str(), options.out.c_str(),
              options.out.c_str());
  return kExitOk;
}

Result<policy::PackSignature> sign_file(const Program& program, const Options& options) {
  const auto path = TRY(pack_path(program.home, options.pack));
  const auto files = TRY(read_pack_files(path));
  TRY_STATUS(policy::parse_pack(files.text, path.filename().string()));  // nothing broken is signed
  const SigningKey key = signing_key_from_seed(TRY(read_key(options.key)));
  const auto signature = policy::sign_pack(key, files.id, files.text);
  const std::filesystem::path out(options.out.empty() ? signature_path(path).string()
                                                      : options.out);
  TRY_STATUS(write_file(out, as_bytes(policy::signature_text(signature)), FileMode::readable));
  return signature;
}

int run_sign(const Program& program, const Options& options) {
  const auto signature = sign_file(program, options);
  if (!signature) return report(signature.error());
  std::printf("%s %s is signed by %s.\n", signature->pack_id.c_str(),
              digest_text(signature->pack_digest).c_str(), signature->key_id.c_str());
  return kExitOk;
}

struct TwoPersons {
  domain::Principal by;
  domain::Principal confirmed_by;
};

Result<TwoPersons> read_persons(const Program& program, const Options& options) {
  const auto authenticator = program.open_authenticator(options.data);
  TwoPersons out;
  out.by = TRY(authenticator->authenticate(TRY(read_token(options.by))));
  out.confirmed_by = TRY(authenticator->authenticate(TRY(read_token(options.confirmed_by))));
  return out;
}

Result<policy::TrustedKey> trust(const Program& program, const Options& options) {
  const TwoPersons persons = TRY(read_persons(program, options));
  const PublicKey key = TRY(read_key(options.key));
  const SystemClock clock;
  auto trusted = TRY(registration::trust_key(key, persons.by, persons.confirmed_by, clock.now()));
  TRY_STATUS(add_trusted_key(options.data, trusted));
  return trusted;
}

int run_trust(const Program& program, const Options& options) {
  const auto key = trust(program, options);
  if (!key) return report(key.error());
  std::printf("%s is trusted in %s, by %s and %s.\n", key->id.c_str(), options.data.c_str(),
              key->by.get().c_str(), key->confirmed_by.get().c_str());
  return kExitOk;
}

Result<domain::Activation> activate(const Program& program, const Options& options) {
  const TwoPersons persons = TRY(read_persons(program, options));
  const auto path = TRY(pack_path(program.home, options.pack));
  registration::ActivationRequest request;
  request.files = TRY(read_pack_files(path));
  if (!options.signature.empty()) {
    request.files.signature_text = TRY(read_text_file(options.signature, kKeyLimitBytes));
  }
  request.by = persons.by;
  request.confirmed_by = persons.confirmed_by;
  using registration::Gaps;
  request.gaps = options.accept_unconfirmed ? Gaps::accepted : Gaps::refused;
  const auto trusted = TRY(read_trusted_keys(options.data));
  const PackBook book = program.open_pack_book(options.data);
  const SystemClock clock;
  return registration::activate_pack(request, {*book.registry, *book.shelf, trusted, clock});
}

int run_activate(const Program& program, const Options& options) {
  const auto record = activate(program, options);
  if (!record) return report(record.error());
  if (options.json) {
    std::printf("%s\n", domain::activation_text(*record).c_str());
    return kExitOk;
  }
  for (const std::string& gap : record->accepted_gaps) {
    std::printf("accepted though unconfirmed: %s\n", gap.c_str());
  }
  std::printf(
      "%s is activated from %s, by %s and %s. A running serve takes it up when started"
      " again.\n",
      record->pack_id.c_str(), date_text(record->effective_from).c_str(), record->by.get().c_str(),
      record->confirmed_by.get().c_str());
  return kExitOk;
}

std::vector<TextOption> with_persons(Options& o, std::vector<TextOption> texts) {
  texts.push_back({"--data", "data folder", &o.data});
  texts.push_back({"--by", "token of an administrator, or @FILE", &o.by, Need::required});
  texts.push_back({"--confirmed-by", "token of another administrator, or @FILE", &o.confirmed_by,
                   Need::required});
  return texts;
}

}  // namespace

Verb policy_keygen_verb() {
  auto options = std::make_shared<Options>();  // shared by the parser and the closure that runs
  return {.name = "policy keygen",
          .help = "Make a key that signs packs: a secret file, and FILE.pub to be trusted.",
          .texts = {{"--out", "file for the secret key", &options->out, Need::required}},
          .numbers = {},
          .flags = {},
          .run = [options] { return run_keygen(*options); }};
}

Verb policy_sign_verb(const Program& program) {
  auto options = std::make_shared<Options>();  // shared as above
  return {.name = "policy sign",
          .help = "Sign a pack; writes <id>.sig beside it.",
          .texts = {{"pack", "pack id, or path of its .toml", &options->pack, Need::required},
                    {"--key", "file of the secret key", &options->key, Need::required},
                    {"--out", "write the signature here instead", &options->out}},
          .numbers = {},
          .flags = {},
          .run = [&program, options] { return run_sign(program, *options); }};
}

Verb policy_trust_verb(const Program& program) {
  auto options = std::make_shared<Options>();  // shared as above
  return {.name = "policy trust",
          .help = "Let a key's signatures count in a data folder; takes two administrators.",
          .texts = with_persons(*options,
                                {{"key", "the public key's file", &options->key, Need::required}}),
          .numbers = {},
          .flags = {},
          .run = [&program, options] { return run_trust(program, *options); }};
}

Verb policy_activate_verb(const Program& program) {
  auto options = std::make_shared<Options>();  // shared as above
  return {
      .name = "policy activate",
      .help = "Put a signed pack in force in a data folder; takes two administrators.",
      .texts = with_persons(
          *options,
          {{"pack", "pack id, or path of its .toml", &options->pack, Need::required},
           {"--signature", "its signature, when it is not beside it", &options->signature}}),
      .numbers = {},
      .flags = {{"--accept-unconfirmed", "accept, and print, what the pack lists as unconfirmed",
                 &options->accept_unconfirmed},
                {"--json", "print the activation record", &options->json}},
      .run = [&program, options] { return run_activate(program, *options); }};
}

}  // namespace truename::cli
