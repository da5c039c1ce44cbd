// What the measures are made of, as sim/measures tallies it: exact sums by month.
#pragma once
#include <array>

#include "city.h"

enum Outcome { kStillWaiting, kStillPromised, kServed, kLeft, kCalledOff = 5 };

// Levels that change by jumps: a jump by d at tick t of month m adds d·(end of m − t) to the
// integral of m, and d to the level from then on. Levels of one cell lie side by side.
template <int kCount>
class Grid {
 public:
  void clear(const Plan &plan, size_t width) {
    end_ = plan.end, months_ = plan.months, width_ = width;
    changes_.assign(months_ * width, {});
  }

  // Add amounts to the levels of a cell at a tick.
  template <class... Amounts>
  void jump(int64_t tick, size_t cell, Amounts... amounts) {
    if (tick >= end_) return;
    const uint32_t month = static_cast<uint32_t>(tick) / kMonth;
    const int64_t left = std::min((month + 1) * kMonth, end_) - tick;
    Change &c = changes_[month * width_ + cell];
    const int64_t by[kCount] = {amounts...};
    for (int i = 0; i < kCount; ++i) c.part[i] += by[i] * left, c.level[i] += by[i];
  }

  // Write integrals and levels at month ends, [month, cell, level of `levels`].
  void finish(std::vector<int64_t> &integral, std::vector<int64_t> &ends, int levels,
              const std::array<int, kCount> &place) const {
    std::vector<Change> last(width_);
    for (int64_t m = 0; m < months_; ++m) {
      const int64_t span = std::min(end_ - m * kMonth, kMonth);
      for (size_t cell = 0; cell < width_; ++cell) {
        const Change &c = changes_[m * width_ + cell];
        int64_t *level = last[cell].level;
        const size_t at = (m * width_ + cell) * levels;
        for (int i = 0; i < kCount; ++i) {
          integral[at + place[i]] = c.part[i] + level[i] * span;
          ends[at + place[i]] = level[i] += c.level[i];
        }
      }
    }
  }

 private:
  struct Change {
    int64_t part[kCount], level[kCount];
  };
  int64_t end_ = 0, months_ = 0;
  size_t width_ = 0;
  std::vector<Change> changes_;
};

struct Records {
  std::vector<int64_t> pools, pool_ends;    // [month, pool, level]
  std::vector<int64_t> tracks, track_ends;  // [month, space × track, (leased, fit-out, waiting)]

  void add_up(const Plan &plan, const City &city) {
    const size_t width = plan.pools.size(), cells = plan.spaces * plan.tracks;
    built_.clear(plan, width), held_.clear(plan, width), waited_.clear(plan, width);
    held_by_track_.clear(plan, cells), waited_by_track_.clear(plan, cells);
    for (const Built &b : city.built)
      built_.jump(b.tick, b.pool, b.level == kCapacityLevel ? b.area : 0,
                  b.level == kConstructionLevel ? b.area : 0);
    for (const Request &r : city.requests) {
      if (r.served >= 0) add_tenancy(r, r.pool / plan.parks * plan.tracks + r.track);
      if (r.asked >= 0) add_wait(r, r.space * plan.tracks + r.track, plan.end);
    }
    const size_t pool_size = plan.months * width * kLevels, track_size = plan.months * cells * 4;
    pools.resize(pool_size), pool_ends.resize(pool_size);
    tracks.resize(track_size), track_ends.resize(track_size);
    built_.finish(pools, pool_ends, kLevels, {kCapacityLevel, kConstructionLevel});
    held_.finish(pools, pool_ends, kLevels, {kLeasedLevel, kFitOutLevel});
    waited_.finish(pools, pool_ends, kLevels, {kWaitingArea, kWaitingCount});
    held_by_track_.finish(tracks, track_ends, 4, {0, 1});
    waited_by_track_.finish(tracks, track_ends, 4, {2, 3});
  }

 private:
  Grid<2> built_, held_, waited_, held_by_track_, waited_by_track_;

  void hold(int64_t tick, int pool, size_t cell, int64_t leased, int64_t fit_out) {
    held_.jump(tick, pool, leased, fit_out), held_by_track_.jump(tick, cell, leased, fit_out);
  }

  void add_tenancy(const Request &r, size_t cell) {
    const bool fits_out = r.opening != 2, moved = r.moved >= 0;
    hold(r.served, r.pool, cell, r.area, fits_out ? r.area : 0);
    if (fits_out && moved) hold(r.moved, r.pool, cell, 0, -r.area);
    if (r.ended >= 0) hold(r.ended, r.pool, cell, -r.area, fits_out && !moved ? -r.area : 0);
  }

  void add_wait(const Request &r, size_t cell, int64_t end) {
    const int64_t begin = r.asked;
    int64_t off = r.committed >= 0 ? r.committed : r.served >= 0 ? r.served : r.ended;
    if (off < 0) off = end;
    if (begin >= off) return;
    waited_.jump(begin, r.first, r.area, 1), waited_.jump(off, r.first, -r.area, -1);
    waited_by_track_.jump(begin, cell, r.area, 1), waited_by_track_.jump(off, cell, -r.area, -1);
  }
};

inline Outcome outcome(const Request &r) {
  if (r.called_off) return kCalledOff;
  if (r.lost) return kLeft;
  if (r.served >= 0) return kServed;
  return r.committed >= 0 ? kStillPromised : kStillWaiting;
}

// Everything as whole numbers, for the digest and for checks.
template <class F>
void each(const City &city, const Records &records, F take) {
  for (int64_t value : records.pools) take(value);
  for (int level : {kCapacityLevel, kLeasedLevel})
    for (size_t i = level; i < records.pool_ends.size(); i += kLevels) take(records.pool_ends[i]);
  for (int64_t value : records.tracks) take(value);
  for (int64_t value : city.flows) take(value);
  for (const Request &r : city.requests)
    for (int64_t value :
         {int64_t{r.entity}, int64_t{r.number}, int64_t{r.track}, int64_t{r.stage},
          int64_t{r.ordinal}, int64_t{r.space}, int64_t{r.first},
          int64_t{r.served >= 0 ? r.pool : -1}, int64_t{r.area}, int64_t{r.asked},
          int64_t{r.committed}, int64_t{r.served}, int64_t{r.moved}, int64_t{r.ended},
          int64_t{outcome(r)}, int64_t{r.opening}})
      take(value);
}
