#include "vision/area_resize.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

#include "base/check.h"

namespace truename::vision {
namespace {

// sums += weight * row, over `count` bytes: left to the compiler, which is told to use what each
// instruction set has (CMakeLists.txt compiles this file with -O3).
[[gnu::always_inline]] inline void add_row(const std::uint8_t* __restrict row, float weight,
                                           float* __restrict sums, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) sums[i] += weight * static_cast<float>(row[i]);
}

// One copy for each instruction set; the processor at hand is asked when the program runs.
#if defined(__x86_64__)
[[gnu::target("avx2,fma")]] void add_row_avx2(const std::uint8_t* row, float weight, float* sums,
                                              std::size_t count) {
  add_row(row, weight, sums, count);
}
#endif
void add_row_portable(const std::uint8_t* row, float weight, float* sums, std::size_t count) {
  add_row(row, weight, sums, count);
}

using AddRow = void (*)(const std::uint8_t*, float, float*, std::size_t);
AddRow best_add_row() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0) {
    return add_row_avx2;
  }
#endif
  return add_row_portable;
}

// The source pixels under one target pixel: all whole but the first and the last.
struct Span {
  int first = 0;
  int last = 0;
  float first_weight = 0;
  float last_weight = 0;
  float inner_weight = 0;

  float weight(int at) const {
    return at == first ? first_weight : at == last ? last_weight : inner_weight;
  }
};

std::vector<Span> spans(int from, int to) {
  const double factor = static_cast<double>(from) / to;
  std::vector<Span> out;
  for (int i = 0; i < to; ++i) {
    const double begin = i * factor;
    const double end = std::min((i + 1) * factor, static_cast<double>(from));
    Span span;
    span.first = static_cast<int>(begin);
    span.last = std::max(span.first, static_cast<int>(std::ceil(end)) - 1);
    const double share = 1 / (end - begin);
    span.inner_weight = static_cast<float>(share);
    span.first_weight = static_cast<float>((std::min(end, span.first + 1.0) - begin) * share);
    span.last_weight = static_cast<float>((end - span.last) * share);
    out.push_back(span);
  }
  return out;
}

// Halves to even, as OpenCV does: at 1.5 * 2^23 a float has no digits after the point. The weights
// of a span add to one, so that 255.5 is out of reach.
std::uint8_t rounded(float value) {
  return static_cast<std::uint8_t>(std::bit_cast<std::uint32_t>(value + 12582912.0F));
}

void write_row(const std::vector<float>& sums, const std::vector<Span>& columns,
               std::uint8_t* out) {
  for (const Span& span : columns) {
    const float* pixel = sums.data() + 3 * static_cast<std::size_t>(span.first);
    float blue = pixel[0] * span.first_weight;
    float green = pixel[1] * span.first_weight;
    float red = pixel[2] * span.first_weight;
    for (int x = span.first + 1; x <= span.last; ++x) {
      pixel += 3;
      const float weight = x == span.last ? span.last_weight : span.inner_weight;
      blue += pixel[0] * weight;
      green += pixel[1] * weight;
      red += pixel[2] * weight;
    }
    *out++ = rounded(blue);
    *out++ = rounded(green);
    *out++ = rounded(red);
  }
}

}  // namespace

void area_resize(const PixelRows& from, std::uint8_t* out, int width, int height) {
  CHECK(width > 0 && height > 0 && from.width >= width && from.height >= height);
  static const AddRow kAddRow = best_add_row();
  const std::vector<Span> rows = spans(from.height, height);
  const std::vector<Span> columns = spans(from.width, width);
  std::vector<float> sums(3 * static_cast<std::size_t>(from.width));
  for (const Span& span : rows) {
    std::fill(sums.begin(), sums.end(), 0.0F);
    for (int y = span.first; y <= span.last; ++y) {
      kAddRow(from.first + from.stride * static_cast<std::size_t>(y), span.weight(y), sums.data(),
              sums.size());
    }
    write_row(sums, columns, out);
    out += 3 * static_cast<std::size_t>(width);
  }
}

}  // namespace truename::vision
