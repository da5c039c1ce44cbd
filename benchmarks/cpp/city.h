// One replication, as sim/model plays it: the same events, draws, serial numbers and log rows.
#pragma once
#include "calendar.h"

enum What : int64_t {
  kOpened = 1, kArrived, kAsked, kGranted, kCommitted, kMovedIn, kReleased, kSpilled, kLost,
  kCancelled, kStarted, kStageEnded, kBuilding, kEnded, kConstructionFrom, kCapacityAdded
};
enum Phase { kInFitOut, kInUsePhase, kKept };
enum Route : uint8_t { kLease, kCdmoRoute, kSelfBuild, kElsewhere };
enum Fate { kFailed = 1, kCompleted, kPatienceFate, kElsewhereFate = 5 };
enum State : uint8_t { kWaiting, kPromised, kFittingOut, kInUse, kClosed };
enum Flow {
  kFlowAsked, kFlowGranted, kFlowStarted, kFlowSucceeded, kFlowFailed, kFlowLost, kFlowElsewhere,
  kFlowCdmo, kFlowSelfBuild, kFlowCompleted, kFlows
};

// Levels of a pool, in the order in which check.py reads them.
enum Level {
  kCapacityLevel, kLeasedLevel, kFitOutLevel, kConstructionLevel, kWaitingArea, kWaitingCount,
  kLevels
};

constexpr int64_t kPatienceLoss = 1;  // why a request was lost

constexpr uint64_t bit(int i) { return uint64_t{1} << i; }

// A row of the table of requests, with what the model needs of it: one cache line.
struct alignas(64) Request {
  int32_t entity, number, area;
  int32_t asked = -1, committed = -1, served = -1, moved = -1, ended = -1;
  int32_t company;     // slot
  int32_t next = -1;   // in a list of its company, or of a building site
  int32_t place = -1;  // while waiting: its slot
  int16_t track, stage, space, first, pool = -1, ordinal = 0;
  State state = kWaiting;
  bool lost = false, called_off = false;
  int8_t opening = 0;  // 1 in fit-out at the opening, 2 in use
};

// A company in the city, in one cache line; slots are used again.
struct alignas(64) Company {
  uint64_t key;
  int64_t name;           // of its events: entity and number; −1: the slot is free
  int32_t present = -1;   // request of the present stage's space
  int32_t holdings = -1;  // list of requests, granted first
  int32_t wishes = -1;    // list of expansions not yet granted
  int32_t sought = -1;    // request for the stage it seeks
  int32_t known_area = 0;
  int16_t track, park = -1;
  int8_t position = 0, seeks = 0;  // in the chain: the present stage and the one it seeks
  Route route = kLease;
  bool spawns = true, midway = false, fits_out = false;
  int32_t stay = -1;  // of the present stage; −1: it began before the clock, or is not kept
};

// How a request that is not yet served tries pools.
struct Search {
  const Stage *stage;
  uint64_t mask = 0;  // allowed pools
  int64_t prelet = 0;
  int32_t request = -1;
  int count = 0, open = 0;  // parks, and those allowed now
  uint8_t order[kMostParks];
};

struct Listed {  // a line of the waiting list
  int64_t rank;
  uint64_t mask;
  int32_t slot, area;  // slot: its Search
};

struct Site {
  int pool, entity;
  int64_t area, opens, promised = 0;
  int32_t requests = -1;
};

struct LotWorks {
  int first, count;  // its sites
  bool stays_shut;
};

struct Stay {  // in a stage
  int32_t started, ended;
  int16_t stage, track;
};

struct Built {  // a change of what is built
  int64_t tick, area;
  int pool;
  Level level;
};

// One replication. The parts stand in market.h, works.h, company.h and opening.h.
class City {
 public:
  bool logs = false;     // write every row
  bool records = false;  // keep what the measures need beside the table of requests
  std::vector<int64_t> log;
  int64_t rows = 0;  // counted always
  std::vector<Request> requests;
  std::vector<Built> built;
  std::vector<Stay> stays;
  std::vector<int32_t> flows;  // [month, stage, track, flow]

  void play(const Plan &plan, uint64_t seed, int64_t replication);

 private:
  struct Space {
    int64_t capacity, leased;
  };
  struct Source {  // of arrivals
    uint64_t key;
    double passed;
    int64_t number;
    size_t reached;
  };

  const Plan *plan_ = nullptr;
  uint64_t root_ = 0;
  int64_t now_ = 0;
  EventKey key_;
  Calendar calendar_;
  std::vector<Source> sources_;
  std::vector<Company> companies_;
  std::vector<int32_t> free_companies_;
  std::vector<Space> pools_;
  uint64_t changed_ = 0;  // pools that may serve somebody new
  std::vector<Listed> waiting_;
  std::vector<Search> searches_;
  std::vector<int32_t> free_searches_;
  std::vector<Site> sites_;
  std::vector<std::vector<int>> sites_of_;  // by pool: those to open, by opening and id
  std::vector<LotWorks> works_;

  // This file
  void clear();
  void happen(const Event &event);
  void due(int64_t tick, EventKind kind, int64_t name, int stage, int ordinal, int payload);
  void write(What what, const Company &c, int stage, int64_t aux = -1);
  void write(What what, const Request &r, int64_t aux = -1);
  void write_pool(What what, const Request &r, int pool, int64_t aux);
  void write_works(What what, int entity, int pool, int64_t area, int64_t aux = -1);
  void row(std::initializer_list<int64_t> values);
  void count(Flow flow, int stage, int track);
  const std::vector<Stage> &chain(const Company &c) const { return plan_->chains[c.track]; }
  int64_t rank(const Request &r) const;

  // market.h
  void ask(Search &search);
  void widen(int request);
  bool last_try(int request);
  void serve();
  int64_t most_room(uint64_t pools) const;
  void release(int request);
  void build(int site);
  void open(int first, int count);
  void occupy(int request);
  void place(Request &request, int pool);
  int64_t room(int pool) const { return pools_[pool].capacity - pools_[pool].leased; }
  void allow(Search &search, int open);
  int fit(const Search &search) const;
  bool attempt(const Search &search);
  bool promise(const Search &search);
  void lease(int request, int pool);
  void unlist(Request &request);
  size_t line(const Request &request) const;

  // works.h
  void begin_works();
  void start_lot(size_t index);
  void open_lot(size_t index);
  void note(int64_t tick, int pool, int64_t area, Level level);

  // company.h
  int enter(int entity, int64_t number, int track, uint64_t key);
  void arrive(int c);
  void next_arrival(int source);
  void stay(int c, int position, int64_t duration);
  void stage_over(int c);
  void move_in(int c);
  void begin_stay(Company &c, const Stage &stage);
  void take_up(Company &c, int request);
  void end(int c, Fate fate, int stage);
  void granted(int request);
  void seek(int c, int position);
  void set_timers(const Company &c, int request, int64_t patience, int64_t spillover);
  void lost(int request);
  void give_back(Company &c, int request);
  void expand(int c, int ordinal);
  void ask_at_cdmo(Company &c, const Stage &stage);
  int64_t rest(const Law &biased, uint64_t stage_key, uint64_t sub) const;
  Route route(const Company &c, const Stage &stage, bool stayed) const;
  void put_in_order(const Company &c, const Stage &stage, int first, Search &search) const;
  int add_request(int c, const Stage &stage, int ordinal, int64_t area);
  int ask_for(int c, const Stage &stage, int ordinal, int64_t area, int first);
  void link(int32_t &list, int request);
  void drop(int32_t &list, int request);

  // opening.h
  void open_city();
  void fill(int pool);
  void place_tenant(int c, const Candidate &chosen, int pool);
  int place_before(int c, int position);
  int tenancy(int c, const Stage &stage, int64_t area, int pool, Phase phase);
  void place_pipeline(const Entry &entry);
};

inline void City::clear() {
  const Plan &p = *plan_;
  key_ = EventKey(p);
  now_ = 0, rows = 0, changed_ = 0;
  log.clear(), requests.clear(), built.clear(), stays.clear(), companies_.clear(), free_companies_.clear();
  pools_.clear(), sites_.clear(), works_.clear(), sources_.clear();
  waiting_.clear(), searches_.clear(), free_searches_.clear();
  calendar_.clear(p.end, key_.tick_shift);
  sites_of_.resize(p.pools.size());
  for (auto &list : sites_of_) list.clear();
  for (const Pool &pool : p.pools) pools_.push_back({pool.capacity, 0});
  if (records) {
    flows.assign(p.months * p.stages * p.tracks * kFlows, 0);
    for (size_t i = 0; i < pools_.size(); ++i)
      note(0, static_cast<int>(i), pools_[i].capacity, kCapacityLevel);
  }
}

inline void City::play(const Plan &plan, uint64_t seed, int64_t replication) {
  plan_ = &plan;
  root_ = child(child(0, seed), static_cast<uint64_t>(replication));
  clear();
  open_city();
  begin_works();
  for (size_t s = 0; s < plan.streams.size(); ++s) {
    sources_.push_back({child(child(root_, kCompany), plan.streams[s].word), 0.0, 0, 0});
    next_arrival(static_cast<int>(s));
  }
  for (Event event; calendar_.pop(event);) {
    now_ = key_.tick(event.key);
    happen(event);
  }
}

// Companies that are gone may still have events; the name tells whether the slot is theirs.
inline void City::happen(const Event &event) {
  int payload = event.payload, ordinal = key_.ordinal(event.key);
  auto there = [&] { return companies_[payload].name == key_.name_of(event.key); };
  switch (key_.kind(event.key)) {
    case kCapacity:
      return key_.number(event.key) == 0 ? start_lot(payload) : open_lot(payload);
    case kStageEnd: return stage_over(payload);
    case kMoveIn:
      if (ordinal > 0) {
        if (requests[payload].state == kFittingOut) occupy(payload);
      } else if (there()) {
        move_in(payload);
      }
      return;
    case kSpillOver:
      if (requests[payload].state == kWaiting) widen(payload);
      return;
    case kPatienceOver:
      if (requests[payload].state == kWaiting && !last_try(payload)) lost(payload);
      return;
    case kExpansion:
      if (there()) expand(payload, ordinal);
      return;
    case kArrival:
      if (payload >= 0) return arrive(payload);
      Source &source = sources_[~payload];
      const Stream &stream = plan_->streams[~payload];
      int c = enter(stream.rank, source.number, stream.track, child(source.key, source.number));
      companies_[c].position = static_cast<int8_t>(stream.entry);
      ++source.number;
      next_arrival(~payload);
      return arrive(c);
  }
}

// What is due at or after the end never happens.
inline void City::due(int64_t tick, EventKind kind, int64_t name, int stage, int ordinal,
                      int payload) {
  if (tick < plan_->end)
    calendar_.push({key_.pack(tick, kind, name, stage, ordinal), payload});
}

// Requests are served in the order of their ranks.
inline int64_t City::rank(const Request &r) const {
  return key_.pack(r.asked, kCapacity, key_.name(r.entity, r.number), r.stage, r.ordinal);
}

inline void City::row(std::initializer_list<int64_t> values) {
  log.push_back(now_);
  log.insert(log.end(), values);
}

inline void City::write(What what, const Company &c, int stage, int64_t aux) {
  ++rows;
  if (logs) row({what, key_.entity(c.name), key_.number(c.name), c.track, stage, -1, -1, -1, -1, aux});
}

inline void City::write_pool(What what, const Request &r, int pool, int64_t aux) {
  ++rows;
  if (logs)
    row({what, r.entity, r.number, r.track, r.stage, r.ordinal, &r - requests.data(), pool, r.area,
         aux});
}

inline void City::write(What what, const Request &r, int64_t aux) {
  write_pool(what, r, -1, aux);
}

inline void City::write_works(What what, int entity, int pool, int64_t area, int64_t aux) {
  ++rows;
  if (logs) row({what, entity, -1, -1, -1, -1, -1, pool, area, aux});
}

inline void City::count(Flow flow, int stage, int track) {
  if (records)
    ++flows[((now_ / kMonth * plan_->stages + stage) * plan_->tracks + track) * kFlows + flow];
}
