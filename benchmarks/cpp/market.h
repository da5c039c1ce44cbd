// Space, as in sim/model/market.py: pools, the one list of requests, and how they are served.
#pragma once
#include "city.h"

inline int64_t City::room(int pool, int track) const {
  const Space &p = pools_[pool];
  int64_t free = p.capacity - p.leased;
  if (!p.members || p.members >> track & 1) return free;
  return free - std::max<int64_t>(0, part(p.capacity, p.reserve) - p.leased_by_members);
}

// The reserve holds for promises too.
inline int64_t City::room(const Site &site, int track) const {
  const Space &p = pools_[site.pool];
  int64_t free = site.area - site.promised;
  if (!p.members || p.members >> track & 1) return free;
  return std::min(free, site.area - part(site.area, p.reserve) - site.promised_to_outsiders);
}

inline void City::allow(Search &search, int open) {
  const int area = requests[search.request].area;
  search.open = open, search.mask = 0, search.closes = 0;
  for (int space : search.stage->spaces)
    for (int k = 0; k < open; ++k) {
      int pool = space * plan_->parks + search.order[k];
      search.mask |= bit(pool);
      if (pools_[pool].strict && area <= pools_[pool].limit) search.closes |= bit(pool);
    }
}

// Pools closed by requests that stand before this one.
inline uint64_t City::closed_ahead(const Request &request) const {
  uint64_t closed = 0;
  if (!plan_->any_strict) return closed;
  Rank mine = rank(request);
  for (const Listed &other : waiting_) {
    if (!(other.rank < mine)) break;
    closed |= searches_[other.slot].closes;
  }
  return closed;
}

inline int City::fit(const Search &search, uint64_t closed) const {
  const Request &r = requests[search.request];
  for (int space : search.stage->spaces)
    for (int k = 0; k < search.open; ++k) {
      int pool = space * plan_->parks + search.order[k];
      if (!(closed >> pool & 1) && r.area <= room(pool, r.track)) return pool;
    }
  return -1;
}

// Grant a request where it fits, or promise it area under construction.
inline bool City::attempt(const Search &search) {
  uint64_t closed = closed_ahead(requests[search.request]);
  int pool = fit(search, closed);
  if (pool >= 0) {
    lease(search.request, pool);
    return true;
  }
  return search.prelet > 0 && promise(search, closed);
}

inline bool City::promise(const Search &search, uint64_t closed) {
  Request &r = requests[search.request];
  for (int space : search.stage->spaces)
    for (int k = 0; k < search.open; ++k) {
      int pool = space * plan_->parks + search.order[k];
      if (closed >> pool & 1) continue;
      for (int i : sites_of_[pool]) {
        Site &site = sites_[i];
        if (site.opens > now_ + search.prelet) break;
        if (r.area > room(site, r.track)) continue;
        unlist(r);
        r.state = kPromised, r.pool = static_cast<int16_t>(pool), r.place = i;
        r.committed = static_cast<int32_t>(now_);
        site.promised += r.area;
        if (!member(r)) site.promised_to_outsiders += r.area;
        link(site.requests, search.request);
        write_pool(kCommitted, r, pool, site.opens);
        return true;
      }
    }
  return false;
}

// Serve a new request, let it commit to area under construction, or put it on the list.
inline Loss City::ask(Search &search) {
  allow(search, search.open);
  if (attempt(search)) return kNoLoss;
  Request &r = requests[search.request];
  if (waiting_by_space_[r.space] >= plan_->max_waiting[r.space]) {
    lose(r, kTurnedAway);
    return kTurnedAway;
  }
  if (free_searches_.empty()) {
    free_searches_.push_back(static_cast<int32_t>(searches_.size()));
    searches_.emplace_back();
  }
  r.place = free_searches_.back();
  free_searches_.pop_back();
  searches_[r.place] = search;
  waiting_.insert(waiting_.begin() + line(r), {rank(r), search.mask, r.place, r.area});
  ++waiting_by_space_[r.space];
  return kNoLoss;
}

// Where a request stands, or would stand, in the list.
inline size_t City::line(const Request &request) const {
  Rank mine = rank(request);
  auto at = std::lower_bound(waiting_.begin(), waiting_.end(), mine,
                             [](const Listed &l, const Rank &r) { return l.rank < r; });
  return at - waiting_.begin();
}

inline void City::unlist(Request &request) {
  if (request.state != kWaiting || request.place < 0) return;
  waiting_.erase(waiting_.begin() + line(request));
  --waiting_by_space_[request.space];
  changed_ |= searches_[request.place].closes;
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
  bool served = attempt(search);
  if (served) {
    serve();
  } else {
    unlist(r);
    lose(r, kPatienceLoss);
  }
  return served;
}

inline void City::lose(Request &request, Loss loss) {
  request.state = kClosed;
  request.loss = loss;
  request.ended = static_cast<int32_t>(now_);
  write(kLost, request, loss);
  if (request.ordinal == 0) count(kFlowLost, request.stage, request.track);
}

// Withdraw a request that was not granted.
inline void City::cancel(int request) {
  Request &r = requests[request];
  if (r.state == kWaiting) {
    unlist(r);
  } else {
    Site &site = sites_[r.place];
    site.promised -= r.area;
    if (!member(r)) site.promised_to_outsiders -= r.area;
    drop(site.requests, request);
  }
  r.state = kClosed;
}

// Scan the list in order and serve whoever fits. Only pools that changed since the last scan
// can serve anybody new, so the scan ends when requests ahead have closed all of them, and what
// is larger than the room in them is passed over at a glance.
inline void City::serve() {
  uint64_t closed = 0;
  int64_t most = waiting_.empty() ? 0 : most_room(changed_);
  for (size_t i = 0; i < waiting_.size() && (changed_ & ~closed);) {
    const Listed &l = waiting_[i];
    bool may = l.area <= most && (l.mask & changed_ & ~closed);
    int pool = may ? fit(searches_[l.slot], closed) : -1;
    if (pool >= 0) {
      lease(searches_[l.slot].request, pool);  // the next one moves up
      most = most_room(changed_);
      continue;
    }
    if (plan_->any_strict) closed |= searches_[l.slot].closes;
    ++i;
  }
  changed_ = 0;
}

inline int64_t City::most_room(uint64_t pools) const {
  int64_t most = 0;
  for (; pools; pools &= pools - 1) {
    const Space &p = pools_[__builtin_ctzll(pools)];
    most = std::max(most, p.capacity - p.leased);
  }
  return most;
}

inline void City::place(Request &request, int pool) {
  Space &p = pools_[pool];
  request.pool = static_cast<int16_t>(pool);
  p.leased += request.area;
  if (p.members >> request.track & 1) p.leased_by_members += request.area;
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
  Space &p = pools_[r.pool];
  bool in_use = r.state == kInUse;
  p.leased -= r.area;
  if (p.members >> r.track & 1) p.leased_by_members -= r.area;
  r.state = kClosed;
  r.ended = static_cast<int32_t>(now_);
  changed_ |= bit(r.pool);
  write_pool(kReleased, r, r.pool, in_use);
  if (!taking_.empty()) take_back(r.pool, r.area);
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
  std::vector<std::pair<Rank, int>> promised;
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
