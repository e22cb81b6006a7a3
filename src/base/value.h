// Value: a tree of plain data (JSON or TOML after parsing), in the order written; no syntax.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace truename {

class Value;
using Array = std::vector<Value>;
using Member = std::pair<std::string, Value>;
using Object = std::vector<Member>;

class Value {
 public:
  Value() = default;                                     // null
  Value(bool value) : data_(value) {}                    // NOLINT: meant to be implicit, so
  Value(std::int64_t value) : data_(value) {}            // NOLINT: that objects can be written
  Value(int value) : data_(std::int64_t{value}) {}       // NOLINT: as literals
  Value(double value) : data_(value) {}                  // NOLINT
  Value(std::string value) : data_(std::move(value)) {}  // NOLINT
  Value(std::string_view value) : data_(std::string(value)) {}  // NOLINT
  Value(const char* value) : data_(std::string(value)) {}       // NOLINT
  Value(Array value) : data_(std::move(value)) {}               // NOLINT
  Value(Object value) : data_(std::move(value)) {}              // NOLINT

  template <class T>
  const T* as() const {
    return std::get_if<T>(&data_);
  }
  bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
  // The member of an object, or nullptr (also when this is no object).
  const Value* find(std::string_view key) const;
  // Appends a member; `this` must be an object or null.
  Value& set(std::string key, Value value);
  // Appends an item; `this` must be an array or null.
  Value& push_back(Value value);
  friend bool operator==(const Value&, const Value&) = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> data_;
};

}  // namespace truename
