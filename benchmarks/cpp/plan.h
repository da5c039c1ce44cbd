// The plan as dump.py writes it: a stream of 8-byte integers and floats, in this order.
#pragma once
#include <fstream>
#include <string>

#include "draws.h"

constexpr int kMostParks = 32, kMostPools = 64;  // sets of pools are bits of a word

struct Growth {
  Law every, rest, area, patience, fit_out;
};

struct Stage {
  int stage = 0;
  uint64_t word = 0;
  int space = 0;
  Law area, duration, rest, fit_out, rest_fit_out;  // rests: length-biased, for the opening
  Law patience, build;
  double elsewhere = 0, cdmo = 0, self_build = 0, cdmo_share = 0, success = 0;
  int cdmo_stream = -1;
  int64_t prelet = 0, spillover = 0;
  bool release = false;
  int choices = 0;
  std::vector<double> weights;
  std::vector<Growth> growth;  // one or none
  std::vector<int> guests;     // by entity: rank of its requests at a contract manufacturer
  Race parks;                  // without those that are never used
};

struct Stream {
  int rank, track, entry;
  uint64_t word;
  std::vector<double> times, arrivals;
};

struct Cell {
  int pool;
  int64_t area;
};

struct Lot {
  int rank, lot;
  uint64_t word;
  std::vector<Cell> cells;
  int64_t earliest, latest;
  Law construction, slip, lag;
  double suspended;
};

struct Candidate {  // whose tenant an opening tenant of a space type may be
  int stream, position;
  double fit_out, stay;
  std::vector<double> weights;
  uint64_t word;
};

struct Pool {
  int64_t capacity, occupied;
  int rank;  // of the opening's tenants
  uint64_t word;
  Race tenants;  // of the candidates
};

struct Entry {  // of the opening's pipeline
  int stream, position;
  double cdmo, self_build;
  int rank;
  uint64_t word;
};

constexpr int kJumps = 7;

struct Ramp {  // how output grows in a stage of a track: parts that mature at kJumps instants
  bool produces;
  int64_t ticks, standing[kJumps];  // standing: of what is in use at the opening
};

struct Plan {
  int64_t world, end, months;
  int parks, spaces, tracks, stages;
  int number_bits, stage_bits, entity_bits, ordinal_bits;
  std::vector<uint64_t> park_words;
  std::vector<std::vector<Stage>> chains;
  std::vector<Stream> streams;
  std::vector<Lot> lots;
  std::vector<std::vector<Candidate>> candidates;  // by space type
  std::vector<int> fill_order;
  std::vector<Entry> pipeline;
  std::vector<Pool> pools;
  std::vector<Ramp> ramps;  // [track, stage]; empty without an economy
};

struct Check {  // a standard on requests; −1: any pool; tracks as bits
  int metric, space, pool;
  int64_t start, end, limit, tracks;
};

struct Measures {  // what is counted
  int64_t record_from, days, year_count;
  std::vector<int> years;      // by month; −1 before the record begins
  std::vector<int64_t> steps;  // waits that are told apart
  std::vector<Check> checks;
};

class Reader {
 public:
  explicit Reader(const std::string &path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path);
    bytes_.assign(std::istreambuf_iterator<char>(file), {});
    if (integer() != 0x6F61686E697A7003) throw std::runtime_error(path + " is not a plan");
  }

  int64_t integer() {
    int64_t value;
    if (at_ + 8 > bytes_.size()) throw std::runtime_error("the plan is cut short");
    std::memcpy(&value, &bytes_[at_], 8);
    at_ += 8;
    return value;
  }
  int small() { return static_cast<int>(integer()); }
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
  std::vector<uint64_t> words() {
    return many([&] { return word(); });
  }

 private:
  std::vector<char> bytes_;
  size_t at_ = 0;
};

struct Study {
  uint64_t seed;
  std::vector<Table> tables;
  Measures measures;
  std::vector<Plan> plans;

  explicit Study(const std::string &path) : read_(path) {
    seed = read_.word();
    tables = read_.many([&] { return Table{read_.number(), read_.number(), read_.numbers()}; });
    measures = read_measures();
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

  Measures read_measures() {
    Reader &r = read_;
    auto check = [&] {
      return Check{r.small(),   r.small(),   r.small(),  r.integer(),
                   r.integer(), r.integer(), r.integer()};
    };
    return {r.integer(), r.integer(), r.integer(), r.smalls(),
            r.many([&] { return r.integer(); }), r.many(check)};
  }

  Law law() {
    Law found;
    found.kind = static_cast<LawKind>(read_.integer());
    for (double &p : found.p) p = read_.number();
    int64_t first = read_.integer(), second = read_.integer();
    if (first >= 0) found.table = &tables[first];
    if (second >= 0) found.second = &tables[second];
    return found;
  }

  Stage stage() {
    Stage s;
    s.stage = read_.small();
    s.word = read_.word();
    s.space = read_.smalls().at(0);
    for (Law *one : {&s.area, &s.duration, &s.rest, &s.fit_out, &s.rest_fit_out, &s.patience,
                     &s.build})
      *one = law();
    for (double *one : {&s.elsewhere, &s.cdmo, &s.self_build, &s.cdmo_share, &s.success})
      *one = read_.number();
    s.cdmo_stream = read_.small();
    s.prelet = read_.integer(), s.spillover = read_.integer();
    s.release = read_.integer() != 0;
    s.choices = read_.small();
    s.weights = read_.numbers();
    s.growth = read_.many([&] { return Growth{law(), law(), law(), law(), law()}; });
    s.guests = read_.smalls();
    return s;
  }

  Plan plan() {
    Reader &r = read_;
    Plan p;
    p.world = r.integer();
    for (int *one : {&p.number_bits, &p.stage_bits, &p.entity_bits, &p.ordinal_bits})
      *one = r.small();
    p.end = r.integer(), p.months = r.integer();
    p.park_words = r.words();
    p.parks = static_cast<int>(p.park_words.size());
    for (int *one : {&p.spaces, &p.tracks, &p.stages}) *one = static_cast<int>(r.words().size());
    p.chains = r.many([&] { return r.many([&] { return stage(); }); });
    p.streams = r.many([&] {
      return Stream{r.small(), r.small(), r.small(), r.word(), r.numbers(), r.numbers()};
    });
    auto cell = [&] {
      const auto pair = r.many([&] { return r.integer(); });
      return Cell{static_cast<int>(pair.at(0)), pair.at(1)};
    };
    p.lots = r.many([&] {
      return Lot{r.small(), r.small(), r.word(), r.many(cell), r.integer(), r.integer(),
                 law(),     law(),     law(),    r.number()};
    });
    auto candidate = [&] {
      return Candidate{r.small(), r.small(), r.number(), r.number(), r.numbers(), r.word()};
    };
    p.candidates = r.many([&] { return r.many(candidate); });
    p.fill_order = r.smalls();
    p.pipeline = r.many([&] {
      return Entry{r.small(), r.small(), r.number(), r.number(), r.small(), r.word()};
    });
    auto area = [&] { return r.integer(); };
    const std::vector<int64_t> capacity = r.many(area), occupied = r.many(area);
    for (size_t i = 0; i < capacity.size(); ++i)
      p.pools.push_back({capacity[i], occupied[i], r.small(), r.word(), {}});
    p.ramps = r.many([&] {
      Ramp ramp{r.integer() != 0, r.integer(), {}};
      for (int64_t &parts : ramp.standing) parts = r.integer();
      return ramp;
    });
    for (auto &chain : p.chains)
      for (Stage &s : chain)
        for (int i = 0; i < p.parks; ++i) s.parks.add(i, p.park_words[i], s.weights[i]);
    for (int i = 0; i < static_cast<int>(p.pools.size()); ++i) {
      const auto &candidates = p.candidates[i / p.parks];
      for (int c = 0; c < static_cast<int>(candidates.size()); ++c)
        p.pools[i].tenants.add(c, candidates[c].word, candidates[c].weights[i % p.parks]);
    }
    if (p.parks > kMostParks || p.pools.size() > kMostPools)
      throw std::runtime_error("at most 32 parks and 64 pools are supported");
    if (p.end >= int64_t{1} << 30) throw std::runtime_error("the clock is too long");
    return p;
  }
};
