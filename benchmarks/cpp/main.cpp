// Play replications of a dumped plan and say how long each took.
//
//   cityfast PLAN FIRST COUNT [--rounds N] [--bare] [--log FILE] [--records FILE]
#include <time.h>

#include <cstdio>

#include "opening.h"
#include "record.h"

namespace {

double cpu_ms() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec * 1e-6;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  size_t n = values.size();
  return n % 2 ? values[n / 2] : 0.5 * (values[n / 2 - 1] + values[n / 2]);
}

void save(const std::string &path, const std::vector<int64_t> &values) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char *>(values.data()), values.size() * 8);
  if (!file) throw std::runtime_error("cannot write " + path);
}

struct Options {
  std::string plan, log, records;
  int64_t first = 0, count = 1, rounds = 1;
  bool bare = false;  // without records
};

Options read(int n, char **words) {
  if (n < 4) throw std::runtime_error("usage: PLAN FIRST COUNT [--rounds N] [--bare] [--log FILE]");
  Options o;
  o.plan = words[1], o.first = std::stoll(words[2]), o.count = std::stoll(words[3]);
  for (int i = 4; i < n; ++i) {
    std::string word = words[i];
    if (word == "--bare") o.bare = true;
    else if (i + 1 == n) throw std::runtime_error(word + " needs a value");
    else if (word == "--rounds") o.rounds = std::stoll(words[++i]);
    else if (word == "--log") o.log = words[++i];
    else if (word == "--records") o.records = words[++i];
    else throw std::runtime_error("unknown: " + word);
  }
  return o;
}

// With several rounds, the first only warms up; what is printed and saved is of the last.
void run(const Options &o) {
  Study study(o.plan);
  City city;
  Records records;
  std::vector<double> all;
  std::vector<int64_t> log, values;
  city.logs = !o.log.empty();
  city.records = !o.bare;
  for (int64_t round = 0; round < o.rounds; ++round)
    for (int64_t r = o.first; r < o.first + o.count; ++r) {
      const Plan &plan = study.of(r);
      double began = cpu_ms();
      city.play(plan, study.seed, r);
      if (city.records) records.add_up(plan, study.measures, city);
      double took = cpu_ms() - began;
      if (round > 0 || o.rounds == 1) all.push_back(took);
      if (round + 1 < o.rounds) continue;
      uint64_t digest = 0;
      if (city.records) each(city, records, [&](int64_t v) { digest = child(digest ^ v, 0); });
      std::printf("replication %lld: %.3f ms, %lld rows, digest %016llx\n", (long long)r, took,
                  (long long)city.rows, (unsigned long long)digest);
      log.insert(log.end(), city.log.begin(), city.log.end());
      if (!o.records.empty()) each(city, records, [&](int64_t v) { values.push_back(v); });
    }
  auto [least, most] = std::minmax_element(all.begin(), all.end());
  std::printf("CPU a replication: median %.3f ms (%.3f to %.3f)\n", median(all), *least, *most);
  if (!o.log.empty()) save(o.log, log);
  if (!o.records.empty()) save(o.records, values);
}

}  // namespace

int main(int n, char **words) {
  try {
    run(read(n, words));
  } catch (const std::exception &fault) {
    std::fprintf(stderr, "%s\n", fault.what());
    return 1;
  }
}
