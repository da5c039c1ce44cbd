// One replication, as sim/model plays it: the same events, draws, serial numbers and log rows.
#pragma once
#include "calendar.h"

enum What : int64_t {
  kOpened = 1, kArrived, kAsked, kGranted, kCommitted, kMovedIn, kReleased, kSpilled, kLost,
  kCancelled, kStarted, kStageEnded, kBuilding, kEnded, kConstructionFrom, kCapacityAdded,
  kWithdrawn, kRebuild
};
enum Phase { kInFitOut, kInUsePhase, kKept };
enum Loss : uint8_t { kNoLoss, kPatienceLoss, kTurnedAway };
enum Route : uint8_t { kLease, kCdmoRoute, kSelfBuild, kElsewhere, kNone };
enum Fate { kFailed = 1, kCompleted, kPatienceFate, kTurnedAwayFate, kElsewhereFate };
enum State : uint8_t { kWaiting, kPromised, kFittingOut, kInUse, kClosed };
enum Flow {
  kFlowAsked, kFlowGranted, kFlowStarted, kFlowSucceeded, kFlowFailed, kFlowLost, kFlowElsewhere,
  kFlowCdmo, kFlowSelfBuild, kFlowCompleted, kFlows
};

// Levels of a pool, in the order of sim.measures.counting.tally.POOL.
enum Level {
  kCapacityLevel, kLeasedLevel, kFitOutLevel, kWithdrawnLevel, kConstructionLevel, kWaitingArea,
  kWaitingCount, kLevels
};

constexpr uint64_t bit(int i) { return uint64_t{1} << i; }

// A row of the table of requests, with what the model needs of it: one cache line.
struct alignas(64) Request {
  int32_t entity, number, area;
  int32_t asked = -1, wait_from = -1, committed = -1, served = -1, moved = -1, ended = -1;
  int32_t company;      // slot
  int32_t next = -1;    // in a list of its company, or of a building site
  int32_t place = -1;   // while waiting: its slot; committed: its site
  int16_t track, stage, space, first, pool = -1, ordinal = 0;
  State state = kWaiting;
  Loss loss = kNoLoss;
  bool called_off = false;  // counts as cancelled
  int8_t opening = 0;       // 1 in fit-out at the opening, 2 in use
};

// A company in the city, in one cache line; slots are used again.
struct alignas(64) Company {
  uint64_t key;
  int64_t name;   // of its events: entity and number; −1: the slot is free
  int64_t ready;  // when the stage before the one it seeks ends
  int32_t present = -1;   // request of the present stage's space
  int32_t holdings = -1;  // list of requests, granted first
  int32_t wishes = -1;    // list of expansions not yet granted
  int32_t sought = -1;    // request for the stage it seeks
  int32_t known_area = 0;
  int16_t track, park = -1;
  int8_t position = 0, seeks = 0;  // in the chain: the present stage and the one it seeks
  Route route = kLease;
  Loss loss = kNoLoss;
  bool searching = false, spawns = true, midway = false, fits_out = false, comes = false;
};

// How a request that is not yet served tries pools.
struct Search {
  const Stage *stage;
  uint64_t mask = 0;    // allowed pools
  uint64_t closes = 0;  // pools it closes to all after it
  int64_t prelet = 0;
  int32_t request = -1;
  int count = 0, open = 0;  // parks, and those allowed now
  uint8_t order[kMostParks];
};

struct Rank {
  int64_t priority, name;
  bool operator<(const Rank &o) const {
    return priority != o.priority ? priority < o.priority : name < o.name;
  }
};

struct Listed {  // a line of the waiting list
  Rank rank;
  uint64_t mask;
  int32_t slot, area;  // slot: its Search
};

struct Site {
  int pool, entity;
  int64_t area, opens, promised = 0, promised_to_outsiders = 0;
  int32_t requests = -1;
};

struct Taking {  // a renewal at work
  const Renewal *plan;
  int64_t start, taken = 0;
  bool done = false;
};

struct LotWorks {
  int first, count;  // its sites
  bool stays_shut;
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
  std::vector<int32_t> flows;  // [month, stage, track, flow]

  void play(const Plan &plan, uint64_t seed, int64_t replication);

 private:
  struct Space {
    int64_t capacity, leased, leased_by_members, limit;
    double reserve;
    uint64_t members;
    bool strict;
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
  std::vector<int64_t> waiting_by_space_;
  std::vector<Search> searches_;
  std::vector<int32_t> free_searches_;
  std::vector<Site> sites_;
  std::vector<std::vector<int>> sites_of_;  // by pool: those to open, by opening and id
  std::vector<LotWorks> works_;
  std::vector<Taking> takings_;
  std::vector<int> taking_;  // at work now, by start and id

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
  const Stage &stage_of(const Request &r) const;
  Rank rank(const Request &r) const;

  // market.h
  Loss ask(Search &search);
  void widen(int request);
  bool last_try(int request);
  void cancel(int request);
  void serve();
  int64_t most_room(uint64_t pools) const;
  void release(int request);
  void build(int site);
  void open(int first, int count);
  void occupy(int request);
  void place(Request &request, int pool);
  int64_t room(int pool, int track) const;
  int64_t room(const Site &site, int track) const;
  bool member(const Request &r) const { return pools_[r.pool].members >> r.track & 1; }
  void allow(Search &search, int open);
  uint64_t closed_ahead(const Request &request) const;
  int fit(const Search &search, uint64_t closed) const;
  bool attempt(const Search &search);
  bool promise(const Search &search, uint64_t closed);
  void lease(int request, int pool);
  void unlist(Request &request);
  void lose(Request &request, Loss loss);
  size_t line(const Request &request) const;

  // works.h
  void begin_works();
  void begin_lot(size_t index);
  void start_lot(size_t index);
  void open_works(size_t index);
  int64_t duration(const Timing &timing, uint64_t key, uint64_t project) const;
  int64_t date(int64_t earliest, int64_t latest, uint64_t key) const;
  void take_free(int index);
  int64_t take(int index, int64_t free);
  void take_back(int pool, int64_t vacated);
  void rebuild(int index);
  void note(int64_t tick, int pool, int64_t area, Level level);

  // company.h
  int enter(int entity, int64_t number, int track, uint64_t key);
  void arrive(int c);
  void next_arrival(int source);
  void expect(const Named &project);
  void stay(int c, int position, int64_t duration);
  void stage_over(int c);
  void settle(int c);
  void move_in(int c);
  void look_ahead(int c);
  void take_up(Company &c, int request);
  void end(int c, Fate fate, int stage);
  void granted(int request);
  void seek(int c, int position, int64_t ready);
  void set_timers(const Company &c, int request, int64_t patience_over, int64_t spillover);
  void lost(int request);
  void leave_previous(Company &c, int position);
  void give_back(Company &c, int request);
  void expand(int c, int ordinal);
  void ask_at_cdmo(Company &c, const Stage &stage);
  int64_t rest(const Law &biased, uint64_t stage_key, uint64_t sub) const;
  Route route(const Company &c, const Stage &stage, bool stayed) const;
  double mark(const Company &c, int park) const;
  int first_choice(const Company &c, const Stage &stage, int first) const;
  void put_in_order(const Company &c, const Stage &stage, int first, Search &search) const;
  int add_request(int c, const Stage &stage, int ordinal, int64_t area);
  int ask_for(int c, const Stage &stage, int ordinal, int64_t area, int first, int64_t ready);
  void link(int32_t &list, int request);
  void drop(int32_t &list, int request);

  // opening.h
  void open_city();
  void fill(int pool);
  void place_tenant(int c, const Option &chosen, int pool);
  int place_held(int c, int stream, int position, bool fits_out);
  int tenancy(int c, const Stage &stage, int64_t area, int pool, Phase phase);
  void place_pipeline(const Entry &entry);
};

inline void City::clear() {
  const Plan &p = *plan_;
  key_ = EventKey(p);
  now_ = 0, rows = 0, changed_ = 0;
  log.clear(), requests.clear(), built.clear(), companies_.clear();
  free_companies_.clear(), pools_.clear(), sites_.clear(), works_.clear();
  takings_.clear(), taking_.clear(), waiting_.clear(), searches_.clear(), free_searches_.clear();
  calendar_.clear(p.end, key_.tick_shift);
  sites_of_.resize(p.pools.size());
  for (auto &list : sites_of_) list.clear();
  waiting_by_space_.assign(p.spaces, 0);
  for (size_t i = 0; i < p.pools.size(); ++i) {
    const Pool &pool = p.pools[i];
    bool strict = p.strict[i / p.parks] != 0;
    pools_.push_back({pool.capacity, 0, 0, pool.limit, pool.reserve, pool.members, strict});
  }
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
  sources_.clear();
  for (size_t s = 0; s < plan.streams.size(); ++s) {
    sources_.push_back({child(child(root_, kCompany), plan.streams[s].word), 0.0, 0, 0});
    next_arrival(static_cast<int>(s));
  }
  for (const Named &project : plan.named) expect(project);
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
      return key_.number(event.key) == 0 ? start_lot(payload) : open_works(payload);
    case kWithdrawal:
      if (key_.number(event.key) == 0) return take_free(payload);
      if (!takings_[payload].done) rebuild(payload);
      return;
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
      if (payload < 0) {
        Source &source = sources_[~payload];
        const Stream &stream = plan_->streams[~payload];
        int c = enter(stream.rank, source.number, stream.track, child(source.key, source.number));
        companies_[c].position = static_cast<int8_t>(stream.entry);
        ++source.number;
        next_arrival(~payload);
        return arrive(c);
      }
      return companies_[payload].comes ? arrive(payload) : look_ahead(payload);
  }
}

// What is due at or after the end never happens.
inline void City::due(int64_t tick, EventKind kind, int64_t name, int stage, int ordinal,
                      int payload) {
  if (tick < plan_->end)
    calendar_.push({key_.pack(tick, kind, name, stage, ordinal), payload});
}

inline const Stage &City::stage_of(const Request &r) const {
  for (const Stage &stage : plan_->chains[r.track])
    if (stage.stage == r.stage) return stage;
  throw std::logic_error("a request for a stage outside its chain");
}

inline Rank City::rank(const Request &r) const {
  int64_t name = key_.name(r.entity, r.number);
  return {stage_of(r).priority, key_.pack(r.asked, kCapacity, name, r.stage, r.ordinal)};
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
