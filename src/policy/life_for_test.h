// A small pack with a life table that holds, for tests to break and to walk; no real country's.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/files.h"
#include "base/toml.h"
#include "policy/pack.h"
#include "policy/parse_life.h"

namespace truename::policy {

inline std::string small_life() {
  const auto file = std::filesystem::path(TRUENAME_HOME) / "tests/fixtures/life/small.toml";
  return read_text_file(file, 1 << 20).value();
}

// The table with one passage replaced, which must stand in it.
inline std::string life_with(std::string_view from, std::string_view to,
                             std::string text = small_life()) {
  const std::size_t at = text.find(from);
  CHECK(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

inline Result<LifeTable> read_life(std::string_view text) {
  std::vector<std::string> doubts;
  const Value value = TRY(parse_toml(text, "small.toml"));
  return parse_life_table(value, "small", doubts);
}

inline Pack small_pack(std::string_view text = small_life()) {
  Pack pack;
  pack.id = "small";
  pack.life = read_life(text).value();
  return pack;
}

}  // namespace truename::policy
