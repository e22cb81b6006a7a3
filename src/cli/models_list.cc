#include <cstdio>
#include <memory>

#include "cli/program.h"
#include "face/calibrate.h"

namespace truename::cli {
namespace {

struct Row {
  std::string serves;      // "active" or "candidate"
  std::string installed;   // "yes", "no" or what is wrong
  std::string calibrated;  // the table's id, "no", what is wrong, or "" where no score is given
};

Row row_of(const Program& program, const vision::Manifest& manifest,
           const vision::ModelEntry& entry) {
  Row row{.serves = manifest.is_active(entry) ? "active" : "candidate",
          .installed = "yes",
          .calibrated = ""};
  if (const auto bytes = vision::read_model(entry, program.weights); !bytes) {
    row.installed = bytes.error().code == ErrorCode::not_found ? "no" : "wrong file";
  }
  if (!entry.extractor) return row;
  if (entry.calibration.empty()) {
    row.calibrated = "no";
    return row;
  }
  const auto table = face::CalibrationTable::read(manifest.folder / entry.calibration, entry);
  row.calibrated = table ? table->id() : "wrong table";
  return row;
}

int run_models_list(const Program& program, bool json) {
  const auto manifest = program.read_manifest();
  if (!manifest) return report(manifest.error());
  Array models;
  if (!json) {
    std::printf("%-15s %-19s %-10s %-10s %-19s %s\n", "role", "id", "serves", "installed",
                "calibrated", "licence");
  }
  for (const vision::ModelEntry& entry : manifest->models) {
    const Row row = row_of(program, *manifest, entry);
    models.push_back(Value()
                         .set("id", entry.id)
                         .set("role", entry.role)
                         .set("serves", row.serves)
                         .set("installed", row.installed)
                         .set("calibrated", row.calibrated)
                         .set("licence", entry.licence)
                         .set("provenance", entry.provenance));
    if (json) continue;
    std::printf("%-15s %-19s %-10s %-10s %-19s %s\n    %s\n", entry.role.c_str(), entry.id.c_str(),
                row.serves.c_str(), row.installed.c_str(), row.calibrated.c_str(),
                entry.licence.c_str(), entry.provenance.c_str());
  }
  if (json) print_json(Value().set("models", std::move(models)));
  return kExitOk;
}

}  // namespace

Verb models_list_verb(const Program& program) {
  auto json = std::make_shared<bool>(false);  // shared by the parser and the closure that runs
  return {.name = "models list",
          .help = "Show the listed models: which serve, which are candidates, and their origin.",
          .texts = {},
          .numbers = {},
          .flags = {{"--json", "print one JSON object", json.get()}},
          .run = [&program, json] { return run_models_list(program, *json); }};
}

}  // namespace truename::cli
