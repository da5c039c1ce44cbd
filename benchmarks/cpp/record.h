// What the measures are made of, as the compiled tally counts it: exact whole numbers.
#pragma once
#include <array>

#include "city.h"

enum Outcome { kStillWaiting, kStillPromised, kServed, kLeft, kCalledOff = 5 };
enum Metric { kWaitMetric, kLostMetric };          // of a standard
enum Reason { kPatienceGone, kTurnedAway, kExpansionGone, kReasons };
enum WaitEnd { kGrantedEnd, kGoneEnd, kUnknownEnd, kWaitEnds };
enum Spent { kInWait, kInStage, kSpents };
enum Occupancy { kLeased, kFitted, kAreaWaiting, kManyWaiting, kOccupancies };

// Levels of cells that change by jumps: a jump by d at tick t of month m adds d·(end of m − t) to
// the integral of m, and d to the level from then on. Cells that nothing touches cost nothing.
template <int kCount>
class Cells {
 public:
  void clear(const Plan &plan, size_t cells) {
    end_ = plan.end, months_ = plan.months;
    touched_.assign(cells, 0);
    changes_.resize(cells * months_);
  }

  // Add amounts to the levels of a cell at a tick.
  template <class... Amounts>
  void jump(int64_t tick, size_t cell, Amounts... amounts) {
    if (tick >= end_) return;
    Change *of_cell = &changes_[cell * months_];
    if (!touched_[cell]) touched_[cell] = 1, std::fill_n(of_cell, months_, Change{});
    const uint32_t month = static_cast<uint32_t>(tick) / kMonth;
    const int64_t left = std::min((month + 1) * kMonth, end_) - tick;
    const int64_t by[kCount] = {amounts...};
    for (int i = 0; i < kCount; ++i)
      of_cell[month].part[i] += by[i] * left, of_cell[month].level[i] += by[i];
  }

  // Hand on what was touched: cell, month, integrals over the month, levels at its end.
  template <class F>
  void integrate(F take) const {
    for (size_t cell = 0; cell < touched_.size(); ++cell) {
      if (!touched_[cell]) continue;
      int64_t level[kCount] = {}, integral[kCount];
      for (int64_t m = 0; m < months_; ++m) {
        const Change &c = changes_[cell * months_ + m];
        const int64_t span = std::min(end_ - m * kMonth, kMonth);
        for (int i = 0; i < kCount; ++i)
          integral[i] = c.part[i] + level[i] * span, level[i] += c.level[i];
        take(cell, m, integral, level);
      }
    }
  }

 private:
  struct Change {
    int64_t part[kCount], level[kCount];
  };
  int64_t end_ = 0, months_ = 0;
  std::vector<char> touched_;
  std::vector<Change> changes_;
};

inline Outcome outcome(const Request &r) {
  if (r.called_off) return kCalledOff;
  if (r.lost) return kLeft;
  if (r.served >= 0) return kServed;
  return r.committed >= 0 ? kStillPromised : kStillWaiting;
}

// Months are the last index but of flows, so that a cell's lie side by side.
class Records {
  static constexpr int64_t kWhole = 1200;  // parts of a tenancy that is mature

 public:
  std::vector<int64_t> pools;                     // [level, pool, month]
  std::vector<int64_t> capacity_end, leased_end;  // [pool, month]
  std::vector<int64_t> tracks;                    // [occupancy, space × track, month]
  std::vector<int64_t> flows;                     // [year, stage, track, flow]
  std::vector<int64_t> losses;                    // [year, stage, track, reason, (number, area)]
  std::vector<int64_t> checks;                    // [check, (met, of, waiting, expansions lost)]
  std::vector<int64_t> incidence;                 // [space, end of the wait, step]
  std::vector<int64_t> levels;  // [occupancy, pool × track, month], of all replications so far
  std::vector<int64_t> ramped;   // [pool × track, year], mature parts of what is in use
  std::vector<int64_t> granted;  // [year, pool]
  std::vector<int32_t> times;   // [stage, track, spent, (over, cut), day], likewise

  void add_up(const Plan &plan, const Measures &asked, const City &city) {
    plan_ = &plan, asked_ = &asked;
    const size_t width = plan.pools.size(), cells = width * plan.tracks, months = plan.months;
    const size_t stage_tracks = static_cast<size_t>(plan.stages) * plan.tracks;
    built_.clear(plan, width), held_.clear(plan, cells), waited_.clear(plan, cells);
    pools.assign(kLevels * width * months, 0);
    capacity_end.assign(width * months, 0), leased_end.assign(width * months, 0);
    tracks.assign(kOccupancies * plan.spaces * plan.tracks * months, 0);
    flows.assign(asked.year_count * stage_tracks * kFlows, 0);
    losses.assign(asked.year_count * stage_tracks * kReasons * 2, 0);
    checks.assign(asked.checks.size() * 4, 0);
    incidence.assign(plan.spaces * kWaitEnds * (asked.steps.size() + 1), 0);
    levels.resize(kOccupancies * cells * months);
    times.resize(stage_tracks * kSpents * 2 * asked.days);
    for (const Built &b : city.built)
      built_.jump(b.tick, b.pool, b.level == kCapacityLevel ? b.area : 0,
                  b.level == kConstructionLevel ? b.area : 0);
    if (!plan.ramps.empty()) begin_economy();
    for (const Request &r : city.requests) {
      if (r.served >= 0) add_tenancy(r);
      if (r.served >= 0 && !plan.ramps.empty()) add_output(r);
      if (r.asked >= 0) add_request(r);
    }
    for (const Stay &s : city.stays) {
      if (s.started < asked.record_from) continue;
      const bool cut = s.ended < 0;
      add_time(s.stage, s.track, kInStage, cut, (cut ? plan.end : s.ended) - s.started);
    }
    built_.integrate([&](size_t pool, int64_t m, const int64_t *integral, const int64_t *level) {
      pools[(kCapacityLevel * width + pool) * months + m] = integral[0];
      pools[(kConstructionLevel * width + pool) * months + m] = integral[1];
      capacity_end[pool * months + m] = level[0];
    });
    held_.integrate([&](size_t cell, int64_t m, const int64_t *integral, const int64_t *level) {
      spread<kLeased, kLeasedLevel>(cell, m, integral[0]);
      spread<kFitted, kFitOutLevel>(cell, m, integral[1]);
      leased_end[cell / plan.tracks * months + m] += level[0];
    });
    waited_.integrate([&](size_t cell, int64_t m, const int64_t *integral, const int64_t *) {
      spread<kAreaWaiting, kWaitingArea>(cell, m, integral[0]);
      spread<kManyWaiting, kWaitingCount>(cell, m, integral[1]);
    });
    if (!plan.ramps.empty()) integrate_output();
    const size_t each = stage_tracks * kFlows;
    for (size_t m = 0; m < months; ++m)
      if (asked.years[m] >= 0)
        for (size_t i = 0; i < each; ++i) flows[asked.years[m] * each + i] += city.flows[m * each + i];
  }

 private:
  Cells<2> built_, held_, waited_;
  const Plan *plan_ = nullptr;
  const Measures *asked_ = nullptr;
  std::vector<int64_t> matured_, year_end_;  // jumps in a year, [pool × track, year]; its last tick
  int64_t begin_ = 0;                        // of the record

  // Add what a pool and track have in a month to the pool, to the space type and track, to both.
  template <Occupancy kOf, Level kLevel>
  void spread(size_t cell, int64_t month, int64_t amount) {
    const Plan &p = *plan_;
    const size_t pool = cell / p.tracks, track = cell % p.tracks, months = p.months;
    const size_t cells = p.pools.size() * p.tracks, space = pool / p.parks;
    levels[(kOf * cells + cell) * months + month] += amount;
    pools[(kLevel * p.pools.size() + pool) * months + month] += amount;
    tracks[((kOf * p.spaces + space) * p.tracks + track) * months + month] += amount;
  }

  void add_tenancy(const Request &r) {
    const bool fits_out = r.opening != 2, moved = r.moved >= 0;
    const size_t cell = r.pool * plan_->tracks + r.track;
    held_.jump(r.served, cell, r.area, fits_out ? r.area : 0);
    if (fits_out && moved) held_.jump(r.moved, cell, 0, -r.area);
    if (r.ended >= 0) held_.jump(r.ended, cell, -r.area, fits_out && !moved ? -r.area : 0);
  }

  void begin_economy() {
    const size_t years = asked_->year_count, cells = plan_->pools.size() * plan_->tracks;
    ramped.assign(cells * years, 0), matured_.assign(cells * years, 0);
    granted.assign(years * plan_->pools.size(), 0);
    begin_ = plan_->end, year_end_.assign(years, 0);
    for (int64_t m = plan_->months; m-- > 0;) {
      if (asked_->years[m] < 0) continue;
      int64_t &over = year_end_[asked_->years[m]];
      over = std::max(over, std::min((m + 1) * kMonth, plan_->end));
      begin_ = m * kMonth;
    }
  }

  void add_output(const Request &r) {
    const bool standing = r.opening == 2;
    if (r.opening == 0 && r.served >= begin_)
      granted[asked_->years[r.served / kMonth] * plan_->pools.size() + r.pool] += r.area;
    const Ramp &ramp = plan_->ramps[r.track * plan_->stages + r.stage];
    if (!ramp.produces || (r.moved < 0 && !standing)) return;
    const size_t cell = (r.pool * plan_->tracks + r.track) * asked_->year_count;
    const int64_t since = standing ? 0 : r.moved, gone = r.ended >= 0 ? r.ended : plan_->end;
    for (int i = standing ? 0 : 1; i < kJumps; ++i) {
      const int64_t at = since + (i ? ramp.ticks * (2 * i - 1) / 12 : 0);
      mature(cell, std::min(at, gone), r.area * (standing ? ramp.standing[i] : kWhole / 6));
    }
    mature(cell, gone, -r.area * kWhole);
  }

  // As in Cells, by the recorded months of years; what came before them counts from their start.
  void mature(size_t cell, int64_t tick, int64_t parts) {
    if (tick >= plan_->end) return;
    const int64_t at = std::max(tick, begin_), year = asked_->years[at / kMonth];
    ramped[cell + year] += parts * (year_end_[year] - at);
    matured_[cell + year] += parts;
  }

  void integrate_output() {
    const size_t years = asked_->year_count;
    for (size_t cell = 0; cell < ramped.size(); cell += years) {
      int64_t level = 0;
      for (size_t y = 1; y < years; ++y) {
        level += matured_[cell + y - 1];
        ramped[cell + y] += level * (year_end_[y] - year_end_[y - 1]);
      }
    }
  }

  void add_request(const Request &r) {
    const int64_t end = plan_->end, gone = r.ended >= 0 ? r.ended : end;
    const int64_t held = r.served >= 0 ? r.served : gone;
    const int64_t off = r.committed >= 0 ? r.committed : held;
    if (r.asked < off) {
      const size_t cell = r.first * plan_->tracks + r.track;
      waited_.jump(r.asked, cell, r.area, 1), waited_.jump(off, cell, -r.area, -1);
    }
    const Outcome what = outcome(r);
    const bool lost = what == kLeft;
    if (lost && asked_->years[r.ended / kMonth] >= 0) add_loss(r);
    if (what == kCalledOff) return;
    for (size_t i = 0; i < asked_->checks.size(); ++i) check(r, asked_->checks[i], &checks[4 * i]);
    if (r.asked < asked_->record_from) return;
    const auto &steps = asked_->steps;
    const int64_t waited = held - r.asked;
    const WaitEnd how = lost ? kGoneEnd : what == kServed ? kGrantedEnd : kUnknownEnd;
    const size_t step = std::lower_bound(steps.begin(), steps.end(), waited) - steps.begin();
    ++incidence[(r.space * kWaitEnds + how) * (steps.size() + 1) + step];
    if (r.ordinal == 0) add_time(r.stage, r.track, kInWait, how == kUnknownEnd, waited);
  }

  void add_loss(const Request &r) {
    const int reason = r.ordinal > 0 ? kExpansionGone : kPatienceGone;
    const int64_t year = asked_->years[r.ended / kMonth];
    int64_t *at =
        &losses[(((year * plan_->stages + r.stage) * plan_->tracks + r.track) * kReasons + reason) * 2];
    ++at[0], at[1] += r.area;
  }

  void check(const Request &r, const Check &c, int64_t *counts) const {
    if (r.space != c.space || (c.pool >= 0 && r.first != c.pool)) return;
    if (r.asked < c.start || r.asked >= c.end || !(c.tracks >> r.track & 1)) return;
    if (c.metric == kWaitMetric) {
      if (r.asked + c.limit > plan_->end) return;
      ++counts[1];
      if (r.served >= 0 && r.served - r.asked <= c.limit) ++counts[0];
    } else if (r.ordinal > 0) {
      if (r.lost) counts[3] += r.area;
    } else {
      if (r.lost) counts[0] += r.area;
      counts[outcome(r) == kStillWaiting ? 2 : 1] += r.area;
    }
  }

  void add_time(int stage, int track, Spent state, bool cut, int64_t spent) {
    const size_t cell = ((stage * plan_->tracks + track) * kSpents + state) * 2 + cut;
    ++times[cell * asked_->days + (spent + kDay / 2) / kDay];
  }
};

// Everything as whole numbers, for the digest and for checks.
template <class F>
void each(const City &city, const Records &records, F take) {
  for (const auto *part :
       {&records.pools, &records.capacity_end, &records.leased_end, &records.tracks,
        &records.flows, &records.losses, &records.checks, &records.incidence, &records.levels,
        &records.ramped, &records.granted})
    for (int64_t value : *part) take(value);
  for (int32_t value : records.times) take(value);
  for (const Request &r : city.requests)
    for (int64_t value :
         {int64_t{r.entity}, int64_t{r.number}, int64_t{r.track}, int64_t{r.stage},
          int64_t{r.ordinal}, int64_t{r.space}, int64_t{r.first},
          int64_t{r.served >= 0 ? r.pool : -1}, int64_t{r.area}, int64_t{r.asked},
          int64_t{r.committed}, int64_t{r.served}, int64_t{r.moved}, int64_t{r.ended},
          int64_t{outcome(r)}, int64_t{r.opening}})
      take(value);
}
