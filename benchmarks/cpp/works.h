// Supply, as in sim/model/works.py: lots that are built and open.
#pragma once
#include "market.h"

inline void City::note(int64_t tick, int pool, int64_t area, Level level) {
  if (records) built.push_back({tick, area, pool, level});
}

inline void City::begin_works() {
  for (size_t index = 0; index < plan_->lots.size(); ++index) {
    const Lot &lot = plan_->lots[index];
    uint64_t key = child(child(child(root_, kWorks), lot.word), 1 + lot.lot);
    int64_t start = lot.earliest;
    if (lot.latest > start)
      start += static_cast<int64_t>(static_cast<double>(lot.latest - start) *
                                    uniform(child(key, kDate)));
    bool stays_shut = uniform(child(key, kSuspension)) < lot.suspended;
    int64_t opens = start + to_ticks(lot.construction(child(key, kConstruction))) +
                    to_ticks(lot.slip(child(key, kSlip))) + to_ticks(lot.lag(child(key, kLag)));
    works_.push_back({static_cast<int>(sites_.size()), static_cast<int>(lot.cells.size()),
                      stays_shut});
    for (const Cell &cell : lot.cells) sites_.push_back({cell.pool, lot.rank, cell.area, opens});
    int payload = static_cast<int>(index);
    if (start <= 0)
      start_lot(index);
    else
      due(start, kCapacity, key_.name(lot.rank, 0), 0, 0, payload);
    if (!stays_shut) due(opens, kCapacity, key_.name(lot.rank, 1), 0, 0, payload);
  }
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

inline void City::open_lot(size_t index) {
  const LotWorks &works = works_[index];
  for (int i = works.first; i < works.first + works.count; ++i) {
    const Site &site = sites_[i];
    write_works(kCapacityAdded, site.entity, site.pool, site.area);
    note(now_, site.pool, site.area, kCapacityLevel);
  }
  open(works.first, works.count);
}
