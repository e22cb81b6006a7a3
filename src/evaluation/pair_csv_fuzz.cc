#include "evaluation/pair_list.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto list = truename::evaluation::parse_pair_csv(text);
  if (!list) return 0;
  for (const truename::evaluation::Pair& pair : list->pairs) {
    const bool inside = pair.first < list->pictures.size() && pair.second < list->pictures.size() &&
                        pair.first != pair.second && pair.groups < list->group_values.size();
    if (!inside) __builtin_trap();
  }
  const auto subjects = truename::evaluation::subjects_of(*list);
  if (subjects && subjects->size() != list->pictures.size()) __builtin_trap();
  return 0;
}
