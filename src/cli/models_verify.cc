#include <cstdio>
#include <memory>

#include "cli/program.h"
#include "vision/onnx.h"

namespace truename::cli {
namespace {

int run_models_verify(const Program& program, bool json) {
  const auto manifest = program.read_manifest();
  if (!manifest) return report(manifest.error());
  Array models;
  for (const vision::ModelEntry& entry : manifest->models) {
    const auto bytes = vision::read_model(entry, program.weights);
    if (!bytes) return report(bytes.error());
    models.push_back(Value()
                         .set("role", entry.role)
                         .set("file", entry.file)
                         .set("sha256", to_hex(entry.sha256))
                         .set("licence", entry.licence)
                         .set("provenance", entry.provenance));
    if (!json) {
      std::printf("%-15s %-38s %s\n", entry.role.c_str(), entry.file.c_str(),
                  entry.licence.c_str());
    }
  }
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
          .help = "Check every model file against the manifest's hashes.",
          .texts = {},
          .numbers = {},
          .flags = {{"--json", "print one JSON object", json.get()}},
          .run = [&program, json] { return run_models_verify(program, *json); }};
}

}  // namespace truename::cli
