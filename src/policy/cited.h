// Reading values with their citation, `{ value, cite, confidence, doubt }`; nothing of any rule.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/fields.h"
#include "base/result.h"
#include "policy/pack.h"

namespace truename::policy {

// Where in a pack something stands, for its errors, and where its doubts are gathered.
struct Context {
  std::string where;  // "cn.toml rule \"line-cap\""
  std::string id;     // stands before a doubt
  std::vector<std::string>& doubts;
};

// Each complains through `in` when the text or number is not of its kind.
std::string read_text(Fields& in, std::string_view key);  // 1..4096 bytes
Mark read_mark(Fields& in);
double number_above_0_to_1(Fields& in);
int integer_between(Fields& in, std::int64_t least, std::int64_t most);
// Adds the optional "doubt" of a table to the context's doubts.
void note_doubt(Fields& in, Context& context);

// One cited table under `key`; `read` takes the value out of it.
template <class Read>
auto read_cited(Fields& table, std::string_view key, Context& context, Read read)
    -> Result<Cited<decltype(read(table))>> {
  const std::string named = "\"" + std::string(key) + "\"";
  const Value* const found = table.any(key);
  if (found == nullptr) {
    return fail(ErrorCode::bad_input, context.where + " needs " + named + ".");
  }
  Fields in(*found, context.where + " " + named);
  Cited<decltype(read(table))> out;
  out.value = read(in);
  out.cite = read_text(in, "cite");
  out.mark = read_mark(in);
  note_doubt(in, context);
  TRY_STATUS(in.finish());
  return out;
}

}  // namespace truename::policy
