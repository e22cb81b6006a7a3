#include <cstdio>
#include <memory>

#include "base/files.h"
#include "base/json.h"
#include "cli/program.h"
#include "document/examine.h"
#include "vision/image_codec.h"

namespace truename::cli {
namespace {

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

Result<Value> inspect_document(const Program& program, const std::string& path) {
  const domain::Image picture = TRY(decode(path));
  const auto reader = TRY(program.open_reader());
  const domain::DocumentReading reading = TRY(reader->read(picture));
  const domain::DocumentFields& fields = reading.fields;
  const Date today = date_of(SystemClock().now());
  const auto evidence = document::examine(reading, std::nullopt, std::nullopt, today);
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
      .set("number_check", domain::check_text(evidence.number))
      .set("consistent", domain::check_text(evidence.consistent))
      .set("confidence", reading.confidence);
}

Result<Value> inspect_probe(const Program& program, const std::string& path) {
  const domain::Image picture = TRY(decode(path));
  const auto examiner = TRY(program.open_examiner());
  const domain::FaceEvidence face = TRY(examiner->assess(picture));
  Array findings;
  for (const auto& finding : face.findings) findings.push_back(finding.component);
  return Value()
      .set("width", picture.width)
      .set("height", picture.height)
      .set("quality", face.quality ? Value(*face.quality) : Value())
      .set("findings", std::move(findings));
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
