// The calendar: one 63-bit key an event (tick, kind, entity, number, stage, ordinal), no two
// alike, so that any structure that hands out the smallest gives the same order.
#pragma once
#include <algorithm>

#include "plan.h"

enum EventKind : int64_t {
  kCapacity, kStageEnd = 2, kMoveIn, kSpillOver, kPatienceOver, kExpansion, kArrival
};

struct Event {
  int64_t key;
  int32_t payload;
  bool operator<(const Event &other) const { return key < other.key; }
};

// Where the parts of a key stand. A name is an entity and a number as they stand in a key.
struct EventKey {
  int number_bits = 0, entity_bits = 0, ordinal_bits = 0;
  int name_shift = 0, entity_shift = 0, kind_shift = 0, tick_shift = 0;

  EventKey() = default;
  explicit EventKey(const Plan &p)
      : number_bits(p.number_bits), entity_bits(p.entity_bits), ordinal_bits(p.ordinal_bits) {
    name_shift = p.stage_bits + ordinal_bits;
    entity_shift = name_shift + number_bits;
    kind_shift = entity_shift + entity_bits;
    tick_shift = kind_shift + 3;
  }

  int64_t name(int64_t entity, int64_t number) const {
    if (number >> number_bits) throw std::runtime_error("more companies than a key can tell apart");
    return (entity << entity_shift) | (number << name_shift);
  }
  int64_t pack(int64_t tick, EventKind kind, int64_t name, int64_t stage, int64_t ordinal) const {
    if (ordinal >> ordinal_bits) throw std::runtime_error("more wishes than a key can tell apart");
    return (tick << tick_shift) | (kind << kind_shift) | name | (stage << ordinal_bits) |
           ordinal;
  }
  int64_t tick(int64_t key) const { return key >> tick_shift; }
  EventKind kind(int64_t key) const { return static_cast<EventKind>((key >> kind_shift) & 7); }
  int64_t name_of(int64_t key) const {
    return key & ((int64_t{1} << kind_shift) - (int64_t{1} << name_shift));
  }
  // Of a key or a name
  int number(int64_t key) const {
    return static_cast<int>((key >> name_shift) & ((int64_t{1} << number_bits) - 1));
  }
  int entity(int64_t key) const {
    return static_cast<int>((key >> entity_shift) & ((int64_t{1} << entity_bits) - 1));
  }
  int ordinal(int64_t key) const { return static_cast<int>(key & ((1 << ordinal_bits) - 1)); }
};

// Events lie in buckets of 2048 ticks, each an unordered list, and are sorted when their bucket
// comes: a heap moves an event several times, this twice. Bucket and order both come from the key.
class Calendar {
  static constexpr int kBucketBits = 11;
  static constexpr size_t kFew = 64;  // so many are sorted as they come

 public:
  void clear(int64_t end, int tick_shift) {
    shift_ = tick_shift + kBucketBits;
    heads_.assign((end >> kBucketBits) + 1, -1);
    nodes_.clear(), today_.clear();
    free_ = -1, bucket_ = -1, at_ = 0;
  }

  void push(Event event) {
    int64_t bucket = event.key >> shift_;
    if (bucket == bucket_) return push_today(event);
    int32_t node = free_;
    if (node < 0) {
      node = static_cast<int32_t>(nodes_.size());
      nodes_.emplace_back();
    } else {
      free_ = nodes_[node].next;
    }
    nodes_[node] = {event.key, event.payload, heads_[bucket]};
    heads_[bucket] = node;
  }

  // Give the next event, or false when there is none.
  bool pop(Event &event) {
    while (at_ == today_.size())
      if (!next_bucket()) return false;
    event = today_[at_++];
    return true;
  }

 private:
  struct Node {
    int64_t key;
    int32_t payload, next;
  };
  std::vector<int32_t> heads_;  // by bucket
  std::vector<Node> nodes_;
  std::vector<Event> today_;  // the present bucket, sorted; done up to at_
  size_t at_ = 0;
  int64_t bucket_ = -1;
  int32_t free_ = -1;
  int shift_ = 0;

  void push_today(Event event) {
    today_.push_back(event);
    size_t i = today_.size() - 1;
    for (; i > at_ && event < today_[i - 1]; --i) today_[i] = today_[i - 1];
    today_[i] = event;
  }

  bool next_bucket() {
    today_.clear(), at_ = 0;
    if (++bucket_ == static_cast<int64_t>(heads_.size())) return false;
    for (int32_t node = heads_[bucket_]; node >= 0;) {
      Node &n = nodes_[node];
      if (today_.size() < kFew) push_today({n.key, n.payload});
      else today_.push_back({n.key, n.payload});
      int32_t next = n.next;
      n.next = free_, free_ = node;
      node = next;
    }
    if (today_.size() > kFew) std::sort(today_.begin(), today_.end());
    return true;
  }
};
