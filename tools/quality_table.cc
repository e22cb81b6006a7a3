// truename_quality_table: what each quality component measures over a set of pictures, as
// quantiles; an evaluation tool for biometrics engineers, no part of the product.
//
// Names of pictures come on standard input, one a line, or from a pair list. Nothing but aggregate
// numbers leaves the process.

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/files.h"
#include "cli/pairs.h"
#include "face/examiner.h"
#include "vision/image_codec.h"

namespace truename {
namespace {

constexpr std::size_t kPairListLimitBytes = 64 * 1024 * 1024;
constexpr double kQuantiles[] = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};

constexpr const char* kUsage =
    "usage: truename_quality_table --images DIR --manifest FILE --weights DIR --subject SUBJECT\n"
    "                              [--pairs FILE]\n"
    "SUBJECT is probe or portrait; without --pairs, paths below DIR on standard input\n";

using Options = std::map<std::string, std::string>;

bool parse_options(std::span<char*> arguments, Options& options) {
  for (std::size_t i = 1; i < arguments.size(); i += 2) {
    const auto option = options.find(arguments[i]);
    if (option == options.end() || i + 1 == arguments.size()) return false;
    option->second = arguments[i + 1];
  }
  const std::string& subject = options["--subject"];
  return !options["--images"].empty() && !options["--manifest"].empty() &&
         !options["--weights"].empty() && (subject == "probe" || subject == "portrait");
}

Result<std::set<std::string>> paths_of(const std::string& pairs) {
  std::set<std::string> paths;
  if (pairs.empty()) {
    for (std::string line; std::getline(std::cin, line);) paths.insert(line);
    return paths;
  }
  const std::string text = TRY(read_text_file(pairs, kPairListLimitBytes));
  for (const cli::Pair& pair : TRY(cli::parse_pairs(text))) {
    paths.insert({pair.first, pair.second});
  }
  return paths;
}

struct Column {
  std::vector<double> raw;
  int below_limit = 0;
};

struct Table {
  std::vector<Column> columns = std::vector<Column>(std::size(face::quality::kComponents));
  int pictures = 0;
  int with_face = 0;
  int passed = 0;  // no gating component below its limit

  void add(const face::Examiner::Quality& quality) {
    ++with_face;
    passed += quality.report.findings.empty() ? 1 : 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto& raw = quality.measurements[i].raw;
      if (raw) columns[i].raw.push_back(*raw);
      const auto& scalar = quality.report.components[i].scalar;
      columns[i].below_limit += scalar && *scalar < domain::kScalarLimit ? 1 : 0;
    }
  }
};

void print(Table& table) {
  std::printf("%d pictures, a face in %d, %d of these pass every gate\n\n", table.pictures,
              table.with_face, table.passed);
  std::printf(
      "| component | assessed | below limit | 1 %% | 5 %% | 25 %% | 50 %% | 75 %% | 95 %% | "
      "99 %% |\n|---|---|---|---|---|---|---|---|---|---|\n");
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    Column& column = table.columns[i];
    std::sort(column.raw.begin(), column.raw.end());
    const std::string name(face::quality::kComponents[i].name);
    std::printf("| %s | %zu | %d |", name.c_str(), column.raw.size(), column.below_limit);
    for (const double part : kQuantiles) {
      if (column.raw.empty()) {
        std::printf(" |");
        continue;
      }
      const auto at = static_cast<std::size_t>(part * static_cast<double>(column.raw.size() - 1));
      std::printf(" %.4g |", column.raw[at]);
    }
    std::printf("\n");
  }
}

Result<Table> measure(Options& options) {
  const auto manifest = TRY(vision::read_manifest(options["--manifest"]));
  const auto examiner = TRY(face::Examiner::create(manifest, options["--weights"]));
  const auto subject =
      options["--subject"] == "probe" ? domain::Subject::probe : domain::Subject::portrait;
  Table table;
  for (const std::string& path : TRY(paths_of(options["--pairs"]))) {
    const Bytes bytes =
        TRY(read_file(options["--images"] + "/" + path, vision::kEncodedLimitBytes));
    const auto quality = TRY(examiner->quality_of(TRY(vision::decode_image(bytes)), subject));
    ++table.pictures;
    if (quality) table.add(*quality);
  }
  return table;
}

}  // namespace
}  // namespace truename

int main(int count, char** arguments) {
  truename::Options options = {
      {"--images", ""}, {"--manifest", ""}, {"--weights", ""}, {"--subject", ""}, {"--pairs", ""}};
  if (!truename::parse_options({arguments, static_cast<std::size_t>(count)}, options)) {
    std::fputs(truename::kUsage, stderr);
    return 2;
  }
  auto table = truename::measure(options);
  if (!table) {
    std::fprintf(stderr, "%s\n", table.error().message.c_str());
    return 1;
  }
  truename::print(*table);
  return 0;
}
