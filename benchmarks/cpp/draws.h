// Keyed random numbers and laws, as in sim/draws: the same bits, the same expressions.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <vector>

constexpr int64_t kMonth = 43200, kDay = kMonth / 30;
constexpr int64_t kForever = int64_t{1} << 40;  // a span that outlasts every clock

constexpr uint64_t kNoStage = 0x978012EC12655C96u;  // the word of "-": draws of no stage

enum Kind : uint64_t { kCompany = 1, kTenant, kPipeline, kWorks, kCdmo = 6 };
enum Purpose : uint64_t {
  kGap = 1, kPark, kRoute, kArea, kPatience, kFitOut, kDuration, kSuccess, kBuild, kDate,
  kExpansionEvery, kExpansionArea, kExpansionPatience, kExpansionFitOut, kConstruction, kSlip,
  kLag = 18, kSuspension, kTenantOf = 21, kPhase, kBiased, kAge, kCount
};

inline uint64_t child(uint64_t state, uint64_t word) {
  uint64_t z = state + 0x9E3779B97F4A7C15u * (word + 1);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

// An integer below 2^52 converts exactly, and signed conversion is one instruction.
inline double uniform(uint64_t key) {
  return (static_cast<double>(static_cast<int64_t>(key >> 12)) + 0.5) * 0x1p-52;
}

inline double race(double weight, double u) { return -std::log(u) / weight; }

// Who wins a race: the least −ln(u)/weight, the first on a tie. Rough logarithms, eight at once,
// mostly tell; where two come close, the exact times decide.
class Race {
 public:
  void add(int who, uint64_t word, double weight) {
    if (!(weight > 0.0)) return;
    const size_t lane = runners_.size() % kLanes;
    if (lane == 0) blocks_.emplace_back();
    Block &b = blocks_.back();
    b.words[lane] = word, b.pace[lane] = 1.0 / weight, b.slack[lane] = kSlack / weight;
    b.free[lane] = 0.0;
    runners_.push_back({who, word, weight});
  }

  int winner(uint64_t key) const {
    const size_t n = blocks_.size();
    if (n > kMostBlocks) return exact_winner(key);
    double early[kMostBlocks * kLanes], least[kLanes];
    std::fill(least, least + kLanes, INFINITY);
    for (size_t block = 0; block < n; ++block) {
      const Block &b = blocks_[block];
      for (int i = 0; i < kLanes; ++i) {
        double time = minus_log(uniform(child(key, b.words[i]))) * b.pace[i] + b.free[i];
        early[block * kLanes + i] = time - b.slack[i];
        least[i] = std::min(least[i], time + b.slack[i]);
      }
    }
    for (int half = kLanes / 2; half > 0; half /= 2)
      for (int i = 0; i < half; ++i) least[i] = std::min(least[i], least[i + half]);
    uint64_t close = 0;
    for (size_t i = 0; i < n * kLanes; ++i)
      close |= static_cast<uint64_t>(early[i] <= least[0]) << i;
    return (close & (close - 1)) == 0 ? runners_[__builtin_ctzll(close)].who : exact_winner(key);
  }

 private:
  static constexpr int kLanes = 8;
  static constexpr size_t kMostBlocks = 8;
  static constexpr double kSlack = 1e-4;  // the polynomial is within 8e-5

  struct Runner {
    int who;
    uint64_t word;
    double weight;
  };
  struct alignas(64) Block {
    uint64_t words[kLanes] = {};
    double pace[kLanes] = {}, slack[kLanes] = {};
    double free[kLanes] = {1e300, 1e300, 1e300, 1e300, 1e300, 1e300, 1e300, 1e300};  // nobody's
  };
  std::vector<Runner> runners_;
  std::vector<Block> blocks_;

  static double minus_log(double u) {
    int64_t bits;
    std::memcpy(&bits, &u, 8);
    double exponent = static_cast<double>((bits >> 52) - 1023);
    bits = (bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000;
    double m;
    std::memcpy(&m, &bits, 8);
    double log = -1.7317264411435938 + m * (2.792836515601201 + m * (-1.4405921621322573 +
                 m * (0.43393244200672443 - m * 0.0543709335555871)));
    return -(exponent * 0.6931471805599453 + log);
  }

  int exact_winner(uint64_t key) const {
    int best = -1;
    double least = INFINITY;
    for (const Runner &r : runners_) {
      double time = race(r.weight, uniform(child(key, r.word)));
      if (time < least) best = r.who, least = time;
    }
    return best;
  }
};

inline int64_t to_ticks(double months) {
  if (!(months > 0)) return 0;
  int64_t ticks = static_cast<int64_t>(months * kMonth + 0.5);  // positive: truncation is floor
  return ticks > 1 ? ticks : 1;
}

inline int64_t to_area(double square_metres) {
  int64_t area = static_cast<int64_t>(std::floor(square_metres + 0.5));
  return area > 1 ? area : 1;
}

template <int N>
double ratio(const double (&top)[N], const double (&bottom)[N], double r) {
  double n = 0, d = 0;
  for (int i = N - 1; i >= 0; --i) n = n * r + top[i], d = d * r + bottom[i];
  return n / d;
}

// Wichura (1988), algorithm AS 241.
inline double normal(double u) {
  static const double a[8] = {3.3871328727963666080, 1.3314166789178437745e2,
      1.9715909503065514427e3, 1.3731693765509461125e4, 4.5921953931549871457e4,
      6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3};
  static const double b[8] = {1.0, 4.2313330701600911252e1, 6.8718700749205790830e2,
      5.3941960214247511077e3, 2.1213794301586595867e4, 3.9307895800092710610e4,
      2.8729085735721942674e4, 5.2264952788528545610e3};
  static const double c[8] = {1.42343711074968357734, 4.63033784615654529590,
      5.76949722146069140550, 3.64784832476320460504, 1.27045825245236838258,
      2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static const double d[8] = {1.0, 2.05319162663775882187, 1.67638483018380384940,
      6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2,
      5.47593808499534494600e-4, 1.05075007164441684324e-9};
  static const double e[8] = {6.65790464350110377720, 5.46378491116411436990,
      1.78482653991729133580, 2.96560571828504891230e-1, 2.65321895265761230930e-2,
      1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static const double f[8] = {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1,
      1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
      1.42151175831644588870e-7, 2.04426310338993978564e-15};
  double q = u - 0.5;
  if (std::fabs(q) <= 0.425) return q * ratio(a, b, 0.180625 - q * q);
  double r = std::sqrt(-std::log(q < 0.0 ? u : 1.0 - u));
  double x = r <= 5.0 ? ratio(c, d, r - 1.6) : ratio(e, f, r - 5.0);
  return q < 0.0 ? -x : x;
}

// An inverse CDF by linear interpolation between nodes that lie evenly in x.
struct Table {
  static constexpr int kCells = 4096, kGuides = 4096;
  double low, step;
  double f[kCells + 5];      // values at the nodes, and sentinels
  uint16_t guide[kGuides];   // how many nodes lie at or below k / kGuides

  Table() = default;
  Table(double low_, double step_, const std::vector<double> &values) : low(low_), step(step_) {
    if (values.size() != kCells + 1) throw std::runtime_error("a table of another size");
    std::fill(std::copy(values.begin(), values.end(), f), std::end(f), INFINITY);
    for (int k = 0, i = 0; k < kGuides; ++k) {
      while (f[i] <= static_cast<double>(k) / kGuides) ++i;
      guide[k] = static_cast<uint16_t>(i);
    }
  }

  double operator()(double u) const {
    int k = static_cast<int>(u * kGuides);
    int i = guide[k < kGuides ? k : kGuides - 1];
    // Usually within four nodes of the guide: counted, as no jump could be foreseen.
    int more = (f[i] <= u) + (f[i + 1] <= u) + (f[i + 2] <= u) + (f[i + 3] <= u);
    for (i += more; more == 4 && f[i] <= u;) ++i;
    i = (i < kCells ? i : kCells) - 1;
    double f0 = f[i], f1 = f[i + 1];
    double x0 = low + i * step, x1 = low + (i + 1) * step;
    if (__builtin_expect(f1 > f0, 1)) return x0 + (x1 - x0) * (u - f0) / (f1 - f0);
    return x0;
  }
};

// Kinds of laws as dump.py numbers them; constants are folded there.
enum LawKind : int64_t {
  kConstant, kTriangular, kBeta, kExponential, kLognormal, kGamma, kBetaBiased
};

struct Law {
  LawKind kind = kConstant;
  const Table *table = nullptr, *second = nullptr;
  double p[5] = {};

  double operator()(uint64_t key) const {
    if (kind == kBeta) return p[0] + p[1] * (*table)(uniform(key));
    if (kind == kConstant) return p[0];
    return other(uniform(key));
  }

 private:
  double other(double u) const {
    switch (kind) {
      case kTriangular:
        return u < p[2] ? p[0] + std::sqrt(u * p[3]) : p[1] - std::sqrt((1.0 - u) * p[4]);
      case kExponential: return -p[0] * std::log(u);
      case kLognormal: return std::exp(p[0] + p[1] * normal(u));
      case kGamma: return p[0] * std::exp((*table)(u));
      default: {  // kBetaBiased
        double v = u < p[2] ? (*table)(u / p[2]) : (*second)((u - p[2]) / (1.0 - p[2]));
        return p[0] + p[1] * v;
      }
    }
  }
};
