#include <cstdio>
#include <memory>

#include "base/files.h"
#include "base/json.h"
#include "cli/program.h"
#include "document/examine.h"
#include "vision/image_codec.h"

namespace truename::cli {
namespace {

using domain::Subject;

struct Options {
  std::string picture;
  bool probe = false;
  bool json = false;
};

Result<domain::Image> decode(const std::string& path) {
  return vision::decode_image(TRY(read_file(path, vision::kEncodedLimitBytes)));
}

Value optional_date(const std::optional<Date>& date) {
  return date ? Value(date_text(*date)) : Value();
}

// For an engineer: raw values stand here and nowhere else.
Value components_value(const face::Examiner::Quality& quality) {
  Array out;
  for (std::size_t i = 0; i < quality.report.components.size(); ++i) {
    const domain::ComponentResult& result = quality.report.components[i];
    const face::quality::Measurement& measurement = quality.measurements[i];
    out.push_back(Value()
                      .set("component", result.component)
                      .set("status", result.scalar ? "assessed" : "not_assessed")
                      .set("reason", result.not_assessed)
                      .set("raw", measurement.raw ? Value(*measurement.raw) : Value())
                      .set("unit", face::quality::kComponents[i].unit)
                      .set("scalar", result.scalar ? Value(*result.scalar) : Value())
                      .set("use", face::quality::use_text(quality.uses[i])));
  }
  return out;
}

// Null where there is no picture or no face in it.
Result<Value> inspect_face(const Program& program, const domain::Image& picture,
                           domain::Subject subject) {
  if (picture.empty()) return Value();
  const auto examiner = TRY(program.open_examiner());
  const auto quality = TRY(examiner->quality_of(picture, subject));
  if (!quality) return Value();
  Array findings;
  for (const auto& finding : quality->report.findings) findings.push_back(finding.component);
  const auto& worst = quality->report.worst_gate;
  return Value()
      .set("quality", worst ? Value(*worst) : Value())
      .set("findings", std::move(findings))
      .set("components", components_value(*quality));
}

Result<Value> inspect_document(const Program& program, const std::string& path) {
  const domain::Image picture = TRY(decode(path));
  const auto reader = TRY(program.open_reader());
  const domain::DocumentReading reading = TRY(reader->read(picture));
  const domain::DocumentFields& fields = reading.fields;
  const Date today = date_of(SystemClock().now());
  const auto evidence = document::examine(reading, std::nullopt, std::nullopt, today);
  Value face = TRY(inspect_face(program, reading.portrait, Subject::portrait));
  return Value()
      .set("type", domain::document_type_text(reading.type))
      .set("name", fields.name.reveal())
      .set("sex", fields.sex)
      .set("nation", fields.nation)
      .set("birth_date", optional_date(fields.birth_date))
      .set("address", fields.address.reveal())
      .set("number", fields.number.reveal())
      .set("issuing_state", fields.issuing_state)
      .set("expiry_date", optional_date(fields.expiry_date))
      .set("mrz", Array(fields.mrz.begin(), fields.mrz.end()))
      .set("portrait", Array{reading.portrait.width, reading.portrait.height})
      .set("portrait_face", std::move(face))
      .set("number_check", domain::check_text(evidence.number))
      .set("consistent", domain::check_text(evidence.consistent))
      .set("confidence", reading.confidence);
}

Result<Value> inspect_probe(const Program& program, const std::string& path) {
  const domain::Image picture = TRY(decode(path));
  Value face = TRY(inspect_face(program, picture, Subject::probe));
  if (face.is_null()) face = Value().set("findings", Array{"no_face"});
  return Value()
      .set("width", picture.width)
      .set("height", picture.height)
      .set("face", std::move(face));
}

int run_inspect(const Program& program, const Options& options) {
  const auto value = options.probe ? inspect_probe(program, options.picture)
                                   : inspect_document(program, options.picture);
  if (!value) return report(value.error());
  if (options.json) {
    print_json(*value);
    return kExitOk;
  }
  for (const Member& member : *value->as<Object>()) {
    const auto* text = member.second.as<std::string>();
    std::printf("%-14s %s\n", member.first.c_str(),
                text != nullptr ? text->c_str() : write_json(member.second).c_str());
  }
  return kExitOk;
}

}  // namespace

Verb inspect_verb(const Program& program) {
  auto options = std::make_shared<Options>();  // shared by the parser and the closure that runs
  return {.name = "inspect",
          .help = "Show what is read from a document, or found in a probe; stores nothing.",
          .texts = {{"picture", "JPEG or PNG file", &options->picture, Need::required}},
          .numbers = {},
          .flags = {{"--probe", "the picture is a live capture", &options->probe},
                    {"--json", "print one JSON object", &options->json}},
          .run = [&program, options] { return run_inspect(program, *options); }};
}

}  // namespace truename::cli
