#include "evaluation/bounds.h"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>

#include "base/check.h"

namespace truename::evaluation {
namespace {

using Binomial = boost::math::binomial_distribution<>;

bool shows(double claimed, std::uint64_t errors, std::uint64_t trials) {
  return errors < trials && upper_bound_95(errors, trials) <= claimed;
}

}  // namespace

double lower_bound_95(std::uint64_t errors, std::uint64_t trials) {
  CHECK(errors <= trials);
  if (errors == 0) return 0;
  return Binomial::find_lower_bound_on_p(static_cast<double>(trials), static_cast<double>(errors),
                                         1 - kCertainty);
}

double upper_bound_95(std::uint64_t errors, std::uint64_t trials) {
  CHECK(errors <= trials);
  if (errors == trials) return 1;
  return Binomial::find_upper_bound_on_p(static_cast<double>(trials), static_cast<double>(errors),
                                         1 - kCertainty);
}

std::uint64_t trials_needed(double claimed, std::uint64_t errors) {
  CHECK(claimed > 0 && claimed < 1);
  std::uint64_t enough = errors + 1;
  while (!shows(claimed, errors, enough)) enough *= 2;
  std::uint64_t few = enough / 2;
  while (few + 1 < enough) {
    const std::uint64_t middle = few + (enough - few) / 2;
    (shows(claimed, errors, middle) ? enough : few) = middle;
  }
  return enough;
}

double probit(double rate) {
  CHECK(rate > 0 && rate < 1);
  return boost::math::quantile(boost::math::normal_distribution<>(), rate);
}

}  // namespace truename::evaluation
