#include "evaluation/score_file.h"

namespace evaluation = truename::evaluation;

// The list and header that the corpus's files are bound to.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto given = evaluation::parse_given_scores(text);
  if (given && given->outcomes.size() != given->list.pairs.size()) __builtin_trap();
  const auto list = evaluation::parse_pair_csv("first,second,same\na,b,1\na,c,0\nb,c,0\n");
  if (!list) __builtin_trap();
  const auto scores =
      evaluation::parse_scores(text, evaluation::score_file_header("l", "m"), *list);
  if (!scores) return 0;
  if (scores->whole_bytes > size || scores->count > list->pairs.size()) __builtin_trap();
  return 0;
}
