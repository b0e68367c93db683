#include "match/session.hpp"

#include <xapian.h>

#include <algorithm>

#include "base/stop_scope.hpp"
#include "kbsearch/error.hpp"
#include "match/curated_sayings.hpp"
#include "match/explainer.hpp"
#include "match/facets.hpp"
#include "match/feedback.hpp"
#include "match/image_executor.hpp"
#include "match/likeness.hpp"
#include "match/ranker.hpp"
#include "match/xapian_executor.hpp"
#include "rank/static_scores.hpp"
#include "snapshot/dictionary.hpp"
#include "snapshot/postings.hpp"
#include "store/database.hpp"
#include "store/files.hpp"
#include "store/index_metadata.hpp"
#include "store/stored_document.hpp"
#include "store/terms.hpp"
#include "store/xapian_border.hpp"
#include "suggest/compounds.hpp"

namespace kbsearch::match {

struct Session::Impl {
  std::string shown;
  Xapian::Database database;
  store::IndexMetadata metadata;
  std::shared_ptr<SnapshotCache> cache;
  std::optional<Planner> planner;
  CuratedSayings curated;
  std::optional<StreamCache> streams;  ///< Made by the first who asks Xapian for one.
  std::shared_ptr<const image::Image> image;
  bool uses_image = false;
  std::optional<snapshot::Postings> postings;

  void use_image(bool wanted) {
    uses_image = wanted && image;
    postings.emplace(database, uses_image ? image.get() : nullptr);
  }

  SetEvaluator sets() const { return {*postings, *cache}; }
  std::unique_ptr<store::TermWalk> terms(const std::string& prefix) const {
    return snapshot::walk_terms(database, uses_image ? image.get() : nullptr, prefix);
  }
  MatchSet match(const Plan& plan, const RankingProfile& profile, const MatchOptions& options) {
    const auto sets = this->sets();
    if (uses_image && !options.sorted) {
      const auto statics = cache->placed_statics(database, metadata.schema, profile, *image);
      ImageExecutor executor(*image, *statics, sets);
      return Ranker(executor, plan).rank(options);
    }
    const auto statics = cache->statics(database, metadata.schema, profile);
    if (!streams) streams.emplace(database);
    XapianExecutor executor(database, *statics, *streams, sets);
    return options.sorted ? executor.sorted(plan, options) : Ranker(executor, plan).rank(options);
  }
  std::vector<std::pair<std::string, std::uint64_t>> languages() const {
    std::vector<std::pair<std::string, std::uint64_t>> found;
    const std::string prefix = store::language_term("");
    for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
      found.emplace_back((*term).substr(prefix.size()), term.get_termfreq());
    }
    return found;
  }
};

Session::Session(const std::filesystem::path& generation, std::shared_ptr<SnapshotCache> cache)
    : impl_(std::make_unique<Impl>()) {
  impl_->shown = generation.string();
  impl_->cache = std::move(cache);
  store::translating_errors(impl_->shown, [&] {
    impl_->database = store::open_database(generation);
    impl_->metadata = store::read_metadata(impl_->database, generation.parent_path().string());
    impl_->image = impl_->cache->image(generation, impl_->database.get_revision());
    impl_->use_image(true);
    std::vector<std::string> languages;
    for (const auto& [language, count] : impl_->languages()) languages.push_back(language);
    impl_->planner.emplace(impl_->metadata.schema, *this, std::move(languages));
    impl_->curated = CuratedSayings(impl_->cache->synonyms(), planner().former(schema().default_language()));
  });
}

Session::~Session() = default;

void Session::use(SearchExecutor executor) {
  if (executor == SearchExecutor::kImage && !impl_->image) {
    throw Error(ErrorCode::kIndexNotFound, "'" + impl_->shown + "' has no image of this commit, or a damaged one");
  }
  impl_->use_image(executor != SearchExecutor::kXapian);
}

const Schema& Session::schema() const { return impl_->metadata.schema; }
const RecordSources& Session::sources() const { return impl_->metadata.sources; }
Planner& Session::planner() { return *impl_->planner; }

std::uint64_t Session::revision() const {
  return store::translating_errors(impl_->shown, [&] { return impl_->database.get_revision(); });
}

std::uint64_t Session::doc_count() const {
  return store::translating_errors(impl_->shown, [&] { return std::uint64_t{impl_->database.get_doccount()}; });
}

std::uint64_t Session::doc_freq(const std::string& term) const {
  return store::translating_errors(impl_->shown, [&] { return impl_->postings->doc_freq(term); });
}

std::uint64_t Session::doc_freq(const OtherWay& way) const {
  return store::translating_errors(impl_->shown, [&] { return impl_->sets().of_way(way)->size(); });
}

std::vector<suggest::SimilarTerm> Session::similar(const std::string& word) const {
  // Those with the fewest edits alone, and of them a few: each is one more word to match.
  constexpr std::size_t kMost = 3;
  return store::translating_errors(impl_->shown, [&] {
    std::vector<suggest::SimilarTerm> found;
    for (std::uint32_t edits = 1; edits <= suggest::allowed_edits(word) && found.empty(); ++edits) {
      found = suggest::similar_terms(*impl_->terms(""), word, edits, kMost);
    }
    return found;
  });
}

Plan Session::plan_of_likeness(const RankingProfile& profile, DocumentId document) const {
  return store::translating_errors(
      impl_->shown, [&] { return match::plan_of_likeness(impl_->database, schema(), profile, document); });
}

TermExpansion Session::expand(const std::string& prefix, std::size_t limit, std::size_t max_scanned) const {
  // Short ones are asked again and again while words are typed, and have a tenth of all terms to look at.
  constexpr std::size_t kShortPrefix = 2;
  const auto find = [&] {
    return store::translating_errors(impl_->shown,
                                     [&] { return expand_in(*impl_->terms(prefix), limit, max_scanned); });
  };
  if (prefix.size() > kShortPrefix) return find();
  const auto key = prefix + ' ' + std::to_string(limit) + ' ' + std::to_string(max_scanned);
  return *impl_->cache->named_expansion(key, find);
}

void Session::add_feedback(Plan& plan, const RankingProfile& profile) {
  if (profile.feedback.records == 0 || plan.scored.empty()) return;
  const auto best = match(plan, profile, {.limit = profile.feedback.records}).matches;
  store::translating_errors(impl_->shown, [&] { match::add_feedback(plan, best, impl_->database, profile.feedback); });
}

MatchSet Session::match(const Plan& plan, const RankingProfile& profile, const MatchOptions& options) {
  return store::translating_errors(impl_->shown, [&] { return impl_->match(plan, profile, options); });
}

std::vector<Explanation> Session::explain(const Plan& plan, const RankingProfile& profile, double order_from,
                                          std::span<const DocumentId> documents) const {
  return store::translating_errors(impl_->shown, [&] {
    const auto statics = impl_->cache->statics(impl_->database, schema(), profile);
    const auto sets = impl_->sets();
    Explainer explainer(impl_->database, sets, impl_->metadata, statics->signals(), plan, order_from);
    std::vector<Explanation> explanations;
    for (const auto document : documents) explanations.push_back(explainer.explain(document));
    return explanations;
  });
}

std::optional<DocumentId> Session::find(std::string_view record_id) const {
  return store::translating_errors(impl_->shown, [&]() -> std::optional<DocumentId> {
    if (record_id.empty() || record_id.size() > Record::kMaxIdBytes) return std::nullopt;
    const std::string term = store::id_term(record_id);
    const auto posting = impl_->database.postlist_begin(term);
    if (posting == impl_->database.postlist_end(term)) return std::nullopt;
    return *posting;
  });
}

std::shared_ptr<const DocumentBytes> Session::document(DocumentId document) const {
  return store::translating_errors(impl_->shown, [&] { return impl_->cache->document(impl_->database, document); });
}

std::optional<DocumentView> Session::card(DocumentId document) const {
  if (!impl_->uses_image) return std::nullopt;
  const auto found = impl_->image->find(document);
  if (!found) return std::nullopt;
  const auto record = found->segment->record(found->place);
  DocumentView view;
  view.stored = record.card;
  view.origin = record.origin;
  return view;
}

std::vector<std::string> Session::accented(const std::string& exact) const {
  // A word has two or three, if any.
  constexpr std::size_t kMost = 8;
  return store::translating_errors(impl_->shown, [&] {
    std::vector<std::string> found;
    const auto prefix = store::accented_prefix(exact);
    const auto terms = impl_->terms(prefix);
    for (; !terms->at_end() && found.size() < kMost; terms->next()) {
      found.push_back(terms->term().substr(prefix.size()));
    }
    return found;
  });
}

std::vector<KnownCompound> Session::compounds_of(const PlannedWord& word, std::size_t limit) const {
  return store::translating_errors(impl_->shown, [&] {
    std::vector<KnownCompound> all;
    for (const auto& form : word.forms) {
      if (!suggest::joins_words(form.language)) continue;
      const bool is_default = form.language == schema().default_language();
      const auto found = impl_->cache->compounds(impl_->database, form.language, is_default)
                             .find(impl_->database, word.written, form.stem, limit);
      for (const auto& compound : found) {
        const bool is_new = std::none_of(all.begin(), all.end(), [&](const KnownCompound& known) {
          return known.language == compound.language && known.stem == compound.stem;
        });
        if (is_new) all.push_back(compound);
      }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const KnownCompound& a, const KnownCompound& b) { return a.doc_freq > b.doc_freq; });
    all.resize(std::min(limit, all.size()));
    return all;
  });
}

std::vector<KnownSaying> Session::sayings(const std::string& exact, const std::string& stems) const {
  auto all = impl_->curated.find(stems);
  const auto known =
      store::translating_errors(impl_->shown, [&] { return impl_->cache->sayings(impl_->database).find(exact); });
  all.insert(all.end(), known.begin(), known.end());
  return all;
}

std::vector<std::string> Session::values_of(const std::string& record_id, std::size_t field) const {
  const auto found = find(record_id);
  if (!found) return {};
  const auto bytes = document(*found);
  std::vector<std::string> values;
  for (const auto& text : store::StoredDocument(bytes->stored).texts(field)) values.emplace_back(text.text());
  return values;
}

MatchedSets Session::matched(const Plan& plan) const {
  return store::translating_errors(impl_->shown, [&] { return MatchedSets(plan, impl_->sets()); });
}

DocumentSet Session::with_word(const Plan& plan, std::size_t word) const {
  return store::translating_errors(impl_->shown, [&] { return impl_->sets().with_word(plan, word); });
}

Facet Session::facet(const FacetRequest& request, const DocumentSet& documents) const {
  return store::translating_errors(impl_->shown, [&] {
    const auto number = schema().find(request.field);
    const auto& field = schema().fields()[number];
    Facet facet;
    if (field.kind == FieldKind::kKeyword) {
      facet = count_keywords(impl_->cache->keywords(impl_->database, store::field_slot(number)), documents,
                             request.max_values);
    } else {
      const auto& column = impl_->cache->numbers(impl_->database, number);
      facet = field.kind == FieldKind::kDate
                  ? count_dates(column, documents, request.date_step.value_or(FacetRequest::DateStep::kYear),
                                request.max_values)
                  : count_ranges(column, documents, field, request.max_values);
    }
    facet.field = field.name;
    return facet;
  });
}

Grouping Session::grouping(const std::string& by) const {
  return store::translating_errors(impl_->shown, [&]() -> Grouping {
    auto& cache = *impl_->cache;
    if (by == "near") return Grouping(cache.fingerprints(impl_->database));
    if (by == "url") return Grouping(cache.keywords(impl_->database, store::kSlotUrl));
    if (by == "content") return Grouping(cache.keywords(impl_->database, store::kSlotContent));
    const auto field = schema().find(by);
    const auto kind = schema().fields()[field].kind;
    if (kind == FieldKind::kNumber || kind == FieldKind::kDate) return Grouping(cache.numbers(impl_->database, field));
    return Grouping(cache.keywords(impl_->database, store::field_slot(field)));
  });
}

Fingerprint Session::fingerprint(DocumentId document) const {
  return store::translating_errors(impl_->shown, [&]() -> Fingerprint {
    const auto found = impl_->uses_image ? impl_->image->find(document) : std::nullopt;
    if (!found) return impl_->cache->fingerprints(impl_->database).of(document);
    const auto bytes = found->segment->record(found->place).fingerprint;
    return bytes.empty() ? std::nullopt : Fingerprint(base::ByteReader(bytes).fixed64());
  });
}

const KeywordColumn& Session::keywords(std::size_t field) const {
  return store::translating_errors(impl_->shown, [&]() -> const KeywordColumn& {
    return impl_->cache->keywords(impl_->database, store::field_slot(field));
  });
}

std::string Session::record_id(DocumentId document) const {
  const auto card = this->card(document);
  return card ? std::string(store::StoredDocument::id_of(card->stored)) : value(document, store::kSlotId);
}

std::string Session::value(DocumentId document, std::uint32_t slot) const {
  return store::translating_errors(impl_->shown,
                                   [&] { return impl_->database.get_document(document).get_value(slot); });
}

std::vector<std::string> Session::nearest_values(std::size_t field, const std::string& value, std::size_t limit) const {
  constexpr std::size_t kNoEditsUnder = 3;
  constexpr std::size_t kOneEditUnder = 6;
  constexpr std::size_t kMaxValuesScanned = 100'000;
  return store::translating_errors(impl_->shown, [&] {
    std::vector<std::string> nearest;
    const std::uint32_t edits = value.size() < kNoEditsUnder ? 0 : value.size() < kOneEditUnder ? 1 : 2;
    const auto prefix = store::keyword_term(field, "");
    for (auto& similar : suggest::similar_terms(*impl_->terms(prefix), value, edits, limit, prefix)) {
      nearest.push_back(std::move(similar.term));
    }
    if (value.empty()) return nearest;
    for (const auto& term : expand(prefix + value, limit, kMaxValuesScanned).terms) {
      const auto longer = term.substr(prefix.size());
      const bool is_new = std::find(nearest.begin(), nearest.end(), longer) == nearest.end();
      if (is_new && nearest.size() < limit) nearest.push_back(longer);
    }
    return nearest;
  });
}

std::vector<IndexedTerm> Session::terms(const std::string& prefix, std::size_t limit) const {
  return store::translating_errors(impl_->shown, [&] {
    std::vector<IndexedTerm> found;
    const auto terms = impl_->terms(prefix);
    while (!terms->at_end()) {
      const auto& word = terms->term();
      if (word.front() >= 'A' && word.front() <= 'Z') {
        terms->skip_to("[");  // after Z: words begin with no capital
        continue;
      }
      found.push_back({word, terms->doc_freq()});
      terms->next();
    }
    const auto last = found.begin() + static_cast<std::ptrdiff_t>(std::min(limit, found.size()));
    std::partial_sort(found.begin(), last, found.end(), [](const IndexedTerm& a, const IndexedTerm& b) {
      return a.doc_count != b.doc_count ? a.doc_count > b.doc_count : a.term < b.term;
    });
    found.erase(last, found.end());
    return found;
  });
}

const DocumentSet& Session::all_documents() const {
  return store::translating_errors(
      impl_->shown, [&]() -> const DocumentSet& { return impl_->cache->all_documents(impl_->database); });
}

IndexStatistics Session::statistics() const {
  return store::translating_errors(impl_->shown, [&] {
    IndexStatistics statistics;
    const auto& database = impl_->database;
    statistics.doc_count = database.get_doccount();
    statistics.avg_length = impl_->metadata.avg_length;
    if (statistics.doc_count > 0) {
      statistics.current_avg_length = impl_->metadata.length_sum / static_cast<double>(statistics.doc_count);
    }
    auto* const ending = base::StopScope::current();
    for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
      if (ending != nullptr) ending->check_now_and_then();
      ++statistics.distinct_terms;
    }
    statistics.languages = impl_->languages();
    std::stable_sort(statistics.languages.begin(), statistics.languages.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    statistics.generation = std::filesystem::path(impl_->shown).filename().string();
    statistics.bytes_on_disk = store::bytes_in(impl_->shown);
    return statistics;
  });
}

}  // namespace kbsearch::match
