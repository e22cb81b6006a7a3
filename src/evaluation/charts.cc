#include "evaluation/charts.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "evaluation/bounds.h"
#include "evaluation/number_text.h"

namespace truename::evaluation {
namespace {

// Of the drawing, not of the page: the SVG scales with its column.
constexpr double kWidth = 560;
constexpr double kHeight = 400;
constexpr double kLeft = 72;
constexpr double kRight = 14;
constexpr double kTop = 14;
constexpr double kBottom = 52;

std::string format(const char* pattern, auto... values) {
  char text[256];
  std::snprintf(text, sizeof text, pattern, values...);
  return text;
}

std::string open_svg(const std::string& name) {
  return format("<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"", kWidth, kHeight) +
         name + "\">\n";
}

std::string line(double x1, double y1, double x2, double y2, const char* style) {
  return format("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>\n", x1, y1,
                x2, y2, style);
}

std::string label(double x, double y, const char* anchor, const std::string& text) {
  return format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor) + text +
         "</text>\n";
}

// A value range laid on a side of the drawing.
struct Axis {
  double low = 0;
  double high = 1;
  double from = 0;
  double to = 1;
  double at(double value) const {
    const double inside = std::clamp(value, low, high);
    return from + (inside - low) / (high - low) * (to - from);
  }
};

std::string axis_name(const std::string& across, const std::string& up) {
  return label((kLeft + kWidth - kRight) / 2, kHeight - 10, "middle", across) +
         format("<text transform=\"translate(14 %.1f) rotate(-90)\" text-anchor=\"middle\">",
                (kTop + kHeight - kBottom) / 2) +
         up + "</text>\n";
}

std::string percent(double rate) {
  const double percents = rate * 100;
  return percents >= 0.1 ? format("%g %%", percents) : format("%.0e", rate);
}

// The rates a DET curve is read at; those outside the sample's reach are left out.
constexpr double kDetTicks[] = {1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.05, 0.2, 0.5};

double smallest_rate(std::uint64_t trials) {
  return std::clamp(0.5 / static_cast<double>(std::max<std::uint64_t>(trials, 1)), 1e-7, 0.01);
}

std::string det_grid(const Axis& across, const Axis& up) {
  std::string out;
  for (const double rate : kDetTicks) {
    const double deviate = probit(rate);
    if (deviate >= across.low && deviate <= across.high) {
      const double x = across.at(deviate);
      out += line(x, kTop, x, kHeight - kBottom, "grid");
      out += label(x, kHeight - kBottom + 18, "middle", percent(rate));
    }
    if (deviate >= up.low && deviate <= up.high) {
      const double y = up.at(deviate);
      out += line(kLeft, y, kWidth - kRight, y, "grid");
      out += label(kLeft - 6, y + 4, "end", percent(rate));
    }
  }
  return out;
}

std::string bars(const std::vector<double>& parts, const Axis& across, const Axis& up,
                 const char* style) {
  std::string path = format("<path class=\"%s\" d=\"M%.1f %.1f", style, across.from, up.from);
  const double width = (across.to - across.from) / static_cast<double>(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    path += format("V%.1fH%.1f", up.at(parts[i]), across.from + static_cast<double>(i + 1) * width);
  }
  return path + format("V%.1fZ\"/>\n", up.from);
}

// 1, 2 or 5 times a power of ten, not above `step`.
double round_step(double step) {
  const double ten = std::pow(10, std::floor(std::log10(step)));
  for (const int digit : {5, 2}) {
    if (digit * ten <= step) return digit * ten;
  }
  return ten;
}

struct Histogram {
  double low = 0;
  double high = 1;
  std::vector<double> genuine;  // parts of the kind's comparisons
  std::vector<double> impostor;
};

// Bars of 0.02: four steps each.
Histogram histogram_of(const Matching& matching) {
  constexpr std::size_t kStepsInBar = 4;
  const std::vector<Step>& steps = matching.steps;
  Histogram histogram;
  histogram.low = steps.front().threshold;
  for (std::size_t i = 0; i < steps.size(); i += kStepsInBar) {
    const bool last = i + kStepsInBar >= steps.size();
    const Step next = last ? Step{} : steps[i + kStepsInBar];
    const auto part = [&](std::uint64_t from, std::uint64_t to, std::uint64_t all) {
      return static_cast<double>(from - to) / static_cast<double>(std::max<std::uint64_t>(all, 1));
    };
    histogram.genuine.push_back(
        part(steps[i].genuine_reaching, next.genuine_reaching, matching.counts.genuine_compared));
    histogram.impostor.push_back(part(steps[i].impostor_reaching, next.impostor_reaching,
                                      matching.counts.impostor_compared));
  }
  histogram.high =
      histogram.low + static_cast<double>(histogram.genuine.size() * kStepsInBar) * kScoreStep;
  return histogram;
}

}  // namespace

std::string det_svg(const Matching& matching) {
  const double fmr_low = smallest_rate(matching.counts.impostor_compared);
  const double fnmr_low = smallest_rate(matching.counts.genuine_compared);
  const Axis across{probit(fmr_low), probit(0.6), kLeft, kWidth - kRight};
  const Axis up{probit(fnmr_low), probit(0.6), kHeight - kBottom, kTop};
  std::string out = open_svg("DET curve: FNMR against FMR; the table of thresholds says the same");
  out += det_grid(across, up);
  out += format("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"frame\"/>\n",
                kLeft, kTop, kWidth - kLeft - kRight, kHeight - kTop - kBottom);
  std::string points;
  double before = kHeight;
  for (const DetPoint& point : matching.det) {
    const double x = across.at(probit(std::clamp(point.fmr, fmr_low, 0.6)));
    const double y = up.at(probit(std::clamp(point.fnmr, fnmr_low, 0.6)));
    // Up before left: between two points the curve shows the worse of both.
    if (!points.empty()) points += format("%.1f,%.1f ", before, y);
    points += format("%.1f,%.1f ", x, y);
    before = x;
  }
  out += "<polyline class=\"det\" points=\"" + points + "\"/>\n";
  if (matching.at_operating) {
    const double fmr = std::clamp(matching.at_operating->fmr.value(), fmr_low, 0.6);
    const double fnmr = std::clamp(matching.at_operating->fnmr.value(), fnmr_low, 0.6);
    const double x = across.at(probit(fmr));
    const double y = up.at(probit(fnmr));
    out += format("<circle class=\"mark\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>\n", x, y);
    const bool right = x < kWidth / 2;
    out += label(x + (right ? 10 : -10), y - 9, right ? "start" : "end", "operating point");
  }
  return out + axis_name("FMR", "FNMR") + "</svg>\n";
}

std::string histogram_svg(const Matching& matching) {
  const Histogram histogram = histogram_of(matching);
  const double top =
      1.08 * std::max(*std::max_element(histogram.genuine.begin(), histogram.genuine.end()),
                      *std::max_element(histogram.impostor.begin(), histogram.impostor.end()));
  const Axis across{histogram.low, histogram.high, kLeft, kWidth - kRight};
  const Axis up{0, top, kHeight - kBottom, kTop};
  std::string out = open_svg("Histogram of comparison scores of genuine and impostor pairs");
  const double step = round_step(top / 4);
  for (double part = step; part < top; part += step) {
    out += line(kLeft, up.at(part), kWidth - kRight, up.at(part), "grid");
    out += label(kLeft - 6, up.at(part) + 4, "end", format("%g %%", 100 * part));
  }
  for (int tenth = -10; tenth <= 10; tenth += 2) {
    const double score = tenth / 10.0;
    if (score < histogram.low - 1e-9 || score > histogram.high + 1e-9) continue;
    out += label(across.at(score), kHeight - kBottom + 18, "middle", format("%.1f", score));
  }
  out += bars(histogram.impostor, across, up, "impostor");
  out += bars(histogram.genuine, across, up, "genuine");
  out += line(kLeft, kHeight - kBottom, kWidth - kRight, kHeight - kBottom, "frame");
  if (matching.operating) {
    const double x = across.at(matching.operating->threshold);
    out += line(x, kTop, x, kHeight - kBottom, "threshold");
  }
  return out + axis_name("comparison score", "part of the pairs of its kind") + "</svg>\n";
}

}  // namespace truename::evaluation
