#include "base/value.h"

#include "base/check.h"

namespace truename {

const Value* Value::find(std::string_view key) const {
  const Object* const object = as<Object>();
  if (object == nullptr) return nullptr;
  for (const Member& member : *object) {
    if (member.first == key) return &member.second;
  }
  return nullptr;
}

Value& Value::set(std::string key, Value value) {
  if (is_null()) data_ = Object{};
  Object* const object = std::get_if<Object>(&data_);
  CHECK(object != nullptr);
  object->emplace_back(std::move(key), std::move(value));
  return *this;
}

Value& Value::push_back(Value value) {
  if (is_null()) data_ = Array{};
  Array* const array = std::get_if<Array>(&data_);
  CHECK(array != nullptr);
  array->push_back(std::move(value));
  return *this;
}

}  // namespace truename
