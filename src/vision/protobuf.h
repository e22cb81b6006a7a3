// The wire form of protocol buffers, field by field; it knows no message and no schema.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.h"

namespace truename::vision {

struct WireField {
  std::uint32_t number = 0;
  std::uint64_t value = 0;  // of a varint or a fixed-width field
  ByteView bytes;           // of a length-delimited field
  ByteView whole;           // tag and payload as they stand
  bool is_bytes = false;    // length-delimited
};

// Goes through one message. `next` gives nothing at the end and where the bytes stop making sense;
// `sound` tells which.
class WireReader {
 public:
  explicit WireReader(ByteView message) : rest_(message) {}
  std::optional<WireField> next();
  bool sound() const { return sound_; }

 private:
  std::optional<std::uint64_t> varint();
  bool read_payload(unsigned wire_type, WireField& field);

  ByteView rest_;
  bool sound_ = true;
};

void put_varint(Bytes& out, std::uint64_t value);
void put_integer(Bytes& out, std::uint32_t number, std::uint64_t value);
void put_bytes(Bytes& out, std::uint32_t number, ByteView bytes);
void put_text(Bytes& out, std::uint32_t number, std::string_view text);

}  // namespace truename::vision
