#include "index/term_table.hpp"

#include <algorithm>

#include "base/hash.hpp"

namespace kbsearch::index {
namespace {

constexpr std::size_t kLeastSlots = 1024;
constexpr std::size_t kMostTermsKept = 1u << 18;

}  // namespace

void TermTable::add(std::string_view term, double weight) {
  Term* found = find_or_insert(term);
  if (found == nullptr) return;
  found->weighted_tf += weight;
  found->ranks = true;
}

TermTable::Term* TermTable::find_or_insert(std::string_view term) {
  if (2 * (terms_.size() + 1) > slots_.size()) grow();
  std::size_t slot = base::hash64(term) & (slots_.size() - 1);
  for (; slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
    Term& known = terms_[slots_[slot] - 1];
    if (bytes_of(known) == term) return &known;
  }
  if (terms_.size() == most_) {
    is_full_ = true;
    return nullptr;
  }
  terms_.push_back({bytes_.size(), 0.0, static_cast<std::uint32_t>(term.size()), false});
  bytes_ += term;
  slots_[slot] = static_cast<std::uint32_t>(terms_.size());
  return &terms_.back();
}

void TermTable::grow() {
  slots_.assign(std::max(kLeastSlots, 2 * slots_.size()), 0);
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    std::size_t slot = base::hash64(bytes_of(terms_[i])) & (slots_.size() - 1);
    while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = static_cast<std::uint32_t>(i + 1);
  }
}

std::vector<const TermTable::Term*> TermTable::sorted() const {
  std::vector<const Term*> terms;
  terms.reserve(terms_.size());
  for (const Term& term : terms_) terms.push_back(&term);
  std::sort(terms.begin(), terms.end(), [this](const Term* a, const Term* b) { return bytes_of(*a) < bytes_of(*b); });
  return terms;
}

void TermTable::clear() {
  is_full_ = false;
  if (terms_.size() > kMostTermsKept) {
    *this = TermTable(most_);
    return;
  }
  // A small document after a large one does not pay for the large one's slots.
  if (slots_.size() > std::max(kLeastSlots, 8 * terms_.size())) slots_.resize(slots_.size() / 2);
  std::fill(slots_.begin(), slots_.end(), 0);
  terms_.clear();
  bytes_.clear();
}

}  // namespace kbsearch::index
