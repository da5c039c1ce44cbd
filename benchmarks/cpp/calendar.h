// The calendar: one 63-bit key an event (tick, kind, entity, number, stage, ordinal), no two
// alike, so that any structure that hands out the smallest gives the same order.
#pragma once
#include <algorithm>

#include "plan.h"

enum EventKind : int64_t {
  kCapacity, kWithdrawal, kStageEnd, kMoveIn, kSpillOver, kPatienceOver, kExpansion, kArrival
};
constexpr int kOrdinalBits = 10;

struct Event {
  int64_t key;
  int32_t payload;
};

// Widths of the parts of a key. A name is an entity and a number as they stand in a key.
struct EventKey {
  int stage_bits = 0, number_bits = 0, entity_bits = 0;

  int name_shift() const { return stage_bits + kOrdinalBits; }
  int kind_shift() const { return name_shift() + number_bits + entity_bits; }
  int tick_shift() const { return kind_shift() + 3; }

  int64_t name(int64_t entity, int64_t number) const {
    if (number >> number_bits) throw std::runtime_error("more companies than a key can tell apart");
    return ((entity << number_bits) | number) << name_shift();
  }
  int64_t pack(int64_t tick, EventKind kind, int64_t name, int64_t stage, int64_t ordinal) const {
    if (ordinal >> kOrdinalBits) throw std::runtime_error("more wishes than a key can tell apart");
    return (tick << tick_shift()) | (kind << kind_shift()) | name | (stage << kOrdinalBits) |
           ordinal;
  }
  int64_t tick(int64_t key) const { return key >> tick_shift(); }
  EventKind kind(int64_t key) const { return static_cast<EventKind>((key >> kind_shift()) & 7); }
  int64_t name_of(int64_t key) const {
    return key & ((int64_t{1} << kind_shift()) - (int64_t{1} << name_shift()));
  }
  int number(int64_t key) const {
    return static_cast<int>((key >> name_shift()) & ((int64_t{1} << number_bits) - 1));
  }
  int ordinal(int64_t key) const { return static_cast<int>(key & ((1 << kOrdinalBits) - 1)); }
};

// A heap of eight children a node: flat, and the children of a node share two cache lines.
class Calendar {
 public:
  void clear() { events_.clear(); }
  bool empty() const { return events_.empty(); }

  void push(Event event) {
    size_t i = events_.size();
    events_.push_back(event);
    while (i > 0 && event.key < events_[(i - 1) / 8].key) {
      events_[i] = events_[(i - 1) / 8];
      i = (i - 1) / 8;
    }
    events_[i] = event;
  }

  Event pop() {
    Event first = events_.front(), last = events_.back();
    events_.pop_back();
    size_t n = events_.size(), i = 0;
    if (n == 0) return first;
    for (size_t c = 1; c < n; c = 8 * i + 1) {
      size_t best = c, stop = std::min(c + 8, n);
      for (size_t k = c + 1; k < stop; ++k)
        if (events_[k].key < events_[best].key) best = k;
      if (last.key < events_[best].key) break;
      events_[i] = events_[best];
      i = best;
    }
    events_[i] = last;
    return first;
  }

 private:
  std::vector<Event> events_;
};
