#include <algorithm>
#include <cstdio>
#include <memory>

#include "cli/program.h"
#include "vision/onnx.h"

namespace truename::cli {
namespace {

namespace fs = std::filesystem;

// R120: what lies among the weights and is not listed could be taken for something that was looked
// at. Nothing would ever open it.
Status check_nothing_unlisted(const vision::Manifest& manifest, const fs::path& weights) {
  std::error_code error;
  for (const auto& file : fs::directory_iterator(weights, error)) {
    const std::string name = file.path().filename();
    const bool listed =
        std::any_of(manifest.models.begin(), manifest.models.end(),
                    [&](const vision::ModelEntry& entry) { return entry.file == name; });
    if (listed || name.starts_with(".part-")) continue;  // a download under way (tools/fetch.py)
    return fail(ErrorCode::bad_input, "The file " + name +
                                          " is not listed in models/manifest.toml and cannot "
                                          "serve; list it (docs/models.md) or delete it.");
  }
  if (error) return fail(ErrorCode::not_found, "There are no weights; run ./dev install.");
  return {};
}

// An active model must be there and good; a candidate may be absent, but not wrong. `state` says
// which of them it is.
Result<std::string> verify(const Program& program, const vision::Manifest& manifest,
                           const vision::ModelEntry& entry) {
  const auto bytes = vision::read_model(entry, program.weights);
  if (manifest.is_active(entry)) {
    if (!bytes) return fail(bytes.error());
    return "active";
  }
  if (!bytes && bytes.error().code == ErrorCode::not_found) return "candidate, not installed";
  if (!bytes) return fail(bytes.error());
  TRY(program.open_comparer(entry.id));
  return "candidate";
}

int run_models_verify(const Program& program, bool json) {
  const auto manifest = program.read_manifest();
  if (!manifest) return report(manifest.error());
  Array models;
  for (const vision::ModelEntry& entry : manifest->models) {
    const auto state = verify(program, *manifest, entry);
    if (!state) return report(state.error());
    models.push_back(Value()
                         .set("id", entry.id)
                         .set("role", entry.role)
                         .set("state", *state)
                         .set("file", entry.file)
                         .set("sha256", to_hex(entry.sha256))
                         .set("licence", entry.licence)
                         .set("provenance", entry.provenance));
    if (!json) {
      std::printf("%-15s %-19s %-25s %s\n", entry.role.c_str(), entry.id.c_str(), state->c_str(),
                  entry.licence.c_str());
    }
  }
  // Shapes, and the calibration of exactly the active extraction network (R22), as at the start.
  if (const auto examiner = program.open_examiner(); !examiner) return report(examiner.error());
  if (const auto reader = program.open_reader(); !reader) return report(reader.error());
  const Status unlisted = check_nothing_unlisted(*manifest, program.weights);
  if (!unlisted) return report(unlisted.error());
  const std::string set_digest = digest_text(manifest->set_digest);
  if (json) {
    print_json(Value()
                   .set("models", std::move(models))
                   .set("engine", vision::engine_version())
                   .set("model_set_digest", set_digest));
  } else {
    std::printf("engine %s\nmodel set %s\n", vision::engine_version().c_str(), set_digest.c_str());
  }
  return kExitOk;
}

}  // namespace

Verb models_verify_verb(const Program& program) {
  auto json = std::make_shared<bool>(false);  // shared by the parser and the closure that runs
  return {.name = "models verify",
          .help = "Check every model: hash, shape, calibration, and that nothing is unlisted.",
          .texts = {},
          .numbers = {},
          .flags = {{"--json", "print one JSON object", json.get()}},
          .run = [&program, json] { return run_models_verify(program, *json); }};
}

}  // namespace truename::cli
