// Finds the tokens of a document that made it match, without analysing a text again: the token stream tells which
// tokens have a stem's hash, and the few it tells are verified by their stem or exact form. Of a document with many
// matches the first kMostMatches are looked at, and after these the first of each word in each field; the others are
// counted, not verified.
#pragma once

#include <bitset>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "match/plan.hpp"
#include "match/planner.hpp"
#include "store/stored_document.hpp"
#include "store/token_stream.hpp"

namespace kbsearch::present {

struct MatchedToken {
  std::uint32_t begin;
  std::uint32_t end;
  std::size_t unit;  ///< What of the query it stands for: a word, however it is said, or a wildcard.
};

class Highlighter {
 public:
  static constexpr std::size_t kMostMatches = 8'192;
  /// Of each word in each field, so that a rare one is shown wherever it stands.
  static constexpr std::size_t kMostOfAWord = 64;
  /// Bytes of a text without positions that are looked at.
  static constexpr std::size_t kMostUnstreamedBytes = 16'384;

  /// All must outlive it.
  Highlighter(const match::Plan& plan, const Schema& schema, match::Planner& planner);

  /// Finds all that matches in a document; what was found in the one before is forgotten.
  void read(const store::StoredDocument& document, std::string_view stream);
  /// Returns the matching tokens of a field's text, in order of begin.
  const std::vector<MatchedToken>& matches(std::size_t field, std::size_t ordinal) const;
  /// Returns how many tokens of each field match, fields in the order of the schema, those without left out. Fields
  /// that are kept without positions are counted, too, up to kMostUnstreamedBytes, but have no matches() to show.
  std::vector<std::pair<std::size_t, std::uint64_t>> matched_fields() const;
  /// Returns the words of the query, folded and in its order, that nothing in the document stands for.
  std::vector<std::string> missing_words() const;
  /// Returns in how many of the documents read so far each other way to say some words was found: those of the plan's
  /// first saying, then those of the next.
  const std::vector<std::uint64_t>& documents_by_way() const { return documents_by_way_; }

  /// What a unit's match is worth to a passage.
  double weight(std::size_t unit) const { return unit_weights_[unit]; }

 private:
  /// A word to be looked for. Those of a phrase count where all of it stands.
  struct Sought {
    std::size_t unit;
    const match::StreamWord* word;
    std::size_t field = Schema::kNoField;  ///< Only in it, if it is given.
    std::size_t phrase = kNone;            ///< Number of the phrase it is part of.
    std::uint32_t place = 0;               ///< In it.
    std::size_t way = kNone;               ///< Number of the other way to say something that it is part of.
  };
  struct Phrase {
    std::uint32_t words = 0;
    bool in_order = true;
    struct Place {
      std::uint32_t begin;  ///< Position.
      std::uint32_t end;    ///< That of what follows.
    };
    std::vector<std::vector<Place>> places;  ///< By word, ascending; of a phrase those that stand in order.
  };
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  void seek_words();
  void seek_ways();
  bool may_be_sought(std::string_view written) const;
  const store::StemSet& stems_in(const std::string& language);
  bool may_count(const store::StreamToken& token) const;
  static void keep_in_order(Phrase& phrase);
  void find_places(std::string_view stream, const store::StemSet& stems);
  void collect(std::string_view stream, const store::StemSet& stems);
  bool stands_whole(const store::StreamToken& candidate) const;
  void verify(const store::StoredDocument& document, analysis::TermFormer& former);
  void count_others();
  void count_ways();
  static bool is_form(const Sought& sought, const analysis::TermForms& forms, std::string_view language);
  void count_unstreamed(const store::StoredDocument& document, analysis::TermFormer& former);

  const match::Plan& plan_;
  const Schema& schema_;
  match::Planner& planner_;
  std::vector<match::StreamWord> words_;  ///< Of plan_.words, so that all that is sought is alike.
  std::vector<double> unit_weights_;
  std::vector<Sought> sought_;
  std::vector<Phrase> phrases_;
  std::bitset<128> first_letters_;  ///< Of what is sought, as far as it is ASCII: most words of a URL begin otherwise.
  std::map<std::string, store::StemSet, std::less<>> stems_;  ///< By language.

  std::map<std::pair<std::size_t, std::size_t>, std::vector<MatchedToken>> found_;
  std::map<std::size_t, std::uint64_t> unshown_;  ///< Matches by field that are counted alone.
  std::vector<bool> met_;                         ///< By unit.
  std::vector<store::StreamToken> candidates_;
  struct Tally {
    std::uint32_t candidates = 0;
    std::uint32_t others = 0;  ///< Tokens beyond these.
  };
  std::vector<Tally> tallies_;  ///< By what is sought and the field; empty for a document without many matches.
  std::vector<std::uint64_t> documents_by_way_;
  std::vector<bool> verified_;  ///< By what is sought: the document has it.
  std::vector<std::uint32_t> numbers_;
  std::vector<store::StoredToken> tokens_;
};

}  // namespace kbsearch::present
