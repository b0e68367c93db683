// What the texts of an index say about other names of things, read once a snapshot: most words of queries have no
// other name, and that must cost nothing.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "kbsearch/search_results.hpp"
#include "store/terms.hpp"

namespace kbsearch::match {

/// Another way to say something.
struct KnownSaying {
  std::string text;
  ExpansionReason reason;
  bool is_curated = false;
  bool in_order = true;   ///< Of several words: they stand one after the other; else anywhere in the record.
  bool is_guess = false;  ///< The word may as well be mistyped.
};

class KnownSayings {
 public:
  explicit KnownSayings(const Xapian::Database& database);

  /// Returns the other names of `name` (folded words joined by spaces) that records give: those given by the most
  /// records first, equal ones by their bytes; of acronyms that are given rarely beside others, none.
  std::vector<KnownSaying> find(const std::string& name) const;

 private:
  struct Given {
    std::string text;
    store::SayingKind kind;
    std::uint64_t records;
  };
  std::unordered_map<std::string, std::vector<Given>> names_;
};

}  // namespace kbsearch::match
