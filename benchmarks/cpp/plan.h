// The plan as dump.py writes it: a stream of 8-byte integers and floats, in this order.
#pragma once
#include <fstream>
#include <string>

#include "draws.h"

constexpr int kMostParks = 32, kMostPools = 64;  // sets of pools are bits of a word

struct Growth {
  Law every, area, patience, fit_out, rest;
};

struct Stage {
  int stage = 0;
  uint64_t word = 0;
  std::vector<int> spaces, order;
  std::vector<double> weights;
  Race parks;  // without those that are never used
  Law area, duration, fit_out, patience, build;
  Law rest, rest_fit_out;  // length-biased, for the opening
  double elsewhere = 0, cdmo = 0, self_build = 0, success = 0, cdmo_share = 0;
  double fit_out_mean = 0, duration_mean = 0;
  int cdmo_stream = -1;
  std::vector<int> cdmo_rank;  // by entity: rank of its requests at a contract manufacturer
  int64_t look_ahead = 0, prelet = 0, priority = 0, spillover = 0;
  bool release = false, keep = false, stay_put = false, grows = false;
  int choices = 0;
  Growth growth;
};

struct Stream {
  int rank, track, entry;
  uint64_t word;
  std::vector<double> times, arrivals;
};

struct Named {
  int rank, track, entry;
  uint64_t word;
  int64_t earliest, latest, area;
};

struct Timing {
  int64_t earliest, latest;
  Law construction, slip, slip_common, lag;
};

struct Cell {
  int pool;
  int64_t area;
};

struct Lot {
  int rank, lot;
  uint64_t word;
  std::vector<Cell> cells;
  Timing timing;
  double suspended;
  Law resume;
};

struct Renewal {
  int rank, pool, target;
  uint64_t word;
  int64_t area, vacate_by;
  double ratio;
  Timing timing;
};

struct Option {  // whose tenant an opening tenant may be
  int stream, position;
  double weight;
  uint64_t word;
};

struct Pool {
  int64_t capacity, occupied, limit;
  int rank;  // of the opening's tenants
  uint64_t word;
  double reserve;
  uint64_t members;  // tracks as bits; 0: no reserve
  std::vector<Option> options;
  Race race{};  // of the options
};

struct Entry {  // of the opening's pipeline
  int stream, position, rank;
  uint64_t word;
  double cdmo, self_build, no_space;
};

struct Plan {
  int64_t world, end, months;
  int parks, spaces, tracks, stages, entities;
  int number_bits, stage_bits, entity_bits, ordinal_bits;
  std::vector<uint64_t> park_words;
  std::vector<char> strict;          // by space type
  std::vector<int64_t> max_waiting;  // by space type
  std::vector<Pool> pools;
  std::vector<std::vector<Stage>> chains;
  std::vector<Stream> streams;
  std::vector<Named> named;
  std::vector<Lot> lots;
  std::vector<Renewal> renewals;
  std::vector<int> fill_order;
  std::vector<Entry> pipeline;
  bool any_strict = false;
};

class Reader {
 public:
  explicit Reader(const std::string &path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path);
    bytes_.assign(std::istreambuf_iterator<char>(file), {});
    if (integer() != 0x6F61686E697A7001) throw std::runtime_error(path + " is not a plan");
  }

  int64_t integer() {
    int64_t value;
    if (at_ + 8 > bytes_.size()) throw std::runtime_error("the plan is cut short");
    std::memcpy(&value, &bytes_[at_], 8);
    at_ += 8;
    return value;
  }
  int small() { return static_cast<int>(integer()); }
  bool flag() { return integer() != 0; }
  uint64_t word() { return static_cast<uint64_t>(integer()); }
  double number() {
    int64_t bits = integer();
    double value;
    std::memcpy(&value, &bits, 8);
    return value;
  }
  template <class F>
  auto many(F one) {
    std::vector<decltype(one())> found(integer());
    for (auto &item : found) item = one();
    return found;
  }
  std::vector<int> smalls() {
    return many([&] { return small(); });
  }
  std::vector<double> numbers() {
    return many([&] { return number(); });
  }

 private:
  std::vector<char> bytes_;
  size_t at_ = 0;
};

struct Study {
  uint64_t seed;
  std::vector<Table> tables;
  std::vector<Plan> plans;

  explicit Study(const std::string &path) : read_(path) {
    seed = read_.word();
    tables = read_.many([&] { return Table{read_.number(), read_.number(), read_.numbers()}; });
    plans = read_.many([&] { return plan(); });
  }

  // Replications 2k and 2k + 1 play world k; a plan of world −1 is played by all.
  const Plan &of(int64_t replication) const {
    for (const Plan &p : plans)
      if (p.world < 0 || p.world == replication / 2) return p;
    throw std::runtime_error("no plan for replication " + std::to_string(replication));
  }

 private:
  Reader read_;

  Law law() {
    Law found;
    found.kind = static_cast<LawKind>(read_.integer());
    for (double &p : found.p) p = read_.number();
    int64_t first = read_.integer(), second = read_.integer();
    if (first >= 0) found.table = &tables[first];
    if (second >= 0) found.second = &tables[second];
    Steps steps{read_.numbers(), read_.numbers()};
    if (found.kind == kDiscrete) found.steps = std::make_shared<Steps>(steps);
    return found;
  }

  Stage stage() {
    Stage s;
    s.stage = read_.small();
    s.word = read_.word();
    s.spaces = read_.smalls();
    s.order = read_.smalls();
    s.weights = read_.numbers();
    for (Law *one : {&s.area, &s.duration, &s.fit_out, &s.patience, &s.build, &s.rest,
                     &s.rest_fit_out})
      *one = law();
    for (double *one : {&s.elsewhere, &s.cdmo, &s.self_build, &s.success, &s.cdmo_share,
                        &s.fit_out_mean, &s.duration_mean})
      *one = read_.number();
    s.cdmo_stream = read_.small();
    s.cdmo_rank = read_.smalls();
    for (int64_t *one : {&s.look_ahead, &s.prelet, &s.priority, &s.spillover})
      *one = read_.integer();
    for (bool *one : {&s.release, &s.keep, &s.stay_put}) *one = read_.flag();
    s.choices = read_.small();
    s.grows = read_.flag();
    Growth &g = s.growth;
    if (s.grows)
      for (Law *one : {&g.every, &g.area, &g.patience, &g.fit_out, &g.rest}) *one = law();
    return s;
  }

  Timing timing() {
    return {read_.integer(), read_.integer(), law(), law(), law(), law()};
  }

  Plan plan() {
    Reader &r = read_;
    Plan p;
    p.world = r.integer(), p.end = r.integer(), p.months = r.integer();
    for (int *one : {&p.parks, &p.spaces, &p.tracks, &p.stages, &p.entities, &p.number_bits,
                     &p.stage_bits, &p.entity_bits, &p.ordinal_bits})
      *one = r.small();
    p.park_words = r.many([&] { return r.word(); });
    p.strict = r.many([&] { return static_cast<char>(r.flag()); });
    p.max_waiting = r.many([&] { return r.integer(); });
    auto option = [&] { return Option{r.small(), r.small(), r.number(), r.word()}; };
    p.pools = r.many([&] {
      return Pool{r.integer(), r.integer(), r.integer(), r.small(), r.word(),
                  r.number(),  r.word(),    r.many(option)};
    });
    p.chains = r.many([&] { return r.many([&] { return stage(); }); });
    p.streams = r.many([&] {
      return Stream{r.small(), r.small(), r.small(), r.word(), r.numbers(), r.numbers()};
    });
    p.named = r.many([&] {
      return Named{r.small(),   r.small(),   r.small(),  r.word(),
                   r.integer(), r.integer(), r.integer()};
    });
    auto cell = [&] { return Cell{r.small(), r.integer()}; };
    p.lots = r.many([&] {
      return Lot{r.small(), r.small(), r.word(), r.many(cell), timing(), r.number(), law()};
    });
    p.renewals = r.many([&] {
      return Renewal{r.small(),   r.small(),   r.small(),  r.word(),
                     r.integer(), r.integer(), r.number(), timing()};
    });
    p.fill_order = r.smalls();
    p.pipeline = r.many([&] {
      return Entry{r.small(), r.small(), r.small(), r.word(), r.number(), r.number(), r.number()};
    });
    for (auto &chain : p.chains)
      for (Stage &s : chain)
        for (int i = 0; i < p.parks; ++i) s.parks.add(i, p.park_words[i], s.weights[i]);
    for (Pool &pool : p.pools)
      for (size_t i = 0; i < pool.options.size(); ++i)
        pool.race.add(static_cast<int>(i), pool.options[i].word, pool.options[i].weight);
    for (char strict : p.strict) p.any_strict |= strict != 0;
    if (p.parks > kMostParks || p.pools.size() > kMostPools || p.tracks > 64)
      throw std::runtime_error("at most 32 parks, 64 pools and 64 tracks are supported");
    if (p.end >= int64_t{1} << 30) throw std::runtime_error("the clock is too long");
    return p;
  }
};
