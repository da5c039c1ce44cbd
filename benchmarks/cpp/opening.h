// The state at the start, as in sim/model/opening.py.
#pragma once
#include "company.h"

inline void City::open_city() {
  for (const Entry &entry : plan_->pipeline) place_pipeline(entry);
  for (int space : plan_->fill_order)
    for (int park = 0; park < plan_->parks; ++park) fill(space * plan_->parks + park);
}

inline void City::fill(int index) {
  const Pool &pool = plan_->pools[index];
  const auto &candidates = plan_->candidates[index / plan_->parks];
  uint64_t kind_key = child(child(root_, kTenant), pool.word);
  for (int64_t number = 0; pools_[index].leased < pool.occupied; ++number) {
    uint64_t key = child(kind_key, number);
    // A race in which each stream and stage has its own uniform.
    int winner = pool.tenants.winner(child(child(key, kNoStage), kTenantOf));
    if (winner < 0) return;  // nobody may be its tenant
    const Candidate &chosen = candidates[winner];
    int c = enter(pool.rank, number, plan_->streams[chosen.stream].track, key);
    place_tenant(c, chosen, index);
  }
}

inline void City::place_tenant(int c, const Candidate &chosen, int pool) {
  Company &tenant = companies_[c];
  const int position = chosen.position;
  const Stage &stage = chain(tenant)[position];
  uint64_t key = child(tenant.key, stage.word);
  int64_t area = to_area(stage.area(child(key, kArea)));
  int64_t left = plan_->pools[pool].occupied - pools_[pool].leased;
  bool early = uniform(child(key, kPhase)) * (chosen.fit_out + chosen.stay) < chosen.fit_out;
  int request =
      tenancy(c, stage, std::min(area, left), pool, early ? kInFitOut : kInUsePhase);
  take_up(tenant, request);
  if (early) {
    bool entered = plan_->streams[chosen.stream].entry == position;
    tenant.present = entered ? -1 : place_before(c, position - 1);
    tenant.sought = request, tenant.fits_out = true;
    tenant.position = static_cast<int8_t>(position);
    due(rest(stage.rest_fit_out, key, 0), kMoveIn, tenant.name, stage.stage, 0, c);
  } else {
    tenant.midway = true;
    stay(c, position, rest(stage.rest, key, 0));
  }
}

// Place the space that a company still holds from the stage before while it fits out the next,
// where the opening has room; −1: it holds none.
inline int City::place_before(int slot, int position) {
  const Company &c = companies_[slot];
  const Stage &stage = chain(c)[position];
  if (stage.release || route(c, stage, true) != kLease) return -1;
  int64_t area = to_area(stage.area(child(child(c.key, stage.word), kArea)));
  Search search;
  put_in_order(c, stage, -1, search);
  for (int k = 0; k < search.count; ++k) {
    int pool = stage.space * plan_->parks + search.order[k];
    if (pools_[pool].leased + area <= plan_->pools[pool].occupied)
      return tenancy(slot, stage, area, pool, kKept);
  }
  return -1;
}

inline int City::tenancy(int slot, const Stage &stage, int64_t area, int pool, Phase phase) {
  int request = add_request(slot, stage, 0, area);
  Request &r = requests[request];
  r.first = static_cast<int16_t>(pool);
  r.state = phase == kInFitOut ? kFittingOut : kInUse;
  r.served = 0, r.moved = phase == kInFitOut ? -1 : 0, r.opening = phase == kInFitOut ? 1 : 2;
  place(r, pool);
  link(companies_[slot].holdings, request);
  write_pool(kOpened, r, pool, phase);
  return request;
}

inline void City::place_pipeline(const Entry &entry) {
  const Stream &stream = plan_->streams[entry.stream];
  const Stage &stage = plan_->chains[stream.track][entry.position];
  uint64_t kind_key = child(child(root_, kPipeline), entry.word);
  const std::pair<Route, double> means[] = {{kCdmoRoute, entry.cdmo},
                                            {kSelfBuild, entry.self_build}};
  for (auto [route, mean] : means) {
    uint64_t gaps = child(child(kind_key, kCount), route);
    double passed = race(1.0, uniform(child(gaps, 0)));
    for (int64_t i = 0; passed <= mean; passed += race(1.0, uniform(child(gaps, ++i)))) {
      int64_t number = 2 * i + (route == kSelfBuild);
      int slot = enter(entry.rank, number, stream.track, child(kind_key, number));
      write(kArrived, companies_[slot], -1, 1);
      write(kStarted, companies_[slot], stage.stage, route);
      uint64_t key = child(companies_[slot].key, stage.word);
      stay(slot, entry.position, rest(stage.rest, key, 0));
    }
  }
}
