// Several photographs of one person as one fused template, and how often strangers reach a score
// against it; a measurement, no part of the product.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evaluation/study.h"
#include "tools/match/templates.h"

namespace truename::match {

// Of the persons, one part to measure rows on and one to hold them to account.
enum class Half { first, second };
// By the name alone, so that no person is in both and a longer list moves nobody.
Half half_of(const std::string& subject);

struct Group {
  face::Template fused;
  double agreement = 1;  // see face/fusion.h
  std::uint32_t subject = 0;
};
struct Groups {
  std::vector<Group> groups;
  std::size_t subjects = 0;  // that have at least one
};
// Of each person of this half with at least `count` pictures, every `count` neighbours in the order
// of the paths, the last followed by the first: as many groups as pictures, no two alike. `numbers`
// name the person of each picture.
Groups groups_of(const std::vector<std::string>& subjects,
                 const std::vector<std::uint32_t>& numbers, const Templates& plain,
                 std::size_t count, Half half);
// One picture in several ways, as probes that are as alike as probes can be.
Groups views_of(const std::vector<std::string>& subjects, const std::vector<std::uint32_t>& numbers,
                const Side& side, const std::vector<std::string>& ways, Half half);

std::vector<std::uint32_t> numbers_of(const std::vector<std::string>& subjects);

enum class GroupScore {
  fused,  // of the fused template
  mean,   // of the pictures one by one
};
// Each group against the portraits of all other persons of its half.
evaluation::StudySample measure(const Groups& groups, const std::vector<std::string>& subjects,
                                const std::vector<std::uint32_t>& numbers,
                                const Templates& portraits, Half half, GroupScore kind);

}  // namespace truename::match
