#include "match/planner.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "analysis/character_class.hpp"
#include "match/asked_name.hpp"
#include "match/conditions.hpp"
#include "match/function_words_of_query.hpp"
#include "match/sayings.hpp"
#include "match/second_stage.hpp"
#include "rank/bm25.hpp"
#include "store/terms.hpp"
#include "suggest/compounds.hpp"
#include "suggest/similar_terms.hpp"

namespace kbsearch::match {
namespace {

// A signal's share is measured against at most this many words, so that a long sentence does not drown its text score.
constexpr std::size_t kScaleWords = 3;
// What each edit leaves of the weight of a word that was perhaps meant.
constexpr double kEditShare = 0.6;
// What a word is worth as a part of a name: OpenAI says less of "open" than "open" does.
constexpr double kPartShare = 0.1;
// Longer queries are sentences that someone wrote with care: their unknown words are names, and looking each up takes
// longer than the search.
constexpr std::size_t kMostWordsForTypos = 10;

}  // namespace

/// One planning run: the plan under way and what it knows about its words.
class Planner::Pass {
 public:
  Pass(Planner& planner, const RankingProfile& profile, const PlanOptions& options)
      : planner_(planner),
        profile_(profile),
        conditions_(planner, planner.schema_, planner.statistics_, planner.other_languages_, options.max_expansions) {
    plan_.k1 = profile.k1;
  }

  /// `under_way`: the last word of the last text that scores is being typed.
  void add(const Query& query, bool under_way = false) {
    const auto texts = scoring_texts(query);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      boost_ = texts[i].boost;
      const auto tokens = conditions_.tokens_of(texts[i].text);
      if (tokens.empty()) wordless_.push_back({texts[i].at, std::string(texts[i].text)});
      is_exact_ = texts[i].is_exact;
      if (is_exact_ && !runs_.back().empty()) runs_.emplace_back();
      ask(texts[i].text, tokens, under_way && i + 1 == texts.size());
    }
    queries_.push_back(&query);
  }

  Plan finish(const PlanOptions& options, std::vector<Warning>& warnings) {
    const auto words_asked = plan_.words.size();
    auto languages = planner_.other_languages_;
    languages.insert(languages.begin(), default_language());
    mark_function_words(plan_.words, in_capitals_, languages, planner_.statistics_);
    weigh_words(0);
    add_sayings(options);
    for (const auto* query : queries_) add_clauses(*query);
    if (options.typos && words_asked <= kMostWordsForTypos) add_similar_words();
    weigh_words(words_asked);
    warn_of_wordless(warnings);
    keep_most_telling(options.max_words, warnings);
    add_scored_terms();
    for (auto& warning : conditions_.take_warnings()) warnings.push_back(std::move(warning));
    for (auto& warning : sayings_warnings_) warnings.push_back(std::move(warning));
    plan_.wildcards = conditions_.take_wildcards();
    add_pairs();
    const double scale = signal_scale();
    plan_.static_scale = scale;
    plan_.presence = rank::presence(profile_.presence, count_telling_words(plan_.words), profile_.presence_words);
    ask_second_stage(plan_, profile_, planner_.schema_, scale);
    plan_.names = asked_names(runs_, plan_, languages, plan_.second_stage.title);
    return std::move(plan_);
  }

 private:
  const std::string& default_language() const { return planner_.schema_.default_language(); }

  /// Adds what a document must meet, or must not. A word that is required is met by its other names, too.
  void add_clauses(const Query& query) {
    const auto* root = std::get_if<BooleanQuery>(&query.node);
    if (root == nullptr) {
      add_clause(plan_.required, query, conditions_.compile(query));
      return;
    }
    for (const auto& clause : root->must) add_clause(plan_.required, clause, conditions_.compile(clause));
    for (const auto& [list, clauses] :
         {std::pair(&plan_.required, &root->filter), {&plan_.excluded, &root->must_not}}) {
      for (const auto& clause : *clauses) add_clause(*list, clause, conditions_.compile_as_typed(clause));
    }
    if (!needs_one_of_should(*root, planner_.schema_)) return;
    // Where no other text is required, one of the alternatives is: plain words require it by scoring.
    if (std::all_of(root->should.begin(), root->should.end(), only_ranks)) {
      plan_.needs_words = true;
    } else if (auto any = conditions_.any_of(root->should)) {
      plan_.required.push_back({std::move(*any)});
    }
  }

  void add_clause(std::vector<Clause>& list, const Query& query, std::optional<Condition> condition) const {
    if (!condition) return;
    const auto field = filtered_field(query, planner_.schema_);
    list.push_back({std::move(*condition), to_string(query), field});
  }

  /// Says so where nothing can be searched. Beside words, signs of prose (a dash, an ampersand) are passed over as they
  /// are in texts; of others someone may expect that they are found.
  void warn_of_wordless(std::vector<Warning>& warnings) const {
    const bool asks_nothing = plan_.words.empty() && plan_.required.empty() && plan_.excluded.empty();
    if (asks_nothing) {
      const bool has_signs = std::any_of(wordless_.begin(), wordless_.end(),
                                         [](const Wordless& wordless) { return !wordless.text.empty(); });
      warnings.push_back({0, has_signs ? "the query has no words: signs are not searched" : "the query has no words"});
      return;
    }
    for (const auto& wordless : wordless_) {
      if (!plan_.words.empty() && !analysis::has_symbol(wordless.text)) continue;
      warnings.push_back({wordless.at, "'" + wordless.text + "' has no word in it: signs are not searched"});
    }
  }

  /// Adds other ways to say the words, and what the last of them may become while it is being typed.
  void add_sayings(const PlanOptions& options) {
    SayingFinder finder(conditions_, planner_.statistics_, planner_.has_compounds());
    auto runs = runs_;
    std::optional<AskedToken> under_way;
    if (options.under_way && !runs.back().empty()) {
      under_way = runs.back().back();
      runs.back().pop_back();
    }
    if (options.other_ways) finder.add(runs, plan_);
    if (under_way) finder.add_endings(*under_way, plan_);
    for (auto& warning : finder.take_warnings()) sayings_warnings_.push_back(std::move(warning));
    for (const auto& saying : plan_.sayings) {
      if (!saying.is_guess) said_.insert(saying.words.begin(), saying.words.end());
      for (const auto word : saying.words) {
        if (plan_.words[word].is_again) continue;
        for (const auto& way : saying.ways) conditions_.let_stand_for(plan_.words[word].forms.front().stem, way);
      }
    }
  }

  /// Notes that the words of a text score, each with the one before it.
  void ask(std::string_view text, const std::vector<QueryToken>& tokens, bool ends_under_way) {
    const auto last = ends_under_way
                          ? std::find_if(tokens.rbegin(), tokens.rend(),
                                         [&](const QueryToken& token) { return stands_alone(token, tokens); })
                          : tokens.rend();
    std::size_t at = 0;
    for (const auto& token : tokens) {
      const auto begin = static_cast<std::size_t>(token.written.data() - text.data());
      if (begin >= at) note_gap(text.substr(at, begin - at));
      if (!is_part_of_bigrams(token, tokens)) ask(token, last != tokens.rend() && &token == &*last);
      at = std::max(at, begin + token.written.size());
    }
    note_gap(text.substr(at));
  }

  /// A single character that is a word by the dictionary, within a run of them: alone it would be met everywhere.
  static bool is_part_of_bigrams(const QueryToken& token, const std::vector<QueryToken>& tokens) {
    if (token.kind != TokenKind::kLexeme) return false;
    const auto* end = token.written.data() + token.written.size();
    return std::any_of(tokens.begin(), tokens.end(), [&](const QueryToken& other) {
      return other.kind == TokenKind::kBigram && other.written.size() > token.written.size() &&
             other.written.data() <= token.written.data() && other.written.data() + other.written.size() >= end;
    });
  }

  static bool is_joined(const QueryToken& token) {
    return token.kind == TokenKind::kBlend || token.kind == TokenKind::kLexeme;
  }

  static bool stands_alone(const QueryToken& token, const std::vector<QueryToken>& tokens) {
    return !is_joined(token) && !is_part_of_bigrams(token, tokens);
  }

  /// Words on two sides of a stop or a bracket do not belong together.
  void note_gap(std::string_view gap) {
    if (gap.find_first_of(".;:?!()") != gap.npos) {
      previous_ = kNone;
      if (!runs_.back().empty()) runs_.emplace_back();
    }
    if (gap.find_first_of(".?!") != gap.npos) at_sentence_start_ = true;
  }

  /// Notes that a token scores; repeated words count once, with their frequency. The word under way is one of its own
  /// though it may repeat another: that one may be part of a name, and both are then said otherwise in ways of their
  /// own.
  void ask(const QueryToken& token, bool is_under_way) {
    const auto& forms = planner_.former(default_language()).forms(token.written, token.kind);
    const bool joined = is_joined(token);
    std::string key = forms.stem + (joined ? "\n" : "");
    const bool is_again = is_under_way && word_of_.contains(key);
    if (is_again) key += "\t";
    const auto [found, is_new] = word_of_.try_emplace(key, plan_.words.size());
    if (is_new) {
      auto& asked = asked_.emplace_back();
      PlannedWord word;
      word.written = forms.exact;
      word.is_again = is_again;
      word.is_joined = joined;
      if (!forms.accented.empty()) asked.accented_term = store::accented_term(forms.exact, forms.accented);
      word.forms = conditions_.forms_of(token);
      plan_.words.push_back(std::move(word));
    }
    ++asked_[found->second].frequency;
    asked_[found->second].boosts += boost_;
    asked_[found->second].is_the_word |= joined && has_letter_apart(token.written);
    if (joined) return;
    asked_[found->second].is_name |= !at_sentence_start_ && analysis::is_capitalised(token.written);
    if (analysis::is_in_capitals(token.written)) in_capitals_.insert(found->second);
    at_sentence_start_ = false;
    if (!is_exact_) {
      runs_.back().push_back({found->second, forms.exact, forms.stem,
                              forms.accented.empty() ? forms.exact : forms.accented, conditions_.parts_of_name(token)});
    }
    if (previous_ != kNone && previous_ != found->second) follows_.emplace(previous_, found->second);
    previous_ = found->second;
  }

  /// For each unknown word, the words that it may have meant, unless they are asked already.
  void add_similar_words() {
    const auto words_asked = plan_.words.size();
    const bool has_known = std::any_of(plan_.words.begin(), plan_.words.end(), [](const PlannedWord& word) {
      return word.doc_freq > 0 && !word.is_function_word;
    });
    for (std::size_t i = 0; i < words_asked; ++i) {
      if (!has_known && suggest::needs_company(plan_.words[i].written)) continue;
      if (plan_.words[i].doc_freq > 0 || plan_.words[i].is_joined || said_.contains(i)) continue;
      for (const auto& similar : planner_.statistics_.similar(plan_.words[i].written)) {
        PlannedWord word;
        word.written = similar.term;
        word.forms = conditions_.forms_of({similar.term, TokenKind::kWord});
        if (!word_of_.try_emplace(word.forms.front().stem, plan_.words.size()).second) continue;
        word.meant_by = i;
        word.edits = similar.edits;
        plan_.words.push_back(std::move(word));
        asked_.push_back(asked_[i]);
        asked_.back().accented_term.clear();
      }
    }
  }

  /// Weighs the words from `first` on.
  void weigh_words(std::size_t first) {
    const auto all = planner_.statistics_.doc_count();
    for (std::size_t i = first; i < plan_.words.size(); ++i) {
      auto& word = plan_.words[i];
      auto& asked = asked_[i];
      for (const auto& form : word.forms) {
        const auto doc_freq = planner_.statistics_.doc_freq(form.term);
        if (doc_freq > 0) asked.terms.push_back({form.term, 0.0, doc_freq, i, false});
        word.doc_freq += doc_freq;
      }
      // A record has one language, so the forms' documents do not overlap and their counts add up.
      word.doc_freq = std::min(word.doc_freq, all);
      add_parts_of_names(i);
      if (word.doc_freq == 0) continue;
      word.weight = rank::bm25_idf(word.doc_freq, all) * rank::query_saturation(asked.frequency, profile_.k3);
      if (word.is_joined && !asked.is_the_word) word.weight *= profile_.blend_weight;
      word.weight *= asked.boosts / asked.frequency;
      if (asked.is_name) word.weight *= 1.0 + profile_.name_weight;
      for (std::uint32_t edit = 0; edit < word.edits; ++edit) word.weight *= kEditShare;
      asked.weight_beside_others = word.weight;
      if (word.is_function_word) word.weight *= profile_.function_word_weight;
    }
  }

  /// Names that have the word as a part, OpenAI for "open", are asked as well: it is worth less there.
  void add_parts_of_names(std::size_t i) {
    auto& word = plan_.words[i];
    std::uint64_t in_names = 0;
    for (const auto& form : word.forms) {
      auto term = store::part_term(form.term);
      const auto doc_freq = planner_.statistics_.doc_freq(term);
      if (doc_freq > 0) asked_[i].terms.push_back({std::move(term), 0.0, doc_freq, i, false, true});
      in_names += doc_freq;
    }
    if (word.doc_freq == 0) word.doc_freq = in_names;
  }

  void keep_most_telling(std::size_t max_words, std::vector<Warning>& warnings) {
    std::vector<double> weights;
    for (const auto& word : plan_.words) {
      if (word.doc_freq > 0) weights.push_back(word.weight);
    }
    if (weights.size() <= max_words) return;
    warnings.push_back({0, "the query has " + std::to_string(weights.size()) + " distinct words: the " +
                               std::to_string(max_words) + " most telling are matched"});
    const auto last_kept = weights.begin() + static_cast<std::ptrdiff_t>(max_words);
    std::nth_element(weights.begin(), last_kept, weights.end(), std::greater<>());
    least_weight_ = *last_kept;
  }

  void add_scored_terms() {
    for (std::size_t i = 0; i < plan_.words.size(); ++i) {
      const double weight = plan_.words[i].weight;
      if (asked_[i].terms.empty() || weight <= least_weight_) continue;
      for (auto& term : asked_[i].terms) {
        term.weight = term.is_part ? kPartShare * weight : weight;
        plan_.scored.push_back(std::move(term));
      }
      if (profile_.accent_weight > 0.0 && !asked_[i].accented_term.empty()) {
        const auto doc_freq = planner_.statistics_.doc_freq(asked_[i].accented_term);
        if (doc_freq == 0) continue;
        plan_.scored.push_back({asked_[i].accented_term, weight * profile_.accent_weight, doc_freq, i, true});
      }
    }
  }

  void add_pairs() {
    if (profile_.adjacency == 0.0) return;
    for (const auto& [first, second] : follows_) {
      if (std::min(plan_.words[first].weight, plan_.words[second].weight) <= least_weight_) continue;
      const double lesser = std::min(asked_[first].weight_beside_others, asked_[second].weight_beside_others);
      plan_.pairs.push_back({first, second, profile_.adjacency * lesser});
    }
  }

  double signal_scale() const {
    std::vector<double> weights;
    for (const auto& word : plan_.words) {
      if (!word.is_joined && !word.is_function_word) weights.push_back(word.weight);
    }
    std::sort(weights.begin(), weights.end(), std::greater<>());
    weights.resize(std::min(weights.size(), kScaleWords));
    double sum = 0.0;
    for (const double weight : weights) sum += weight;
    // A query of filters alone has no text score: the signals then order the list by themselves.
    return sum > 0.0 ? sum * (profile_.k1 + 1.0) : 1.0;
  }

  /// A text of the query without a word in it.
  struct Wordless {
    std::size_t at = 0;
    std::string text;
  };
  struct Asked {
    double frequency = 0.0;
    double boosts = 0.0;                ///< Sum over its occurrences.
    bool is_name = false;               ///< Written with a capital within a sentence.
    bool is_the_word = false;           ///< A joined writing that says more than its parts: s-risk, e-mail.
    double weight_beside_others = 0.0;  ///< What it weighs where it stands next to another word of the query.
    std::string accented_term;
    std::vector<ScoredTerm> terms;
  };

  Planner& planner_;
  const RankingProfile& profile_;
  Plan plan_;
  std::vector<Asked> asked_;  // parallel to plan_.words
  std::unordered_map<std::string, std::size_t> word_of_;
  ConditionCompiler conditions_;
  std::vector<const Query*> queries_;
  double boost_ = 1.0;     ///< Of the text whose words are asked.
  bool is_exact_ = false;  ///< The same: it is not said otherwise.
  double least_weight_ = 0.0;

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::set<std::pair<std::size_t, std::size_t>> follows_;  ///< Words that follow one another in the query.
  std::size_t previous_ = kNone;
  std::vector<AskedRun> runs_{1};
  std::set<std::size_t> said_;  ///< Words that are in one of the plan's sayings.
  std::vector<Warning> sayings_warnings_;
  std::vector<Wordless> wordless_;
  bool at_sentence_start_ = true;
  std::set<std::size_t> in_capitals_;  ///< Words that were written so, at least once.
};

Planner::Planner(const Schema& schema, const TermStatistics& statistics, std::vector<std::string> languages)
    : schema_(schema), statistics_(statistics), other_languages_(std::move(languages)) {
  std::erase(other_languages_, schema_.default_language());
}

bool Planner::has_compounds() const {
  return suggest::joins_words(schema_.default_language()) ||
         std::any_of(other_languages_.begin(), other_languages_.end(), suggest::joins_words);
}

analysis::TermFormer& Planner::former(const std::string& language) {
  return formers_.try_emplace(language, language).first->second;
}

Plan Planner::plan(const Query& query, const Query& filter, const RankingProfile& profile, const PlanOptions& options,
                   std::vector<Warning>& warnings) {
  Pass pass(*this, profile, options);
  pass.add(query, options.under_way);
  pass.add(filter);
  return pass.finish(options, warnings);
}

}  // namespace kbsearch::match
