// Supply, as in sim/model/works.py: lots that open, and renewals that take space back.
#pragma once
#include "market.h"

inline int64_t City::date(int64_t earliest, int64_t latest, uint64_t key) const {
  if (latest == earliest) return earliest;
  double span = static_cast<double>(latest - earliest);
  return earliest + static_cast<int64_t>(span * uniform(child(key, kDate)));
}

inline int64_t City::duration(const Timing &t, uint64_t key, uint64_t project) const {
  return to_ticks(t.construction(child(key, kConstruction))) +
         to_ticks(t.slip(child(key, kSlip))) +
         to_ticks(t.slip_common(child(child(project, 0), kSlipCommon))) +
         to_ticks(t.lag(child(key, kLag)));
}

inline void City::note(int64_t tick, int pool, int64_t area, Level level) {
  if (records) built.push_back({tick, area, pool, level});
}

// Works are numbered lots first, then renewals; this is the payload of their events.
inline void City::begin_works() {
  works_.resize(plan_->lots.size() + plan_->renewals.size());
  for (size_t i = 0; i < plan_->lots.size(); ++i) begin_lot(i);
  for (size_t i = 0; i < plan_->renewals.size(); ++i) {
    const Renewal &r = plan_->renewals[i];
    uint64_t project = child(child(root_, kWorks), r.word);
    int64_t start = date(r.timing.earliest, r.timing.latest, child(project, 1));
    takings_.push_back({&r, std::max<int64_t>(0, start)});
    due(takings_[i].start, kWithdrawal, key_.name(r.rank, 0), 0, 0, static_cast<int>(i));
  }
}

inline void City::begin_lot(size_t index) {
  const Lot &lot = plan_->lots[index];
  uint64_t project = child(child(root_, kWorks), lot.word);
  uint64_t key = child(project, 1 + lot.lot);
  int64_t start = date(lot.timing.earliest, lot.timing.latest, key);
  int64_t works = duration(lot.timing, key, project);
  if (uniform(child(key, kSuspension)) < lot.suspended)
    works += to_ticks(lot.resume(child(key, kResume)));
  works_[index] = {static_cast<int>(sites_.size()), static_cast<int>(lot.cells.size()),
                   works >= kForever};
  for (const Cell &cell : lot.cells)
    sites_.push_back({cell.pool, lot.rank, cell.area, start + works});
  int payload = static_cast<int>(index);
  if (start <= 0)
    start_lot(index);
  else
    due(start, kCapacity, key_.name(lot.rank, 0), 0, 0, payload);
  due(start + works, kCapacity, key_.name(lot.rank, 1), 0, 0, payload);
}

inline void City::start_lot(size_t index) {
  const LotWorks &works = works_[index];
  for (int i = works.first; i < works.first + works.count; ++i) {
    const Site &site = sites_[i];
    write_works(kConstructionFrom, site.entity, site.pool, site.area,
                works.stays_shut ? -1 : site.opens);
    if (works.stays_shut) continue;
    note(now_, site.pool, site.area, kConstructionLevel);
    note(site.opens, site.pool, -site.area, kConstructionLevel);
    build(i);
  }
}

inline void City::open_works(size_t index) {
  const LotWorks works = works_[index];
  for (int i = works.first; i < works.first + works.count; ++i) {
    const Site &site = sites_[i];
    write_works(kCapacityAdded, site.entity, site.pool, site.area);
    note(now_, site.pool, site.area, kCapacityLevel);
  }
  open(works.first, works.count);
}

inline void City::take_free(int index) {
  Taking &mine = takings_[index];
  taking_.push_back(index);
  std::stable_sort(taking_.begin(), taking_.end(), [&](int a, int b) {
    const Taking &s = takings_[a], &t = takings_[b];
    return s.start != t.start ? s.start < t.start : s.plan->rank < t.plan->rank;
  });
  const Space &pool = pools_[mine.plan->pool];
  take(index, pool.capacity - pool.leased);
  if (!mine.done)
    due(std::max(now_, mine.plan->vacate_by), kWithdrawal, key_.name(mine.plan->rank, 1), 0, 0,
        index);
}

inline int64_t City::take(int index, int64_t free) {
  Taking &mine = takings_[index];
  int64_t area = std::min(mine.plan->area - mine.taken, free);
  if (area > 0) {
    pools_[mine.plan->pool].capacity -= area;
    mine.taken += area;
    write_works(kWithdrawn, mine.plan->rank, mine.plan->pool, area);
    note(now_, mine.plan->pool, -area, kCapacityLevel);
    note(now_, mine.plan->pool, area, kWithdrawnLevel);
  }
  if (mine.taken == mine.plan->area) rebuild(index);
  return area;
}

// The renewals of a pool take what was just vacated, the earliest first.
inline void City::take_back(int pool, int64_t vacated) {
  const std::vector<int> all = taking_;
  for (int index : all)
    if (takings_[index].plan->pool == pool && vacated > 0) vacated -= take(index, vacated);
}

// Start construction on what was taken; nothing taken, nothing built.
inline void City::rebuild(int index) {
  Taking &mine = takings_[index];
  const Renewal &plan = *mine.plan;
  mine.done = true;
  taking_.erase(std::find(taking_.begin(), taking_.end(), index));
  if (mine.taken == 0) return;
  uint64_t project = child(child(root_, kWorks), plan.word);
  int64_t opens = now_ + duration(plan.timing, child(project, 1), project);
  int64_t area = to_area(static_cast<double>(mine.taken) * plan.ratio);
  write_works(kRebuild, plan.rank, plan.pool, mine.taken);
  write_works(kConstructionFrom, plan.rank, plan.target, area, opens);
  note(now_, plan.pool, -mine.taken, kWithdrawnLevel);
  note(now_, plan.target, area, kConstructionLevel);
  note(opens, plan.target, -area, kConstructionLevel);
  int site = static_cast<int>(sites_.size()), work = static_cast<int>(plan_->lots.size()) + index;
  sites_.push_back({plan.target, plan.rank, area, opens});
  works_[work] = {site, 1, false};
  build(site);
  due(opens, kCapacity, key_.name(plan.rank, 1), 0, 0, work);
}
