#include "match/likeness.hpp"

#include "base/hash.hpp"
#include "match/furniture_terms.hpp"
#include "match/telling_words.hpp"
#include "rank/bm25.hpp"
#include "store/terms.hpp"

namespace kbsearch::match {
namespace {

constexpr std::size_t kWords = 25;
// In place of the profile's presence, which is made for queries of a few words: each shared word and page counts.
constexpr double kPresence = 1.0;
constexpr double kPageShare = 0.5;

void add(Plan& plan, PlannedWord word, const std::string& term) {
  plan.scored.push_back({term, word.weight, word.doc_freq, plan.words.size(), false});
  plan.words.push_back(std::move(word));
}

}  // namespace

Plan plan_of_likeness(const Xapian::Database& database, const Schema& schema, const RankingProfile& profile,
                      DocumentId document) {
  Plan plan;
  plan.k1 = profile.k1;
  plan.presence = kPresence;
  double heaviest = 0.0;
  const std::string bytes = database.get_document(document).get_data();
  const auto furniture = furniture_terms(store::StoredDocument(bytes), schema);
  auto words = telling_words(database, {{document, 1.0}}, profile.k1, kWords, furniture);
  if (words.empty()) words = telling_words(database, {{document, 1.0}}, profile.k1, kWords, {});
  for (const auto& telling : words) {
    PlannedWord word;
    word.written = telling.stem;
    word.is_stem = true;
    word.doc_freq = telling.doc_freq;
    word.weight = telling.telling;
    word.forms.push_back({schema.default_language(), telling.stem, base::hash64(telling.stem), telling.term});
    heaviest = std::max(heaviest, word.weight);
    add(plan, std::move(word), telling.term);
  }
  const auto citing = schema.find("citedby");
  if (citing != Schema::kNoField) {
    const auto prefix = store::keyword_term(citing, "");
    auto term = database.termlist_begin(document);
    for (term.skip_to(prefix); term != database.termlist_end(document); ++term) {
      const std::string name = *term;
      if (!name.starts_with(prefix)) break;
      if (term.get_termfreq() < 2) continue;
      PlannedWord page;
      page.written = name.substr(prefix.size());
      page.doc_freq = term.get_termfreq();
      page.weight = kPageShare * rank::bm25_idf(page.doc_freq, database.get_doccount());
      page.is_citing_page = true;
      page.forms.push_back({"", page.written, 0, name});
      add(plan, std::move(page), name);
    }
  }
  plan.static_scale = heaviest * (plan.k1 + 1.0);
  const std::string id = database.get_document(document).get_value(store::kSlotId);
  plan.excluded.push_back({Condition{.terms = {store::id_term(id)}}});
  plan.needs_words = true;
  return plan;
}

}  // namespace kbsearch::match
