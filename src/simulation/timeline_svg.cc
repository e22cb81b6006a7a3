#include "simulation/timeline_svg.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace truename::simulation {
namespace {

constexpr double kWidth = 900;
constexpr double kHeight = 420;
constexpr double kLeft = 80;
constexpr double kRight = 170;  // room for the legend
constexpr double kTop = 50;
constexpr double kBottom = 40;
constexpr int kSteps = 4;  // of the scale on the left
constexpr std::size_t kWeeksOfALabel = 12;
// Told apart also by people who do not see all colours (Okabe and Ito 2008).
constexpr std::array kColours = {"#bbbbbb", "#56b4e9", "#009e73", "#f0e442", "#d55e00",
                                 "#cc79a7", "#0072b2", "#e69f00", "#000000"};

template <class... Parts>
std::string format(const char* form, Parts... parts) {
  char text[256];
  std::snprintf(text, sizeof text, form, parts...);
  return text;
}

struct Scale {
  double weeks = 1;
  double most = 1;
  double x(std::size_t week) const {
    return kLeft + (kWidth - kLeft - kRight) * static_cast<double>(week) / weeks;
  }
  double y(double lines) const {
    return kHeight - kBottom - (kHeight - kTop - kBottom) * lines / most;
  }
};

std::string text_at(double x, double y, const char* anchor, const std::string& text) {
  return format("<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"%s\">", x, y, anchor) + text +
         "</text>\n";
}

// A number that nobody ever held is no line; the free ones would hide the others.
std::vector<std::size_t> shown_states(const Report& report) {
  std::vector<std::size_t> out;
  for (std::size_t i = 1; i < report.states.size(); ++i) out.push_back(i);
  return out;
}

double sum_of(const Week& week, const std::vector<std::size_t>& shown, std::size_t below) {
  double out = 0;
  for (std::size_t i = 0; i < below; ++i) out += week.lines[shown[i]];
  return out;
}

// The least of 1, 2, 2.5 and 5 times a power of ten that reaches `most` in kSteps.
double nice_top(double most) {
  for (double power = 1;; power *= 10) {
    for (const double part : {1.0, 2.0, 2.5, 5.0}) {
      const double step = part * power;
      if (step * kSteps >= most && step == std::floor(step)) return step * kSteps;
    }
  }
}

std::string area(const Report& report, const Scale& scale, const std::vector<std::size_t>& shown,
                 std::size_t layer) {
  std::string out = "<path fill=\"";
  out += kColours[shown[layer] % kColours.size()];
  out += "\" d=\"M";
  for (std::size_t week = 0; week < report.weeks.size(); ++week) {
    out +=
        format("%.1f %.1f ", scale.x(week), scale.y(sum_of(report.weeks[week], shown, layer + 1)));
  }
  for (std::size_t week = report.weeks.size(); week-- > 0;) {
    out += format("L%.1f %.1f ", scale.x(week), scale.y(sum_of(report.weeks[week], shown, layer)));
  }
  return out + "Z\"/>\n";
}

std::string axes(const Report& report, const Scale& scale) {
  std::string out;
  for (int i = 0; i <= kSteps; ++i) {
    const double lines = scale.most * i / kSteps;
    const double y = scale.y(lines);
    out += format("<path stroke=\"#ccc\" d=\"M%.0f %.1fH%.0f\"/>\n", kLeft, y, kWidth - kRight);
    out += text_at(kLeft - 6, y + 4, "end", format("%.0f", lines));
  }
  int year = 0;
  for (std::size_t week = 0; week < report.weeks.size(); ++week) {
    if (report.weeks[week].day.year == year) continue;
    const std::size_t soon = std::min(week + kWeeksOfALabel, report.weeks.size() - 1);
    if (report.weeks[soon].day.year != report.weeks[week].day.year) continue;
    year = report.weeks[week].day.year;
    out += text_at(scale.x(week), kHeight - kBottom + 18, "start", std::to_string(year));
  }
  return out;
}

}  // namespace

std::string timeline_svg(const Report& report) {
  const std::vector<std::size_t> shown = shown_states(report);
  Scale scale;
  scale.weeks = std::max<double>(1, static_cast<double>(report.weeks.size()) - 1);
  for (const Week& week : report.weeks) {
    scale.most = std::max(scale.most, sum_of(week, shown, shown.size()));
  }
  scale.most = nice_top(scale.most);
  std::string out = format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" "
      "font-family=\"sans-serif\" "
      "font-size=\"12\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
      kWidth, kHeight);
  out += text_at(kLeft, 24, "start",
                 "Lines by state, " + report.policy_id + ": " + std::to_string(report.people) +
                     " people, " + std::to_string(report.years) + " years, seed " +
                     std::to_string(report.seed));
  out += axes(report, scale);
  for (std::size_t layer = 0; layer < shown.size(); ++layer)
    out += area(report, scale, shown, layer);
  for (std::size_t layer = 0; layer < shown.size(); ++layer) {
    const double y = kTop + 20.0 * static_cast<double>(shown.size() - layer);
    out += format("<rect x=\"%.0f\" y=\"%.0f\" width=\"14\" height=\"14\" fill=\"%s\"/>\n",
                  kWidth - kRight + 14, y - 12, kColours[shown[layer] % kColours.size()]);
    out += text_at(kWidth - kRight + 34, y, "start", report.states[shown[layer]]);
  }
  return out + "</svg>\n";
}

}  // namespace truename::simulation
