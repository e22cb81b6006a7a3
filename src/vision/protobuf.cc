#include "vision/protobuf.h"

namespace truename::vision {
namespace {

// Wire types of the encoding; groups (3, 4) are gone from it and refused.
constexpr unsigned kVarint = 0;
constexpr unsigned kFixed64 = 1;
constexpr unsigned kBytes = 2;
constexpr unsigned kFixed32 = 5;

std::uint64_t little_endian(ByteView bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | bytes[i];
  return value;
}

}  // namespace

std::optional<std::uint64_t> WireReader::varint() {
  std::uint64_t value = 0;
  for (unsigned i = 0; i < 10 && i < rest_.size(); ++i) {
    value |= static_cast<std::uint64_t>(rest_[i] & 0x7F) << (7 * i);
    if ((rest_[i] & 0x80) == 0) {
      rest_ = rest_.subspan(i + 1);
      return value;
    }
  }
  return std::nullopt;
}

bool WireReader::read_payload(unsigned wire_type, WireField& field) {
  if (wire_type == kVarint) {
    const auto value = varint();
    field.value = value.value_or(0);
    return value.has_value();
  }
  if (wire_type == kFixed64 || wire_type == kFixed32) {
    const std::size_t size = wire_type == kFixed64 ? 8 : 4;
    if (rest_.size() < size) return false;
    field.value = little_endian(rest_.first(size));
    rest_ = rest_.subspan(size);
    return true;
  }
  if (wire_type != kBytes) return false;
  const auto size = varint();
  if (!size || *size > rest_.size()) return false;
  field.is_bytes = true;
  field.bytes = rest_.first(*size);
  rest_ = rest_.subspan(*size);
  return true;
}

std::optional<WireField> WireReader::next() {
  if (rest_.empty() || !sound_) return std::nullopt;
  const ByteView start = rest_;
  const auto tag = varint();
  WireField field;
  if (tag) field.number = static_cast<std::uint32_t>(*tag >> 3);
  sound_ = tag && field.number != 0 && read_payload(*tag & 7, field);
  if (!sound_) return std::nullopt;
  field.whole = start.first(start.size() - rest_.size());
  return field;
}

void put_varint(Bytes& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<std::uint8_t>(value | 0x80));
  out.push_back(static_cast<std::uint8_t>(value));
}

void put_integer(Bytes& out, std::uint32_t number, std::uint64_t value) {
  put_varint(out, std::uint64_t{number} << 3 | kVarint);
  put_varint(out, value);
}

void put_bytes(Bytes& out, std::uint32_t number, ByteView bytes) {
  put_varint(out, std::uint64_t{number} << 3 | kBytes);
  put_varint(out, bytes.size());
  out.insert(out.end(), bytes.begin(), bytes.end());
}

void put_text(Bytes& out, std::uint32_t number, std::string_view text) {
  put_bytes(out, number, as_bytes(text));
}

}  // namespace truename::vision
