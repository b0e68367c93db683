// The terms of one document with their weighted frequencies, without an allocation for each: a record of 50 MB may have
// ten million different terms, and a hash map of strings would take 1.5 GB for them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kbsearch::index {

class TermTable {
 public:
  /// Takes at most `most` different terms; further ones are not kept.
  explicit TermTable(std::size_t most) : most_(most) {}

  struct Term {
    std::size_t begin;   ///< In the bytes of all terms.
    double weighted_tf;  ///< Sum of what add() was given.
    std::uint32_t size;
    bool ranks;  ///< False while only note() was called for it.
  };

  /// Counts an occurrence of a term that ranks.
  void add(std::string_view term, double weight);
  /// Sees that the document has the term, without a frequency.
  void note(std::string_view term) { find_or_insert(term); }
  /// True once a term was not kept.
  bool is_full() const { return is_full_; }

  /// Returns the terms in the order of their bytes; the view ends with the next change.
  std::vector<const Term*> sorted() const;
  std::string_view bytes_of(const Term& term) const { return {bytes_.data() + term.begin, term.size}; }

  /// Forgets all terms and keeps the room, unless it has become very large.
  void clear();
  std::size_t size() const { return terms_.size(); }

 private:
  /// Returns null if the term is not kept.
  Term* find_or_insert(std::string_view term);
  void grow();

  std::size_t most_;
  bool is_full_ = false;
  std::string bytes_;
  std::vector<Term> terms_;
  std::vector<std::uint32_t> slots_;  ///< Number of a term + 1, or 0: open addressing, a power of two of them.
};

}  // namespace kbsearch::index
