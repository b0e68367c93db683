// What the records of a load say that no field of the schema is taken from: kept and given back, found by nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace kbsearch::index {

class UnreadMembers {
 public:
  /// Of more names the first are counted: such records use ids as names, and one of them tells it.
  static constexpr std::size_t kMostNames = 1'000;

  void add(const std::vector<std::string>& names) {
    for (const auto& name : names) {
      if (counts_.size() < kMostNames || counts_.contains(name)) ++counts_[name];
    }
  }
  void add(const UnreadMembers& others) {
    for (const auto& [name, count] : others.counts_) counts_[name] += count;
  }
  /// Records by the name of a member.
  const std::map<std::string, std::uint64_t>& counts() const { return counts_; }

 private:
  std::map<std::string, std::uint64_t> counts_;
};

}  // namespace kbsearch::index
