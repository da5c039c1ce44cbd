// A company's life, as in sim/model/company.py; what SimPy runs as a process is cut at its events.
#pragma once
#include "works.h"

// Entering, and the lists of what a company holds and wishes for

inline int City::enter(int entity, int64_t number, int track, uint64_t key) {
  if (free_companies_.empty()) {
    free_companies_.push_back(static_cast<int32_t>(companies_.size()));
    companies_.emplace_back();
  }
  int slot = free_companies_.back();
  free_companies_.pop_back();
  Company c{};
  c.key = key;
  c.name = key_.name(entity, number);
  c.track = static_cast<int16_t>(track);
  companies_[slot] = c;
  return slot;
}

inline void City::link(int32_t &list, int request) {
  int32_t *end = &list;
  while (*end >= 0) end = &requests[*end].next;
  *end = request;
}

inline void City::drop(int32_t &list, int request) {
  int32_t *at = &list;
  while (*at != request) at = &requests[*at].next;
  *at = requests[request].next;
  requests[request].next = -1;
}

// Company i arrives when the expected arrivals reach a sum of i unit-rate gaps.
inline void City::next_arrival(int source) {
  Source &s = sources_[source];
  const Stream &stream = plan_->streams[source];
  uint64_t key = child(s.key, s.number);
  s.passed += race(1.0, uniform(child(child(key, kNoStage), kGap)));
  while (s.reached < stream.arrivals.size() && stream.arrivals[s.reached] <= s.passed) ++s.reached;
  if (s.reached == stream.arrivals.size()) return;  // after the end
  double a = stream.arrivals[s.reached - 1], b = stream.arrivals[s.reached];
  double from = stream.times[s.reached - 1], to = stream.times[s.reached];
  double tick = std::floor(from + (to - from) * (s.passed - a) / (b - a) + 0.5);
  due(static_cast<int64_t>(tick), kArrival, key_.name(stream.rank, s.number),
      plan_->chains[stream.track][stream.entry].stage, 0, ~source);
}

// The story

inline void City::arrive(int slot) {
  const Company &c = companies_[slot];
  write(kArrived, c, -1);
  seek(slot, c.position);
}

// Run the stage at `position`, which ends after `duration`.
inline void City::stay(int slot, int position, int64_t duration) {
  Company &c = companies_[slot];
  const Stage &stage = chain(c)[position];
  bool last = position + 1 == static_cast<int>(chain(c).size());
  c.position = static_cast<int8_t>(position);
  if (last && !stage.growth.empty() && c.present >= 0) {
    const Growth &growth = stage.growth[0];
    uint64_t key = child(c.key, stage.word);
    int64_t first = c.midway ? rest(growth.rest, key, 1)
                             : to_ticks(growth.every(child(child(key, kExpansionEvery), 1)));
    due(now_ + first, kExpansion, c.name, stage.stage, 1, slot);
  }
  c.midway = false;
  due(now_ + duration, kStageEnd, c.name, stage.stage, 0, slot);
}

inline void City::stage_over(int slot) {
  Company &c = companies_[slot];
  const Stage &stage = chain(c)[c.position];
  bool last = c.position + 1 == static_cast<int>(chain(c).size());
  bool well = uniform(child(child(c.key, stage.word), kSuccess)) < stage.success;
  if (c.stay >= 0) stays[c.stay].ended = static_cast<int32_t>(now_);
  write(kStageEnded, c, stage.stage, well);
  count(well ? kFlowSucceeded : kFlowFailed, stage.stage, c.track);
  if (!well || last) return end(slot, well ? kCompleted : kFailed, stage.stage);
  if (stage.release) give_back(c, c.present);
  seek(slot, c.position + 1);
}

inline void City::move_in(int slot) {
  Company &c = companies_[slot];
  int position = c.fits_out ? c.position : c.seeks;
  const Stage &stage = chain(c)[position];
  int request = c.sought;
  if (request >= 0) occupy(request);
  c.fits_out = false;
  c.sought = -1;
  give_back(c, c.present);
  take_up(c, request);
  write(kStarted, c, stage.stage, c.route);
  count(kFlowStarted, stage.stage, c.track);
  begin_stay(c, stage);
  if (c.route == kCdmoRoute) {
    count(kFlowCdmo, stage.stage, c.track);
    if (stage.cdmo_stream >= 0 && c.spawns) ask_at_cdmo(c, stage);
  }
  uint64_t key = child(companies_[slot].key, stage.word);
  stay(slot, position, to_ticks(stage.duration(child(key, kDuration))));
}

inline void City::begin_stay(Company &c, const Stage &stage) {
  if (!records) return;
  c.stay = static_cast<int32_t>(stays.size());
  stays.push_back({static_cast<int32_t>(now_), -1, static_cast<int16_t>(stage.stage), c.track});
}

inline void City::take_up(Company &c, int request) {
  c.present = request;
  if (request >= 0) c.park = static_cast<int16_t>(requests[request].pool % plan_->parks);
}

// Leave the model: call off, release everything, then one scan.
inline void City::end(int slot, Fate fate, int stage) {
  Company &c = companies_[slot];
  for (int wish = c.wishes; wish >= 0; wish = requests[wish].next) {
    Request &r = requests[wish];
    write(kCancelled, r, false);
    unlist(r);
    r.state = kClosed, r.called_off = true;
    r.ended = static_cast<int32_t>(now_);
  }
  for (int r = c.holdings; r >= 0; r = requests[r].next) release(r);
  write(kEnded, c, stage, fate);
  if (fate == kCompleted) count(kFlowCompleted, stage, c.track);
  if (fate == kElsewhereFate) count(kFlowElsewhere, stage, c.track);
  c.name = -1;
  free_companies_.push_back(slot);
  serve();
}

// Called by the market: the fit-out starts, and move-in comes when it is done.
inline void City::granted(int request) {
  Request &r = requests[request];
  Company &c = companies_[r.company];
  int64_t ready = now_;
  if (r.ordinal > 0) {
    const Stage &stage = chain(c).back();
    uint64_t key = child(child(c.key, stage.word), kExpansionFitOut);
    drop(c.wishes, request);
    ready += to_ticks(stage.growth[0].fit_out(child(key, r.ordinal)));
  } else {
    const Stage &stage = chain(c)[c.seeks];
    ready += to_ticks(stage.fit_out(child(child(c.key, stage.word), kFitOut)));
    count(kFlowGranted, r.stage, r.track);
  }
  link(c.holdings, request);
  r.served = static_cast<int32_t>(now_);
  write_pool(kGranted, r, r.pool, ready);
  due(ready, kMoveIn, c.name, r.stage, r.ordinal, r.ordinal > 0 ? request : r.company);
}

// Steps

// Draw the route to a stage and set out on it.
inline void City::seek(int slot, int position) {
  Company &c = companies_[slot];
  const Stage &stage = chain(c)[position];
  const uint64_t key = child(c.key, stage.word);
  int64_t area = c.known_area;
  c.known_area = 0;
  c.route = area ? kLease : route(c, stage, false);
  c.seeks = static_cast<int8_t>(position), c.sought = -1;
  if (c.route == kElsewhere) return end(slot, kElsewhereFate, stage.stage);
  if (c.route == kLease) {
    if (!area) area = to_area(stage.area(child(key, kArea)));
    int request = ask_for(slot, stage, 0, area, -1);
    if (requests[request].state == kWaiting)
      set_timers(c, request, to_ticks(stage.patience(child(key, kPatience))), stage.spillover);
    return;
  }
  int64_t build = 0;
  if (c.route == kSelfBuild) {
    write(kBuilding, c, stage.stage);
    count(kFlowSelfBuild, stage.stage, c.track);
    build = to_ticks(stage.build(child(key, kBuild)));
  }
  due(now_ + build, kMoveIn, c.name, stage.stage, 0, slot);
}

inline void City::set_timers(const Company &c, int request, int64_t patience, int64_t spillover) {
  const Request &r = requests[request];
  due(now_ + spillover, kSpillOver, c.name, r.stage, r.ordinal, request);
  due(now_ + patience, kPatienceOver, c.name, r.stage, r.ordinal, request);
}

inline void City::lost(int request) {
  const Request r = requests[request];
  if (r.ordinal == 0) return end(r.company, kPatienceFate, r.stage);
  drop(companies_[r.company].wishes, request);
}

// Give back what it has, if anything, and serve the list.
inline void City::give_back(Company &c, int request) {
  if (request < 0) return;
  drop(c.holdings, request);
  release(request);
  c.present = -1;
  serve();
}

// Ask for more space, and set the date of the next wish.
inline void City::expand(int slot, int ordinal) {
  const Company &c = companies_[slot];
  const Stage &stage = chain(c).back();
  const Growth &growth = stage.growth[0];
  uint64_t key = child(c.key, stage.word);
  int64_t area = to_area(growth.area(child(child(key, kExpansionArea), ordinal)));
  int request = ask_for(slot, stage, ordinal, area, c.park);
  if (requests[request].state == kWaiting) {
    uint64_t patience = child(child(key, kExpansionPatience), ordinal);
    set_timers(c, request, to_ticks(growth.patience(patience)), kForever);
  }
  uint64_t every = child(child(key, kExpansionEvery), ordinal + 1);
  due(now_ + to_ticks(growth.every(every)), kExpansion, c.name, stage.stage, ordinal + 1, slot);
}

// Have a contract manufacturer ask for a share of the area this stage would have taken.
inline void City::ask_at_cdmo(Company &c, const Stage &stage) {
  const Stream &stream = plan_->streams[stage.cdmo_stream];
  uint64_t key = child(c.key, stage.word);
  double wanted = stage.area(child(key, kArea));
  int rank = stage.guests[key_.entity(c.name)];
  if (rank < 0) throw std::runtime_error("a contract manufacturer's request has no id");
  uint64_t luck = child(child(key, kCdmo), stream.word);
  int slot = enter(rank, key_.number(c.name), stream.track, luck);  // may move `c`
  Company &guest = companies_[slot];
  guest.known_area = static_cast<int32_t>(to_area(wanted * stage.cdmo_share));
  guest.position = static_cast<int8_t>(stream.entry);
  guest.spawns = false;
  due(now_, kArrival, guest.name, chain(guest)[stream.entry].stage, 0, slot);
}

// Draws

// What is left of a span of which some even share has passed.
inline int64_t City::rest(const Law &biased, uint64_t stage_key, uint64_t sub) const {
  double whole = biased(child(child(stage_key, kBiased), sub));
  double age = uniform(child(child(stage_key, kAge), sub));
  return std::max<int64_t>(1, to_ticks(whole * (1.0 - age)));
}

// The shares apply one after the other. `stayed`: it is known not to have gone elsewhere.
inline Route City::route(const Company &c, const Stage &stage, bool stayed) const {
  double u = uniform(child(child(c.key, stage.word), kRoute));
  if (stayed) u = stage.elsewhere + (1.0 - stage.elsewhere) * u;
  double left = 1.0;
  const std::pair<double, Route> shares[] = {
      {stage.elsewhere, kElsewhere}, {stage.cdmo, kCdmoRoute}, {stage.self_build, kSelfBuild}};
  for (auto [share, route] : shares) {
    if (u < left * share) return route;
    u -= left * share;
    left *= 1.0 - share;
  }
  return kLease;
}

// The parks in the company's order, the same for life; `first` comes first, if it is one of them.
inline void City::put_in_order(const Company &c, const Stage &stage, int first,
                               Search &search) const {
  const uint64_t key = child(child(c.key, kNoStage), kPark);
  search.stage = &stage;
  search.count = 0;
  double times[kMostParks];
  for (int i = 0; i < plan_->parks; ++i) {
    if (!(stage.weights[i] > 0.0)) continue;
    double time = race(1.0, uniform(child(key, plan_->park_words[i]))) / stage.weights[i];
    int at = search.count++;
    for (; at > 0 && time < times[at - 1]; --at)
      times[at] = times[at - 1], search.order[at] = search.order[at - 1];
    times[at] = time, search.order[at] = static_cast<uint8_t>(i);
  }
  uint8_t *end = search.order + search.count, *found = std::find(search.order, end, first);
  if (found != end) std::rotate(search.order, found, found + 1);
}

inline int City::add_request(int slot, const Stage &stage, int ordinal, int64_t area) {
  const Company &c = companies_[slot];
  if (area > INT32_MAX) throw std::runtime_error("an area is too large");
  int serial = static_cast<int>(requests.size());
  Request r{};
  r.entity = key_.entity(c.name), r.number = key_.number(c.name);
  r.area = static_cast<int32_t>(area);
  r.company = slot, r.track = c.track, r.stage = static_cast<int16_t>(stage.stage);
  r.space = static_cast<int16_t>(stage.space), r.ordinal = static_cast<int16_t>(ordinal);
  requests.push_back(r);
  return serial;
}

// Make a request and bring it to the market; `first` is the park of the first choice, if set.
// Mostly that park has room, and no other is looked at.
inline int City::ask_for(int slot, const Stage &stage, int ordinal, int64_t area, int first) {
  Company &c = companies_[slot];
  int request = add_request(slot, stage, ordinal, area);
  Request &r = requests[request];
  int park = first >= 0 && stage.weights[first] > 0.0
                 ? first
                 : stage.parks.winner(child(child(c.key, kNoStage), kPark));
  int pool = stage.space * plan_->parks + park;
  r.first = static_cast<int16_t>(pool);
  r.asked = static_cast<int32_t>(now_);
  write_pool(kAsked, r, pool, now_);
  if (ordinal > 0) {
    link(c.wishes, request);
  } else {
    c.sought = request;
    count(kFlowAsked, r.stage, r.track);
  }
  if (area <= room(pool)) {
    lease(request, pool);
    return request;
  }
  Search search;
  search.request = request;
  put_in_order(c, stage, first, search);
  search.open = ordinal > 0 ? search.count : std::min(stage.choices, search.count);
  search.prelet = ordinal > 0 ? 0 : stage.prelet;
  ask(search);
  return request;
}
