#include "analysis/fingerprint.hpp"

namespace kbsearch::analysis {
namespace {

/// Mixes all bits into all. Source: the finaliser of SplitMix64 (Steele, Lea & Flood 2014).
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
  return value ^ (value >> 31);
}

}  // namespace

void Fingerprint::add(std::uint64_t word_hash) {
  ++words_;
  digest_ = mixed(digest_ + word_hash);
  if (words_ >= 3) {
    const auto run = mixed(mixed(mixed(last_but_one_) + last_) + word_hash);
    for (std::size_t bit = 0; bit < balance_.size(); ++bit) balance_[bit] += (run >> bit & 1u) != 0 ? 1 : -1;
  }
  last_but_one_ = last_;
  last_ = word_hash;
}

std::optional<std::uint64_t> Fingerprint::digest() const {
  if (words_ < kLeastWords) return std::nullopt;
  return digest_;
}

std::optional<std::uint64_t> Fingerprint::likeness() const {
  if (words_ < kLeastWords) return std::nullopt;
  std::uint64_t bits = 0;
  for (std::size_t bit = 0; bit < balance_.size(); ++bit) {
    if (balance_[bit] > 0) bits |= std::uint64_t{1} << bit;
  }
  return bits;
}

}  // namespace kbsearch::analysis
