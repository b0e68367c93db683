#include "suggest/similar_terms.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace kbsearch::suggest {
namespace {

constexpr std::size_t kNoEditsUnder = 4;
constexpr std::size_t kOneEditUnder = 9;
// A longer word is no typing error but noise; and rows stay small.
constexpr std::size_t kLongestWord = 60;

std::u32string characters_of(std::string_view text) {
  std::u32string characters;
  for (std::size_t at = 0; at < text.size();) {
    const auto [code_point, size] = base::decode_utf8(text, at);
    characters.push_back(code_point);
    at += size;
  }
  return characters;
}

/// The table of edit distances between the word and the prefixes of a term, one row a character of the term. Terms come
/// sorted, so the rows of what a term shares with the one before are there already.
class EditTable {
 public:
  EditTable(std::u32string word, std::uint32_t max_edits) : word_(std::move(word)), max_edits_(max_edits) {
    rows_.emplace_back();
    for (std::uint32_t i = 0; i <= word_.size(); ++i) rows_.front().push_back(i);
  }

  /// Reads the term on from what it shares with the last one. Returns the number of its characters after which nothing
  /// that begins so is within reach, or 0 if the whole term was read.
  std::size_t read(const std::u32string& term) {
    std::size_t shared = 0;
    while (shared < read_.size() && shared < term.size() && read_[shared] == term[shared]) ++shared;
    read_.resize(shared);
    rows_.resize(shared + 1);
    while (read_.size() < term.size()) {
      read_.push_back(term[read_.size()]);
      add_row();
      if (*std::min_element(rows_.back().begin(), rows_.back().end()) > max_edits_) return read_.size();
    }
    return 0;
  }

  std::uint32_t edits() const { return rows_.back().back(); }

 private:
  void add_row() {
    const std::size_t n = read_.size();
    const char32_t added = read_[n - 1];
    const auto& above = rows_[n - 1];
    std::vector<std::uint32_t> row(word_.size() + 1);
    row[0] = static_cast<std::uint32_t>(n);
    for (std::size_t i = 1; i <= word_.size(); ++i) {
      row[i] = std::min({above[i] + 1, row[i - 1] + 1, above[i - 1] + (word_[i - 1] == added ? 0 : 1)});
      const bool transposed = n > 1 && i > 1 && word_[i - 1] == read_[n - 2] && word_[i - 2] == added;
      if (transposed) row[i] = std::min(row[i], rows_[n - 2][i - 2] + 1);
    }
    rows_.push_back(std::move(row));
  }

  std::u32string word_;
  std::uint32_t max_edits_;
  std::u32string read_;
  std::vector<std::vector<std::uint32_t>> rows_;
};

/// The least string that comes after all that begin with the first `characters` of `term`; empty if there is none.
std::string after_prefix(std::string_view term, std::size_t characters) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < characters && end < term.size(); ++i) end += base::decode_utf8(term, end).size;
  std::string next(term.substr(0, end));
  while (!next.empty() && static_cast<unsigned char>(next.back()) == 0xFF) next.pop_back();
  if (!next.empty()) next.back() = static_cast<char>(static_cast<unsigned char>(next.back()) + 1);
  return next;
}

bool is_prefixed(const std::string& term) { return !term.empty() && term.front() >= 'A' && term.front() <= 'Z'; }

}  // namespace

std::uint32_t allowed_edits(std::string_view word) {
  if (word.find_first_of("0123456789") != word.npos) return 0;
  const std::size_t length = characters_of(word).size();
  if (length < kNoEditsUnder || length > kLongestWord) return 0;
  return length < kOneEditUnder ? 1 : 2;
}

bool needs_company(std::string_view word) { return characters_of(word).size() <= kNoEditsUnder; }

std::vector<SimilarTerm> similar_terms(store::TermWalk& terms, std::string_view word, std::uint32_t max_edits,
                                       std::size_t limit, const std::string& prefix) {
  std::vector<SimilarTerm> found;
  if (max_edits == 0 || limit == 0) return found;
  EditTable table(characters_of(word), max_edits);
  while (!terms.at_end()) {
    if (prefix.empty() && is_prefixed(terms.term())) {
      terms.skip_to("[");  // after Z: the exact forms go on with small letters
      continue;
    }
    const std::string_view term = std::string_view(terms.term()).substr(prefix.size());
    if (const auto cut = table.read(characters_of(term)); cut > 0) {
      const auto next = after_prefix(term, cut);
      if (next.empty()) break;
      terms.skip_to(prefix + next);
      continue;
    }
    if (table.edits() > 0 && table.edits() <= max_edits) {
      found.push_back({std::string(term), table.edits(), terms.doc_freq()});
    }
    terms.next();
  }
  std::sort(found.begin(), found.end(), [](const SimilarTerm& a, const SimilarTerm& b) {
    if (a.edits != b.edits) return a.edits < b.edits;
    return a.doc_freq != b.doc_freq ? a.doc_freq > b.doc_freq : a.term < b.term;
  });
  found.resize(std::min(found.size(), limit));
  return found;
}

}  // namespace kbsearch::suggest
