// Fields: reads one object strictly, member by member, and refuses what was never asked for.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/value.h"

namespace truename {

// Reads are by name; the first problem is kept and told by finish(), so that a caller reads all
// its fields in plain order and checks once. `where` names the object in errors.
// The Value must outlive the Fields.
class Fields {
 public:
  Fields(const Value& object, std::string where);

  std::string text(std::string_view key);
  std::string text_or(std::string_view key, std::string fallback);
  std::int64_t integer(std::string_view key);
  double number(std::string_view key);  // an integer is a number too
  bool flag(std::string_view key);
  bool flag_or(std::string_view key, bool fallback);
  const Array& array(std::string_view key);
  const Array& array_or_empty(std::string_view key);
  std::vector<std::string> texts(std::string_view key);  // an array of text
  const Value& object(std::string_view key);
  const Value* any(std::string_view key);  // nullptr when absent; no complaint
  bool has(std::string_view key) const;

  void complain(std::string problem);  // keeps the first
  const std::string& where() const { return where_; }
  // bad_input with the first problem, or with the name of a member nobody asked for.
  Status finish();

 private:
  const Value* required(std::string_view key);
  template <class T>
  const T* typed(std::string_view key, std::string_view kind);

  const Value& object_;
  std::string where_;
  std::set<std::string, std::less<>> asked_;
  std::optional<std::string> problem_;
};

}  // namespace truename
