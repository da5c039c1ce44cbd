// Space, as in sim/model/market.py: pools, the one list of requests, and how they are served.
#pragma once
#include "city.h"

inline void City::allow(Search &search, int open) {
  search.open = open, search.mask = 0;
  for (int k = 0; k < open; ++k)
    search.mask |= bit(search.stage->space * plan_->parks + search.order[k]);
}

inline int City::fit(const Search &search) const {
  const int64_t area = requests[search.request].area;
  for (int k = 0; k < search.open; ++k) {
    int pool = search.stage->space * plan_->parks + search.order[k];
    if (area <= room(pool)) return pool;
  }
  return -1;
}

// Grant a request where it fits, or promise it area under construction.
inline bool City::attempt(const Search &search) {
  int pool = fit(search);
  if (pool >= 0) {
    lease(search.request, pool);
    return true;
  }
  return search.prelet > 0 && promise(search);
}

inline bool City::promise(const Search &search) {
  Request &r = requests[search.request];
  for (int k = 0; k < search.open; ++k) {
    int pool = search.stage->space * plan_->parks + search.order[k];
    for (int i : sites_of_[pool]) {
      Site &site = sites_[i];
      if (site.opens > now_ + search.prelet) break;
      if (r.area > site.area - site.promised) continue;
      unlist(r);
      r.state = kPromised, r.pool = static_cast<int16_t>(pool);
      r.committed = static_cast<int32_t>(now_);
      site.promised += r.area;
      link(site.requests, search.request);
      write_pool(kCommitted, r, pool, site.opens);
      return true;
    }
  }
  return false;
}

// Serve a new request, let it commit to area under construction, or put it on the list.
inline void City::ask(Search &search) {
  allow(search, search.open);
  if (attempt(search)) return;
  if (free_searches_.empty()) {
    free_searches_.push_back(static_cast<int32_t>(searches_.size()));
    searches_.emplace_back();
  }
  Request &r = requests[search.request];
  r.place = free_searches_.back();
  free_searches_.pop_back();
  searches_[r.place] = search;
  waiting_.insert(waiting_.begin() + line(r), {rank(r), search.mask, r.place, r.area});
}

// Where a request stands, or would stand, in the list.
inline size_t City::line(const Request &request) const {
  auto at = std::lower_bound(waiting_.begin(), waiting_.end(), rank(request),
                             [](const Listed &l, int64_t mine) { return l.rank < mine; });
  return at - waiting_.begin();
}

inline void City::unlist(Request &request) {
  if (request.place < 0) return;
  waiting_.erase(waiting_.begin() + line(request));
  free_searches_.push_back(request.place);
  request.place = -1;
}

// At the end of the spill-over time all parks are open to it.
inline void City::widen(int request) {
  Request &r = requests[request];
  Search &search = searches_[r.place];
  if (search.open == search.count) return;
  write(kSpilled, r);
  allow(search, search.count);
  waiting_[line(r)].mask = search.mask;
  if (attempt(search)) serve();
}

// Try all parks once, at the end of patience; a request that fails leaves the list.
inline bool City::last_try(int request) {
  Request &r = requests[request];
  Search &search = searches_[r.place];
  allow(search, search.count);
  if (attempt(search)) {
    serve();
    return true;
  }
  unlist(r);
  r.state = kClosed, r.lost = true;
  r.ended = static_cast<int32_t>(now_);
  write(kLost, r, kPatienceLoss);
  if (r.ordinal == 0) count(kFlowLost, r.stage, r.track);
  return false;
}

// Scan the list in order and serve whoever fits. Only pools that changed since the last scan
// can serve anybody new, and what is larger than the room in them is passed over at a glance.
inline void City::serve() {
  int64_t most = waiting_.empty() ? 0 : most_room(changed_);
  for (size_t i = 0; i < waiting_.size() && changed_;) {
    const Listed &l = waiting_[i];
    int pool = l.area <= most && (l.mask & changed_) ? fit(searches_[l.slot]) : -1;
    if (pool >= 0) {
      lease(searches_[l.slot].request, pool);  // the next one moves up
      most = most_room(changed_);
    } else {
      ++i;
    }
  }
  changed_ = 0;
}

inline int64_t City::most_room(uint64_t pools) const {
  int64_t most = 0;
  for (; pools; pools &= pools - 1) most = std::max(most, room(__builtin_ctzll(pools)));
  return most;
}

inline void City::place(Request &request, int pool) {
  request.pool = static_cast<int16_t>(pool);
  pools_[pool].leased += request.area;
}

inline void City::lease(int request, int pool) {
  Request &r = requests[request];
  unlist(r);
  place(r, pool);
  r.state = kFittingOut;
  granted(request);
}

// Free the area of a granted request; the list is not served yet.
inline void City::release(int request) {
  Request &r = requests[request];
  bool in_use = r.state == kInUse;
  pools_[r.pool].leased -= r.area;
  r.state = kClosed;
  r.ended = static_cast<int32_t>(now_);
  changed_ |= bit(r.pool);
  write_pool(kReleased, r, r.pool, in_use);
}

inline void City::occupy(int request) {
  Request &r = requests[request];
  r.state = kInUse;
  r.moved = static_cast<int32_t>(now_);
  write_pool(kMovedIn, r, r.pool, -1);
}

// Note area under construction, which requests may be promised.
inline void City::build(int site) {
  const Site &mine = sites_[site];
  auto &list = sites_of_[mine.pool];
  auto later = [&](int, int other) {
    const Site &o = sites_[other];
    return mine.opens != o.opens ? mine.opens < o.opens : mine.entity < o.entity;
  };
  list.insert(std::upper_bound(list.begin(), list.end(), site, later), site);
}

// Add the area of sites to their pools, keep promises, and serve the list.
inline void City::open(int first, int count) {
  std::vector<std::pair<int64_t, int>> promised;
  for (int i = first; i < first + count; ++i) {
    const Site &site = sites_[i];
    auto &list = sites_of_[site.pool];
    pools_[site.pool].capacity += site.area;
    list.erase(std::find(list.begin(), list.end(), i));
    changed_ |= bit(site.pool);
    for (int r = site.requests; r >= 0; r = requests[r].next)
      promised.push_back({rank(requests[r]), r});
  }
  std::sort(promised.begin(), promised.end());
  for (auto [_, request] : promised) {
    requests[request].next = -1;
    lease(request, requests[request].pool);
  }
  serve();
}
