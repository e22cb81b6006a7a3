#include "base/fields.h"

namespace truename {
namespace {

const Array kNoItems;
const Value kEmptyObject{Object{}};

}  // namespace

Fields::Fields(const Value& object, std::string where) : object_(object), where_(std::move(where)) {
  if (object_.as<Object>() == nullptr) complain("must be an object");
}

const Value* Fields::any(std::string_view key) {
  asked_.emplace(key);
  return object_.find(key);
}

bool Fields::has(std::string_view key) const { return object_.find(key) != nullptr; }

const Value* Fields::required(std::string_view key) {
  const Value* const value = any(key);
  if (value == nullptr) complain("needs \"" + std::string(key) + "\"");
  return value;
}

template <class T>
const T* Fields::typed(std::string_view key, std::string_view kind) {
  const Value* const value = required(key);
  if (value == nullptr) return nullptr;
  const T* const typed_value = value->as<T>();
  if (typed_value == nullptr) {
    complain("\"" + std::string(key) + "\" must be " + std::string(kind));
  }
  return typed_value;
}

std::string Fields::text(std::string_view key) {
  const auto* value = typed<std::string>(key, "text");
  return value == nullptr ? std::string() : *value;
}

std::string Fields::text_or(std::string_view key, std::string fallback) {
  return any(key) == nullptr ? std::move(fallback) : text(key);
}

std::int64_t Fields::integer(std::string_view key) {
  const auto* value = typed<std::int64_t>(key, "a whole number");
  return value == nullptr ? 0 : *value;
}

double Fields::number(std::string_view key) {
  const Value* const value = required(key);
  if (value == nullptr) return 0;
  if (const auto* integer = value->as<std::int64_t>()) return static_cast<double>(*integer);
  if (const auto* real = value->as<double>()) return *real;
  complain("\"" + std::string(key) + "\" must be a number");
  return 0;
}

bool Fields::flag(std::string_view key) {
  const auto* value = typed<bool>(key, "true or false");
  return value != nullptr && *value;
}

bool Fields::flag_or(std::string_view key, bool fallback) {
  return any(key) == nullptr ? fallback : flag(key);
}

const Array& Fields::array(std::string_view key) {
  const auto* value = typed<Array>(key, "a list");
  return value == nullptr ? kNoItems : *value;
}

const Array& Fields::array_or_empty(std::string_view key) {
  return any(key) == nullptr ? kNoItems : array(key);
}

std::vector<std::string> Fields::texts(std::string_view key) {
  std::vector<std::string> out;
  for (const Value& item : array(key)) {
    const auto* value = item.as<std::string>();
    if (value == nullptr) {
      complain("\"" + std::string(key) + "\" must be a list of text");
      return {};
    }
    out.push_back(*value);
  }
  return out;
}

const Value& Fields::object(std::string_view key) {
  const Value* const value = required(key);
  if (value == nullptr) return kEmptyObject;
  if (value->as<Object>() != nullptr) return *value;
  complain("\"" + std::string(key) + "\" must be an object");
  return kEmptyObject;
}

void Fields::complain(std::string problem) {
  if (!problem_) problem_ = std::move(problem);
}

Status Fields::finish() {
  if (const auto* members = object_.as<Object>(); members != nullptr && !problem_) {
    for (const Member& member : *members) {
      if (!asked_.contains(member.first)) {
        complain("has an unknown key \"" + member.first + "\"");
        break;
      }
    }
  }
  if (problem_) return fail(ErrorCode::bad_input, where_ + " " + *problem_ + ".");
  return {};
}

}  // namespace truename
