#pragma once

#include <cstddef>
#include <cstdint>

namespace kbsearch::corpus {

/// Returns `value` with its bits mixed. A bijection: different values give different results.
/// Source: the finaliser of splitmix64, Steele, Lea & Flood, OOPSLA 2014.
constexpr std::uint64_t mix_bits(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}

/// A stream of numbers that depends on (seed, stream) alone and is the same on every platform:
/// splitmix64 and integer arithmetic. The distributions of <random> are not used, because each
/// standard library has its own. Draw at most once in an expression: compilers differ in the order
/// in which they evaluate operands and arguments.
class Random {
 public:
  constexpr Random(std::uint64_t seed, std::uint64_t stream) : state_(mix_bits(seed + kStep) ^ mix_bits(~stream)) {}

  constexpr std::uint64_t next() { return mix_bits(state_ += kStep); }

  /// Returns a number in [0, bound); 0 if bound is 0. The bias is below bound / 2^32.
  constexpr std::uint32_t below(std::uint32_t bound) {
    return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32);
  }

  /// Returns a number in [low, high]; low <= high.
  constexpr std::uint32_t between(std::uint32_t low, std::uint32_t high) { return low + below(high - low + 1); }

  /// Returns a number in [0, bound) that is more often small: the product of two uniform numbers.
  constexpr std::uint32_t skewed_below(std::uint32_t bound) { return below(below(bound) + 1); }

  constexpr bool chance(std::uint32_t percent) { return below(100) < percent; }

  /// Returns an element of a list that is not empty.
  template <typename List>
  constexpr const auto& pick(const List& list) {
    return list[below(static_cast<std::uint32_t>(list.size()))];
  }

 private:
  static constexpr std::uint64_t kStep = 0x9e3779b97f4a7c15ULL;
  std::uint64_t state_;
};

}  // namespace kbsearch::corpus
