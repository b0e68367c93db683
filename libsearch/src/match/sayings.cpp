#include "match/sayings.hpp"

#include <algorithm>

#include "analysis/kana.hpp"
#include "match/kana_stretches.hpp"
#include "rank/bm25.hpp"
#include "store/terms.hpp"
#include "suggest/compounds.hpp"
#include "suggest/number_writings.hpp"

namespace kbsearch::match {
namespace {

using Reason = ExpansionReason::Kind;

// A longer name is hardly typed whole.
constexpr std::size_t kMostWordsOfASaying = 8;
constexpr std::size_t kMostWordsOfANumber = 4;
// What another way is worth beside the words as they were typed.
constexpr double kCuratedShare = 0.9;
constexpr double kFoundShare = 0.8;
constexpr double kEndingShare = 0.8;
constexpr double kPartsShare = 0.6;
constexpr double kCompoundShare = 0.5;
// Writings of a compound that are looked at for one that can be shown.
constexpr std::size_t kMostWritings = 8;
constexpr std::size_t kShownCompounds = 3;
// Shorter words join to many things by chance: "on" and "line". Sentences have such side by side; whoever asks for a
// few words may mean it.
constexpr std::size_t kLeastPart = 3;
constexpr std::size_t kLeastShortPart = 2;
// A single letter that so many times more records have than the two joined is a word: "a part", not "e mail".
constexpr std::uint64_t kTooFrequentLetter = 10;
// Words that so many of all records have are found well enough; what texts say of them would only blur them.
constexpr double kTooFrequent = 0.1;
constexpr double kLeastTooFrequent = 100.0;
// Terms looked at for what a word under way may become.
constexpr std::size_t kMaxEndingsScanned = 200'000;

std::string joined(const AskedRun& run, std::size_t first, std::size_t count, std::string AskedToken::*form) {
  std::string text;
  for (std::size_t i = first; i < first + count; ++i) text += (text.empty() ? "" : " ") + run[i].*form;
  return text;
}

}  // namespace

std::vector<KnownSaying> SayingFinder::known(const AskedRun& run, std::size_t first, std::size_t count,
                                             const Plan& plan) {
  auto known =
      statistics_.sayings(joined(run, first, count, &AskedToken::exact), joined(run, first, count, &AskedToken::stem));
  add_numbers(run, first, count, known);
  if (count > 1) add_typed_as_one(run, first, count, plan, known);
  if (count == 2) add_joined({run[first].exact, run[first + 1].exact}, known);
  if (count == 1 && takes_apart_) {
    add_number_and_unit(plan.words[run[first].word], known);
    add_parts(run[first], plan.words[run[first].word], known);
  }
  return known;
}

/// "2023-11-05" is also written "5 November 2023", "50 million" "50m", "World War II" "World War 2", where some record
/// has it so.
void SayingFinder::add_numbers(const AskedRun& run, std::size_t first, std::size_t count,
                               std::vector<KnownSaying>& known) {
  if (!takes_apart_ || count > kMostWordsOfANumber) return;
  std::vector<std::string> words;
  for (std::size_t i = first; i < first + count; ++i) words.push_back(run[i].exact);
  auto writings = suggest::other_writings(words);
  if (count == 2) {
    for (const auto& numeral : suggest::other_numerals(words[1])) writings.push_back(words[0] + ' ' + numeral);
    for (const auto& numeral : suggest::other_numerals(words[0])) writings.push_back(numeral + ' ' + words[1]);
  }
  for (auto& writing : writings) {
    KnownSaying said{std::move(writing), {Reason::kWrittenOtherwise}, false};
    if (records_with(said) > 0 && known.size() < kMaxWaysOfOne) known.push_back(std::move(said));
  }
}

/// Parts of a joined writing of the query are also said by it: "on" and "line" of "on-line" by "online", "node" and
/// "js" of "node.js" by "nodejs", if some record writes it so.
void SayingFinder::add_typed_as_one(const AskedRun& run, std::size_t first, std::size_t count, const Plan& plan,
                                    std::vector<KnownSaying>& known) const {
  std::string whole;
  for (std::size_t i = first; i < first + count; ++i) whole += run[i].exact;
  // Of a dotted name the records may have nothing but that: what a host is called is no word.
  const bool is_word = statistics_.doc_freq(whole) > 0;
  const auto is_typed = [&](const PlannedWord& word) {
    auto written = word.is_joined ? word.written : std::string();
    if (is_word) std::erase(written, '.');
    return written == whole;
  };
  if (std::any_of(plan.words.begin(), plan.words.end(), is_typed))
    known.push_back({whole, {Reason::kWrittenAsOne}, false});
}

/// "data center" is also written "datacenter".
void SayingFinder::add_joined(const std::vector<std::string>& words, std::vector<KnownSaying>& known) const {
  for (const char* link : {"", "s"}) {
    if (*link != '\0' && !has_compounds_) continue;
    const auto compound = words.front() + link + words.back();
    const bool is_long = words.front().size() >= kLeastPart && words.back().size() >= kLeastPart;
    const auto doc_freq = statistics_.doc_freq(compound);
    const bool may_be = is_long || (*link == '\0' && (suggest::number_and_unit(compound).has_value() ||
                                                      may_be_joined(words.front(), words.back(), doc_freq)));
    if (may_be && doc_freq > 0) known.push_back({compound, {Reason::kWrittenAsOne}, false});
  }
}

/// Whether two words, one of them short, may be one that so many records have.
bool SayingFinder::may_be_joined(const std::string& first, const std::string& second, std::uint64_t doc_freq) const {
  const auto is_letter = [&](const std::string& word) {
    return word.size() < kLeastShortPart && statistics_.doc_freq(word) > kTooFrequentLetter * doc_freq;
  };
  return takes_apart_ && !is_letter(first) && !is_letter(second);
}

/// How many records have some words one after the other; of one word, at least that some have it.
std::uint64_t SayingFinder::records_with(const KnownSaying& known) {
  const auto way = other_way(known, 1.0, true);
  if (!way) return 0;
  return way->terms.empty() ? statistics_.doc_freq(*way) : way->terms.front().doc_freq;
}

/// "16gb" is also written "16 gb".
void SayingFinder::add_number_and_unit(const PlannedWord& word, std::vector<KnownSaying>& known) {
  const auto parts = suggest::number_and_unit(word.written);
  if (!parts) return;
  KnownSaying apart{parts->first + ' ' + parts->second, {Reason::kWrittenApart}, false};
  if (records_with(apart) > 0) known.push_back(std::move(apart));
}

/// "klimaschutzgesetz" is also said by "gesetz" and "klimaschutz" somewhere in a record, and a name by what its
/// capitals part, side by side if some record has it so. Only words that the default language does not have are taken
/// apart: "undertaking" is not what it looks like.
void SayingFinder::add_parts(const AskedToken& token, const PlannedWord& word, std::vector<KnownSaying>& known) {
  const auto own = forms_in(word.forms, word.forms.front().language);
  const bool is_known =
      std::any_of(own.begin(), own.end(), [&](const WordForm& form) { return statistics_.doc_freq(form.term) > 0; });
  if (is_known || (!has_compounds_ && word.doc_freq > 0)) return;
  if (!token.parts.empty()) {
    KnownSaying apart{token.parts, {Reason::kWrittenApart}, false};
    if (records_with(apart) == 0) apart = {token.parts, {Reason::kItsParts}, false, false};
    apart.is_guess = true;
    known.push_back(std::move(apart));
    return;
  }
  const auto parts =
      suggest::split_compound(word.written, [&](const std::string& part) { return statistics_.doc_freq(part); });
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : " ") + part;
  if (!text.empty()) {
    known.push_back({text, {Reason::kItsParts}, false, false});
  } else {
    add_short_parts(word, known);
  }
}

/// "redbull" is also written "red bull", if some record has the two side by side: short words begin and end many.
void SayingFinder::add_short_parts(const PlannedWord& word, std::vector<KnownSaying>& known) {
  KnownSaying best;
  std::uint64_t most = 0;
  const auto frequency = [&](const std::string& part) { return statistics_.doc_freq(part); };
  for (const auto& parts : suggest::two_parts(word.written, kLeastShortPart, frequency)) {
    KnownSaying apart{parts.first + ' ' + parts.second, {Reason::kWrittenApart}, false};
    const auto records = records_with(apart);
    if (records > most) best = std::move(apart);
    most = std::max(most, records);
  }
  best.is_guess = true;
  if (most > 0) known.push_back(std::move(best));
}

void SayingFinder::add(const std::vector<AskedRun>& runs, Plan& plan) {
  takes_apart_ = plan.words.size() <= kMaxWordsTakenApart;
  std::size_t looked_up = 0;
  bool is_cut = false;
  for (const auto& run : runs) {
    // The longest first, so that a name is one thing and not its words.
    std::size_t first = 0;
    for (; first < run.size() && looked_up < kMaxWordsLookedUp; ++looked_up) {
      std::size_t count = std::min(kMostWordsOfASaying, run.size() - first);
      while (count > 0 && !add(run, first, count, known(run, first, count, plan), plan)) --count;
      first += std::max<std::size_t>(count, 1);
    }
    is_cut = is_cut || first < run.size();
    if (!is_cut) add_other_kana(run, plan);
  }
  if (has_compounds_ && takes_apart_) {
    for (const auto& run : runs) {
      for (const auto& token : run) add_compounds(token, plan);
    }
  }
  if (is_cut) {
    warnings_.push_back(
        {0, "other names are looked up for the first " + std::to_string(kMaxWordsLookedUp) + " words of the query"});
  }
}

/// "りんご" is also written "リンゴ". A way by itself and no fold, as the bigrams of endings (ます) would stand in
/// every word like them (マスク).
void SayingFinder::add_other_kana(const AskedRun& run, Plan& plan) {
  for (const auto& stretch : kana_stretches(run)) {
    std::vector<KnownSaying> known;
    for (auto& writing : analysis::in_other_kana(stretch.text)) {
      known.push_back({std::move(writing), {Reason::kOtherKana}, false});
    }
    // コンピューター is as often written コンピュータ.
    constexpr std::string_view kLongVowel = "\u30FC";
    if (stretch.text.ends_with(kLongVowel) && stretch.count > 1) {
      known.push_back({stretch.text.substr(0, stretch.text.size() - kLongVowel.size()), {Reason::kShortVowel}, false});
    }
    std::erase_if(known, [&](const KnownSaying& said) { return records_with(said) == 0; });
    add(run, stretch.first, stretch.count, std::move(known), plan);
  }
}

bool SayingFinder::add(const AskedRun& run, std::size_t first, std::size_t count, std::vector<KnownSaying> found,
                       Plan& plan) {
  if (found.empty()) return false;
  Saying saying;
  double own_weight = 0.0;
  bool is_known = true;
  std::uint64_t doc_freq = statistics_.doc_count();
  for (std::size_t i = first; i < first + count; ++i) {
    if (said_.contains(run[i].word)) return false;
    const auto& word = plan.words[run[i].word];
    doc_freq = std::min(doc_freq, word.doc_freq);
    if (std::find(saying.words.begin(), saying.words.end(), run[i].word) != saying.words.end()) continue;
    saying.words.push_back(run[i].word);
    own_weight += word.weight;
    is_known = is_known && word.weight > 0.0;
  }
  if (is_frequent(doc_freq)) std::erase_if(found, [](const KnownSaying& known) { return !known.is_curated; });
  for (const auto& known : found) {
    auto way = other_way(known, own_weight, is_known);
    // A plural is the same again.
    const auto is_same = [&](const OtherWay& other) { return other.key == way->key; };
    if (!way || std::any_of(saying.ways.begin(), saying.ways.end(), is_same)) continue;
    if (saying.ways.size() == kMaxWaysOfOne) {
      warnings_.push_back({0, "'" + joined(run, first, count, &AskedToken::exact) + "' has more synonyms than the " +
                                  std::to_string(kMaxWaysOfOne) + " that are taken"});
      break;
    }
    if (++ways_ > kMaxWays) break;
    saying.ways.push_back(std::move(*way));
  }
  if (saying.ways.empty()) return false;
  saying.is_guess = std::all_of(found.begin(), found.end(), [](const KnownSaying& known) { return known.is_guess; });
  said_.insert(saying.words.begin(), saying.words.end());
  plan.sayings.push_back(std::move(saying));
  return true;
}

/// Nothing, if no record says so.
std::optional<OtherWay> SayingFinder::other_way(const KnownSaying& known, double own_weight, bool is_known) {
  OtherWay way{.written = known.text, .reason = known.reason, .key = known.in_order ? "in order" : "all of"};
  Condition all{.kind = Condition::Kind::kAllOf};
  Condition in_order{.kind = Condition::Kind::kInOrder};
  std::uint64_t least = statistics_.doc_count();
  for (const auto& token : conditions_.tokens_of(known.text)) {
    if (!analysis::counts_in_length(token.kind)) continue;
    auto forms = conditions_.forms_of(token);
    for (const auto& form : forms) way.key += ' ' + form.term;
    Condition any;
    std::uint64_t doc_freq = 0;
    way.terms.clear();
    for (const auto& form : forms) {
      for (const auto& term : {form.term, store::part_term(form.term)}) {
        any.terms.push_back(term);
        const auto with_term = statistics_.doc_freq(term);
        doc_freq += with_term;
        if (with_term > 0) way.terms.push_back({term, 0.0, with_term});
      }
    }
    if (doc_freq == 0) return std::nullopt;
    least = std::min(least, doc_freq);
    all.children.push_back(std::move(any));
    in_order.words.push_back({std::move(forms), std::nullopt});
  }
  if (in_order.words.empty()) return std::nullopt;
  const double share = known.is_curated ? kCuratedShare : known.in_order ? kFoundShare : kPartsShare;
  // Words that no record has say nothing of what all of them are worth.
  way.weight = share * (is_known ? own_weight : std::max(own_weight, rank::bm25_idf(least, statistics_.doc_count())));
  way.words = in_order.words;
  if (!known.in_order) way.needs = OtherWay::Words::kAll;
  if (in_order.words.size() == 1) return way;
  way.terms.clear();
  if (known.in_order) all.children.push_back(std::move(in_order));
  way.condition = std::move(all);
  return way;
}

bool SayingFinder::is_frequent(std::uint64_t doc_freq) const {
  return static_cast<double>(doc_freq) >
         std::max(kTooFrequent * static_cast<double>(statistics_.doc_count()), kLeastTooFrequent);
}

/// Adds a way to say one word, which may have others already.
void SayingFinder::add_way(std::size_t word, OtherWay way, Plan& plan) {
  const auto own = std::find_if(plan.sayings.begin(), plan.sayings.end(),
                                [&](const Saying& saying) { return saying.words == std::vector<std::size_t>{word}; });
  if (own != plan.sayings.end()) {
    own->ways.push_back(std::move(way));
  } else {
    plan.sayings.push_back({{word}, {std::move(way)}});
  }
}

/// Returns the most frequent of the words that begin with a compound's stem and have it; empty if there is none.
std::string SayingFinder::writing_of(const KnownCompound& compound) {
  std::string writing;
  std::uint64_t most = 0;
  for (const auto& candidate : statistics_.expand(compound.stem, kMostWritings, kMaxEndingsScanned).terms) {
    const auto doc_freq = statistics_.doc_freq(candidate);
    if (doc_freq <= most) continue;
    const auto forms = conditions_.forms_of({candidate, TokenKind::kWord});
    const auto own = forms_in(forms, compound.language);
    const auto is_stem = [&](const WordForm& form) { return form.stem == compound.stem; };
    if (std::none_of(own.begin(), own.end(), is_stem)) continue;
    most = doc_freq;
    writing = candidate;
  }
  return writing;
}

/// "pumpe" is also said by "wärmepumpe" and "pumpenhaus".
void SayingFinder::add_compounds(const AskedToken& token, Plan& plan) {
  const auto& word = plan.words[token.word];
  const auto is_own = [&](const Saying& saying) { return saying.words == std::vector<std::size_t>{token.word}; };
  const bool is_in_a_name =
      said_.contains(token.word) && std::none_of(plan.sayings.begin(), plan.sayings.end(), is_own);
  if (is_in_a_name || is_frequent(word.doc_freq) || !in_compounds_.insert(token.word).second) return;
  OtherWay way{.written = {}, .reason = {Reason::kPartOfCompound}};
  std::uint64_t doc_freqs = 0;
  for (const auto& compound : statistics_.compounds_of(word, kMaxCompounds)) {
    const auto writing = writing_of(compound);
    if (writing.empty()) continue;
    if (way.words.size() < kShownCompounds) way.written += (way.words.empty() ? "" : ", ") + writing;
    if (way.words.size() == kShownCompounds) way.written += ", ...";
    way.words.push_back({conditions_.forms_of({writing, TokenKind::kWord}), std::nullopt});
    for (const auto& form : way.words.back().forms) way.condition.terms.push_back(form.term);
    doc_freqs += compound.doc_freq;
  }
  if (way.words.empty()) return;
  const auto all = statistics_.doc_count();
  const double own_weight = word.weight > 0.0 ? word.weight : rank::bm25_idf(std::min(doc_freqs, all), all);
  way.weight = kCompoundShare * own_weight;
  way.needs = OtherWay::Words::kAny;
  way.key = "compounds of " + word.written;
  said_.insert(token.word);
  add_way(token.word, std::move(way), plan);
}

bool SayingFinder::add_endings(const AskedToken& token, Plan& plan) {
  auto endings = statistics_.expand(token.exact, kMaxEndings, kMaxEndingsScanned);
  if (endings.terms.empty()) return false;
  OtherWay way{.written = token.exact + "*", .reason = {Reason::kBeingTyped}};
  const auto all = statistics_.doc_count();
  way.needs = OtherWay::Words::kAny;
  way.weight = kEndingShare * rank::bm25_idf(std::min(endings.doc_freq_sum, all), all);
  for (const auto& term : endings.terms) conditions_.add_exact_word(term, way.words);
  way.condition.terms = std::move(endings.terms);
  way.key = "begins " + token.exact;
  add_way(token.word, std::move(way), plan);
  return true;
}

}  // namespace kbsearch::match
