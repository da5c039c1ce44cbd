// What the measures are made of, as in sim/measures/tally.py: exact sums by month.
#pragma once
#include "city.h"

enum Outcome { kStillWaiting, kStillPromised, kServed, kLeft, kSentAway, kCalledOff };

struct Records {
  std::vector<int64_t> pools, tracks;              // [month, cell, level]
  std::vector<int64_t> capacity_end, leased_end;   // [month, pool]

  void add_up(const Plan &plan, const City &city) {
    const size_t width = plan.pools.size(), area_width = plan.spaces * plan.tracks;
    const int64_t end = plan.end;
    reset(by_pool_, plan.months * width * kLevels), reset(by_track_, plan.months * area_width * 4);
    for (const Built &b : city.built) jump(by_pool_, b.tick, end, width, b.pool, kLevels, b.level, b.area);
    for (const Request &r : city.requests) {
      if (r.served >= 0) {
        int64_t gone = r.ended >= 0 ? r.ended : end, fitted = r.moved >= 0 ? r.moved : gone;
        change(plan, r, r.pool, r.served, 0, r.area), change(plan, r, r.pool, gone, 0, -r.area);
        if (r.opening != 2) {
          change(plan, r, r.pool, r.served, 1, r.area), change(plan, r, r.pool, fitted, 1, -r.area);
        }
      }
      if (r.asked < 0) continue;
      int64_t begin = std::max(r.asked, r.wait_from);
      int64_t off = r.committed >= 0 ? r.committed : r.served >= 0 ? r.served : r.ended;
      if (off < 0) off = end;
      if (begin >= off) continue;
      change(plan, r, r.first, begin, 2, r.area), change(plan, r, r.first, off, 2, -r.area);
      change(plan, r, r.first, begin, 3, 1), change(plan, r, r.first, off, 3, -1);
    }
    integrate(plan, by_pool_, width * kLevels, pools);
    capacity_end.resize(plan.months * width), leased_end.resize(plan.months * width);
    for (size_t i = 0; i < capacity_end.size(); ++i) {
      capacity_end[i] = by_pool_[i * kLevels + kCapacityLevel].level;
      leased_end[i] = by_pool_[i * kLevels + kLeasedLevel].level;
    }
    integrate(plan, by_track_, area_width * 4, tracks);
  }

 private:
  // A jump by d at tick t of month m adds d·(end of m − t) to it and d to the level after it.
  struct Change {
    int64_t part, level;
  };
  std::vector<Change> by_pool_, by_track_;

  static void reset(std::vector<Change> &changes, size_t size) { changes.assign(size, {0, 0}); }

  static void jump(std::vector<Change> &changes, int64_t tick, int64_t end, size_t width,
                   size_t cell, size_t levels, size_t level, int64_t delta) {
    if (tick >= end) return;
    int64_t month = tick / kMonth, stop = std::min((month + 1) * kMonth, end);
    Change &change = changes[(month * width + cell) * levels + level];
    change.part += delta * (stop - tick);
    change.level += delta;
  }

  // Levels of requests: leased, fit_out, waiting_area, waiting.
  void change(const Plan &plan, const Request &r, int pool, int64_t tick, int level,
              int64_t delta) {
    static const int of_pool[] = {kLeasedLevel, kFitOutLevel, kWaitingArea, kWaitingCount};
    size_t cell = pool / plan.parks * plan.tracks + r.track;
    jump(by_pool_, tick, plan.end, plan.pools.size(), pool, kLevels, of_pool[level], delta);
    jump(by_track_, tick, plan.end, plan.spaces * plan.tracks, cell, 4, level, delta);
  }

  static void integrate(const Plan &plan, std::vector<Change> &changes, size_t width,
                        std::vector<int64_t> &integral) {
    integral.resize(plan.months * width);
    for (int64_t m = 0; m < plan.months; ++m) {
      int64_t span = std::min(plan.end - m * kMonth, kMonth);
      for (size_t i = 0; i < width; ++i) {
        Change &now = changes[m * width + i];
        int64_t before = m ? changes[(m - 1) * width + i].level : 0;
        integral[m * width + i] = now.part + before * span;
        now.level += before;
      }
    }
  }
};

inline Outcome outcome(const Request &r) {
  if (r.called_off) return kCalledOff;
  if (r.loss != kNoLoss) return r.loss == kTurnedAway ? kSentAway : kLeft;
  if (r.served >= 0) return kServed;
  return r.committed >= 0 ? kStillPromised : kStillWaiting;
}

// Everything as whole numbers, for the digest and for checks.
template <class F>
void each(const City &city, const Records &records, F take) {
  for (const auto *values : {&records.pools, &records.capacity_end, &records.leased_end,
                             &records.tracks})
    for (int64_t value : *values) take(value);
  for (int64_t value : city.flows) take(value);
  for (const Request &r : city.requests)
    for (int64_t value :
         {int64_t{r.entity}, int64_t{r.number}, int64_t{r.track}, int64_t{r.stage},
          int64_t{r.ordinal}, int64_t{r.space}, int64_t{r.first},
          int64_t{r.served >= 0 ? r.pool : -1}, int64_t{r.area}, int64_t{r.asked},
          int64_t{r.wait_from}, int64_t{r.committed}, int64_t{r.served}, int64_t{r.moved},
          int64_t{r.ended}, int64_t{outcome(r)}, int64_t{r.opening}})
      take(value);
}
