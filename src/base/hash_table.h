// HashTable: finds small values by a 64-bit hash of their key, in one array without pointers; keeps
// no keys, so that whoever needs more than the hash compares the values.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace truename {

// Open addressing with linear probing, at most 3/4 full: a look touches one or two lines of memory
// that lie beside each other, however many values there are; std::unordered_map touches three and
// more, each elsewhere. Values are copied when it grows: a number or a pointer.
template <class Value>
class HashTable {
 public:
  struct Any {
    bool operator()(const Value&) const { return true; }
  };

  // The first value under `hash` of which `is_it` holds; nullptr: none. Good until the next change.
  template <class IsIt = Any>
  Value* find(std::uint64_t hash, IsIt is_it = {}) {
    const auto at = place_of(hash, is_it);
    return at ? &entries_[*at].value : nullptr;
  }
  template <class IsIt = Any>
  const Value* find(std::uint64_t hash, IsIt is_it = {}) const {
    const auto at = place_of(hash, is_it);
    return at ? &entries_[*at].value : nullptr;
  }

  // Beside what stands under the same hash already.
  Value& insert(std::uint64_t hash, Value value) {
    if (4 * (size_ + 1) > 3 * entries_.size()) grow();
    ++size_;
    return put(some(hash), std::move(value));
  }

  // The value that find() would give. What stands behind it moves up, so that no look ends early.
  template <class IsIt = Any>
  bool erase(std::uint64_t hash, IsIt is_it = {}) {
    const auto at = place_of(hash, is_it);
    if (!at) return false;
    std::size_t hole = *at;
    for (std::size_t i = after(hole); entries_[i].hash != kFree; i = after(i)) {
      if (distance(home_of(entries_[i].hash), i) < distance(hole, i)) continue;
      entries_[hole] = std::move(entries_[i]);
      hole = i;
    }
    entries_[hole] = {};
    --size_;
    return true;
  }

  // each(value) of those under `hash`, in no order.
  template <class Each>
  void each_of(std::uint64_t hash, Each each) const {
    place_of(hash, [&each](const Value& value) {
      each(value);
      return false;
    });
  }
  // each(hash, value), in no order.
  template <class Each>
  void each(Each each) const {
    for (const Entry& entry : entries_) {
      if (entry.hash != kFree) each(entry.hash, entry.value);
    }
  }
  std::size_t size() const { return size_; }

 private:
  struct Entry {
    std::uint64_t hash = kFree;
    [[no_unique_address]] Value value{};
  };
  static constexpr std::uint64_t kFree = 0;
  static constexpr std::size_t kFirstEntries = 16;

  static std::uint64_t some(std::uint64_t hash) { return hash == kFree ? 1 : hash; }
  // Fibonacci hashing (Knuth 6.4): the high bits depend on all bits of a hash that is spread badly.
  std::size_t home_of(std::uint64_t hash) const { return (hash * 0x9e3779b97f4a7c15U) >> shift_; }
  std::size_t after(std::size_t i) const { return (i + 1) & (entries_.size() - 1); }
  std::size_t distance(std::size_t from, std::size_t to) const {
    return (to - from) & (entries_.size() - 1);
  }

  template <class IsIt>
  std::optional<std::size_t> place_of(std::uint64_t hash, IsIt is_it) const {
    if (size_ == 0) return std::nullopt;
    for (std::size_t i = home_of(some(hash)); entries_[i].hash != kFree; i = after(i)) {
      if (entries_[i].hash == some(hash) && is_it(entries_[i].value)) return i;
    }
    return std::nullopt;
  }

  Value& put(std::uint64_t hash, Value value) {
    std::size_t i = home_of(hash);
    while (entries_[i].hash != kFree) i = after(i);
    entries_[i] = {hash, std::move(value)};
    return entries_[i].value;
  }

  void grow() {
    const std::size_t wider = entries_.empty() ? kFirstEntries : 2 * entries_.size();
    const auto before = std::exchange(entries_, std::vector<Entry>(wider));
    shift_ = 64U - static_cast<unsigned>(std::countr_zero(wider));
    for (const Entry& entry : before) {
      if (entry.hash != kFree) put(entry.hash, entry.value);
    }
  }

  std::vector<Entry> entries_;
  std::size_t size_ = 0;
  unsigned shift_ = 64;
};

}  // namespace truename
