// Check: what became of one thing that was to be looked at; says nothing of what follows from it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/fields.h"

namespace truename::domain {

enum class Check { pass, fail, not_applicable };
std::string_view check_text(Check check);

// Of the member `key`; complains when it names no check. Absent: not_applicable, as in evidence
// from before there was such a check.
Check read_check_or_none(Fields& in, std::string_view key);
Check read_check(Fields& in, std::string_view key);

// Writes the member unless it says nothing, so that evidence without it keeps its digest.
void set_check(Value& out, std::string_view key, Check check);

// The member `key` as one of `all` by its name; complains and gives the first otherwise.
template <class Enum, std::size_t kCount>
Enum read_named(Fields& in, std::string_view key, const Enum (&all)[kCount],
                std::string_view (*name)(Enum)) {
  const std::string text = in.text(key);
  for (const Enum one : all) {
    if (name(one) == text) return one;
  }
  in.complain("has an unknown " + std::string(key) + " \"" + text + "\"");
  return all[0];
}

}  // namespace truename::domain
