// Tells whether a document's token stream meets a condition on places: in order, near, in a field. Its documents must
// have the terms of the words: a stream tells its own words apart, not those it lacks.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "match/plan.hpp"

namespace kbsearch::match {

/// True for the conditions that are looked up in token streams.
inline bool is_on_streams(Condition::Kind kind) {
  return kind == Condition::Kind::kInOrder || kind == Condition::Kind::kNear || kind == Condition::Kind::kInField;
}

/// Belongs to one thread; the condition must outlive it.
class StreamMatcher {
 public:
  explicit StreamMatcher(const Condition& condition) : condition_(condition) {}
  StreamMatcher(const StreamMatcher&) = delete;
  StreamMatcher(StreamMatcher&&) = default;

  bool holds(std::string_view stream);

 private:
  /// What is looked for in streams of one language.
  struct Sought {
    store::StemSet stems;
    std::vector<std::size_t> times;  ///< For kNear, by distinct stem: how often it has to stand there.
    std::vector<std::pair<std::uint64_t, std::uint64_t>> followers;  ///< For kInOrder: stems, one right behind another.
  };

  void prepare(Sought& sought, std::string_view language) const;
  bool is_candidate(const store::StreamToken& token) const;
  bool holds_in_order(const store::TokenStream& stream, const Sought& sought);
  bool holds_in_field(const store::TokenStream& stream, const Sought& sought) const;
  bool holds_near(const store::TokenStream& stream, const Sought& sought) const;

  const Condition& condition_;
  using SoughtByLanguage = std::map<std::string, Sought, std::less<>>;
  SoughtByLanguage sought_;
  const SoughtByLanguage::value_type* latest_ = nullptr;
  std::vector<std::uint32_t> reached_;  ///< By word: position behind its last match in order, 0 for none.
};

}  // namespace kbsearch::match
