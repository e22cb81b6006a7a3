#include "cli/bench_face.h"

#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "base/files.h"
#include "vision/image_codec.h"

namespace truename::cli {
namespace {

// Multiply-adds of each network as shipped, in millions, counted once from its graph (2026-11-23).
// What the runtime really does differs a little: channels are filled to blocks.
constexpr double kDetectMacs = 100.4;
constexpr double kLandmarkMacs = 15.6;
constexpr double kPadMacs = 104.2;
constexpr double kExtractMacs = 221.2;

// Two pictures; landmarks are looked for twice in each.
std::vector<FaceStage> empty_stages() {
  return {{"decode"},  {"detect", 0, 2 * kDetectMacs}, {"landmarks", 0, 4 * kLandmarkMacs},
          {"quality"}, {"pad", 0, kPadMacs},           {"extract", 0, 2 * kExtractMacs},
          {"compare"}};
}

// Since the process was started, by the kernel's own note of it (in ticks of 10 ms).
double age_ms() {
  std::ifstream file("/proc/self/stat");
  std::string text;
  std::getline(file, text);
  // The second field is the program's name in brackets and may hold blanks; start is the 22nd.
  std::istringstream fields(text.substr(std::min(text.size(), text.rfind(')') + 1)));
  std::string field;
  for (int i = 3; i <= 22; ++i) fields >> field;
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  const double ticks = std::strtod(field.c_str(), nullptr);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6 -
         ticks * 1e3 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double gflops(const FaceStage& stage) { return 2 * stage.mega_macs / stage.cpu_ms; }

}  // namespace

Result<FacePictures> fixture_pictures(const Program& program) {
  const auto people = program.home / "tests/fixtures/people";
  FacePictures pictures;
  pictures.probe = TRY(read_file(people / "p01/live.jpg", vision::kEncodedLimitBytes));
  pictures.portrait = TRY(read_file(people / "p02/live.jpg", vision::kEncodedLimitBytes));
  return pictures;
}

Result<face::TimedEvidence> examine_pair(const face::Examiner& examiner,
                                         const FacePictures& pictures, double& decode_ms) {
  const auto probe =
      TRY(face::timed(decode_ms, [&] { return vision::decode_image(pictures.probe); }));
  const auto portrait =
      TRY(face::timed(decode_ms, [&] { return vision::decode_image(pictures.portrait); }));
  return examiner.examine_timed(probe, portrait);
}

Result<FaceFigures> measure_face_part(const Program& program, const FacePictures& pictures,
                                      int rounds) {
  FaceFigures figures{.stages = empty_stages()};
  const auto examiner = TRY(program.open_examiner());
  std::vector<std::vector<double>> times(figures.stages.size());
  std::vector<double> sums;
  for (int round = -2; round < rounds; ++round) {  // the first two warm up and are not counted
    double decode_ms = 0;
    const face::StageTimes cpu = TRY(examine_pair(*examiner, pictures, decode_ms)).cpu;
    if (round == -2) {
      figures.first_answer_ms = age_ms();
      figures.first_answer_cpu_ms = process_cpu_ms();
    }
    if (cpu.extract_ms <= 0) {
      return fail(ErrorCode::bad_input,
                  "The pictures are refused before they are compared; take ones that pass.");
    }
    if (round < 0) continue;
    const double values[] = {decode_ms,  cpu.detect_ms,  cpu.landmarks_ms, cpu.quality_ms,
                             cpu.pad_ms, cpu.extract_ms, cpu.compare_ms};
    double sum = 0;
    for (std::size_t i = 0; i < std::size(values); ++i) {
      times[i].push_back(values[i]);
      sum += values[i];
    }
    sums.push_back(sum);
  }
  for (std::size_t i = 0; i < times.size(); ++i) figures.stages[i].cpu_ms = median(times[i]);
  figures.face_part_ms = median(sums);
  figures.resident_mb = resident_now_mb();
  figures.peak = peak_rate();
  return figures;
}

void print_face_figures(const FaceFigures& figures) {
  std::printf(
      "face part, two 720x960 JPEGs, one core; peak %.1f GFLOP/s (%s, fused multiply-add)\n",
      figures.peak.gflops, figures.peak.unit);
  for (const FaceStage& stage : figures.stages) {
    std::printf("%-22s %9.3f ms", stage.name.c_str(), stage.cpu_ms);
    if (stage.mega_macs > 0) {
      std::printf("  %6.1f MMAC  %5.1f GFLOP/s  %3.0f %% of peak", stage.mega_macs, gflops(stage),
                  100 * gflops(stage) / figures.peak.gflops);
    }
    std::printf("\n");
  }
  std::printf("face part              %9.3f ms\n", figures.face_part_ms);
  std::printf(
      "first answer           %9.0f ms   (wall, from the start of the process; CPU %.0f ms)\n",
      figures.first_answer_ms, figures.first_answer_cpu_ms);
  std::printf("resident, face alone   %9.1f MB\n\n", figures.resident_mb);
}

Value face_figures_json(const FaceFigures& figures) {
  Value cpu;
  Value rates;
  for (const FaceStage& stage : figures.stages) {
    cpu.set(stage.name, stage.cpu_ms);
    if (stage.mega_macs > 0) rates.set(stage.name, gflops(stage));
  }
  return Value()
      .set("cpu_ms", std::move(cpu))
      .set("gflops", std::move(rates))
      .set("peak_gflops", figures.peak.gflops)
      .set("peak_unit", figures.peak.unit)
      .set("face_part_ms", figures.face_part_ms)
      .set("first_answer_ms", figures.first_answer_ms)
      .set("first_answer_cpu_ms", figures.first_answer_cpu_ms)
      .set("resident_mb", figures.resident_mb);
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[values.size() / 2];
}

double resident_now_mb() {
  std::ifstream file("/proc/self/statm");
  double all_pages = 0;
  double resident_pages = 0;
  file >> all_pages >> resident_pages;
  return resident_pages * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

double resident_most_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

double process_cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

}  // namespace truename::cli
