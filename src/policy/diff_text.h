// Small words of policy diff: values, lists and durations as a person reads them; knows no rule.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"

namespace truename::policy {

// Text in quotes, numbers and flags plain, a list joined; of a cited table its value alone.
std::string shown(const Value& value);
// "P60D" as "60 days"; what is no such duration as it stands.
std::string duration_words(const std::string& text);
// "max_lines" as "max lines".
std::string key_words(std::string text);
// "a, b or c".
std::string joined(const std::vector<std::string>& words, std::string_view last);
// The texts of a list under `key`; empty when there is none.
std::vector<std::string> texts_of(const Value& table, std::string_view key);
// The text under `key`, or nothing.
std::string text_of(const Value& table, std::string_view key);

}  // namespace truename::policy
