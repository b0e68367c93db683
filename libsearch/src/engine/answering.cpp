#include "engine/answering.hpp"

#include <algorithm>
#include <utility>

#include "base/hash.hpp"
#include "base/stop_scope.hpp"
#include "engine/executors_compared.hpp"
#include "engine/field_choice.hpp"
#include "engine/guidance.hpp"
#include "engine/paging.hpp"
#include "kbsearch/error.hpp"
#include "match/corrections.hpp"
#include "match/near_finder.hpp"
#include "match/relaxing.hpp"
#include "present/highlighter.hpp"
#include "present/hits.hpp"
#include "query/checked_query.hpp"
#include "rank/profiles.hpp"
#include "store/stored_document.hpp"

namespace kbsearch::engine {
namespace {

constexpr std::size_t kMaxPassages = 20;
constexpr std::size_t kMaxRelatedTags = 100;
constexpr std::size_t kMaxFacetValues = 10'000;
constexpr std::size_t kMaxFacets = 100;
constexpr std::size_t kMaxWords = 10'000;
constexpr std::size_t kMaxExpansions = 4'096;
// Words, pairs and other ways to say them, times hits: about a tenth of a second.
constexpr std::size_t kMaxExplainedParts = 100'000;
// Words that are looked for, times hits: about a tenth of a second, too. A hundred words are shown in a page of 1,000.
constexpr std::size_t kMaxShownParts = 100'000;

[[noreturn]] void refuse(const std::string& subject, const std::string& what) {
  throw Error(ErrorCode::kInvalidArgument, what, subject);
}

void check(const Schema& schema, const FacetRequest& request) {
  const auto& field = schema.fields()[facet_field(schema, request.field)];
  if (request.date_step && field.kind != FieldKind::kDate) {
    refuse(field.name,
           "years and months are counted of dates; '" + field.name + "' is a " + std::string(to_string(field.kind)));
  }
  if (request.max_values > kMaxFacetValues) {
    refuse(field.name, "of '" + field.name + "' " + std::to_string(request.max_values) +
                           " values are asked for, at most " + std::to_string(kMaxFacetValues) + " are given");
  }
}

void check_range(const char* name, std::size_t value, std::size_t low, std::size_t high, const char* told = nullptr) {
  if (value >= low && value <= high) return;
  refuse(name, std::string(told != nullptr ? told : name) + " is " + std::to_string(value) + ", must be in [" +
                   std::to_string(low) + ", " + std::to_string(high) + "]");
}

void check(const Schema& schema, const SearchOptions& options) {
  check_page(schema, options);
  check_range("passages", options.passages, 1, kMaxPassages);
  check_range("related_tags", options.related_tags, 0, kMaxRelatedTags);
  check_range("max_words", options.max_words, 1, kMaxWords);
  check_range("max_expansions", options.max_expansions, 1, kMaxExpansions);
  check_range("facets", options.facets.size(), 0, kMaxFacets, "facets: their number");
  for (const auto& request : options.facets) check(schema, request);
  rank::check_profile(options.profile);
}

/// Names all that decides which records stand at which ranks. `asked_for` is the query in its printed form.
std::uint64_t digest_of(std::string_view asked_for, const SearchOptions& options) {
  std::string asked;
  const auto add = [&](std::string_view part) { asked.append(std::to_string(part.size())).append(" ").append(part); };
  add(asked_for);
  add(options.filter);
  add(options.collapse);
  add(options.sort ? options.sort->field + (options.sort->ascending ? ":asc" : ":desc") : "");
  add(rank::ranking_key(options.profile));
  for (const bool flag : {options.plain_words, options.all_words, options.typos, options.expand, options.typing}) {
    add(flag ? "1" : "0");
  }
  add(std::to_string(options.max_words) + ' ' + std::to_string(options.max_expansions));
  return base::hash64(asked);
}

/// Prepares a query whose last word is being typed: of a text, if it ends in that word. A word that is required (`+pu`,
/// `title:pu`) is what begins so; one that only ranks is left to the planner: returns true for it.
bool begin_last_word(Query& query, const std::optional<std::string_view>& text) {
  auto* root = std::get_if<BooleanQuery>(&query.node);
  if (root == nullptr) return false;
  const auto is_last = [&](const WordQuery* word) {
    return word != nullptr && !word->text.empty() && (!text || text->ends_with(word->text));
  };
  auto* required = root->must.empty() ? nullptr : std::get_if<WordQuery>(&root->must.back().node);
  if (is_last(required) && (root->should.empty() || root->should.back().at < root->must.back().at)) {
    if (required->text.size() >= PrefixQuery::kMinCharacters) {
      root->must.back() = {PrefixQuery{required->field, required->text}, 1.0, root->must.back().at};
    }
    return false;
  }
  return !root->should.empty() && is_last(std::get_if<WordQuery>(&root->should.back().node));
}

struct Asked {
  match::Plan plan;
  std::string printed;  ///< The query, in its one form.
  std::vector<Warning> notes;
  std::optional<Relaxation> relaxation;
};

Relaxation relaxation_of(const match::Plan& plan, const match::WordChoice& choice) {
  Relaxation relaxation;
  for (const auto word : choice.dropped) relaxation.dropped.push_back(plan.words[word].written);
  relaxation.total = choice.total;
  return relaxation;
}

ParsedQuery parsed(match::Session& session, const Question& question, const SearchOptions& options) {
  if (const auto* query = std::get_if<const Query*>(&question)) return {query::checked(**query, session.schema()), {}};
  return parse_query(std::get<std::string_view>(question), session.schema(), {.plain_words = options.plain_words});
}

std::optional<std::string_view> text_of(const Question& question) {
  const auto* text = std::get_if<std::string_view>(&question);
  return text != nullptr ? std::optional(*text) : std::nullopt;
}

Asked ask(match::Session& session, const Question& question, const SearchOptions& options,
          std::vector<Warning>& warnings) {
  auto [query, told, notes] = parsed(session, question, options);
  warnings = std::move(told);
  const auto filter = parse_filter(options.filter, session.schema());
  const bool under_way = options.typing && begin_last_word(query, text_of(question));
  Asked asked;
  asked.notes = std::move(notes);
  asked.printed = to_string(query);
  if (under_way) asked.printed += "...";
  asked.plan = session.planner().plan(query, filter, options.profile,
                                      {.max_words = options.max_words,
                                       .max_expansions = options.max_expansions,
                                       .typos = options.typos,
                                       .other_ways = options.expand,
                                       .under_way = under_way},
                                      warnings);
  if (options.all_words) {
    auto choice = match::choose_words(asked.plan, session);
    // Where nothing has even the most telling word, all of them stay: nothing is found, and the reasons are told.
    if (choice.kept.empty()) {
      std::swap(choice.kept, choice.dropped);
    } else if (!choice.dropped.empty()) {
      asked.relaxation = relaxation_of(asked.plan, choice);
    }
    match::require_words(asked.plan, choice.kept);
  }
  session.add_feedback(asked.plan, options.profile);
  return asked;
}

/// Of so many hits the parts can be looked at: of one at least.
std::size_t hits_within(std::size_t budget, std::size_t parts) {
  return std::max<std::size_t>(budget / std::max<std::size_t>(parts, 1), 1);
}

std::size_t words_sought(const match::Plan& plan) {
  std::size_t words = plan.words.size();
  for (const auto& wildcard : plan.wildcards) words += wildcard.words.size();
  for (const auto& saying : plan.sayings) {
    for (const auto& way : saying.ways) words += way.words.size();
  }
  return words;
}

/// Explains the hits of a page, as far as what an answer may cost reaches.
void explain_hits(const match::Session& session, const match::Plan& plan, const Page& page,
                  const SearchOptions& options, SearchResults& results) {
  std::size_t parts = plan.scored.size() + plan.pairs.size();
  for (const auto& saying : plan.sayings) parts += saying.ways.size();
  const auto most = hits_within(kMaxExplainedParts, parts);
  std::vector<match::DocumentId> documents;
  for (const auto& match : page.matches) {
    if (documents.size() < most) documents.push_back(match.document);
  }
  auto explanations = session.explain(plan, options.profile, page.order_from, documents);
  for (std::size_t i = 0; i < explanations.size(); ++i) results.hits[i].explanation = std::move(explanations[i]);
  if (documents.size() == page.matches.size()) return;
  results.warnings.push_back({0, "explaining a hit takes in " + std::to_string(parts) +
                                     " words and pairs of words: of the hits of this page the first " +
                                     std::to_string(most) + " are explained"});
}

/// Fills the hits of a page, with evidence as far as what an answer may cost reaches.
void add_hits(match::Session& session, const match::Plan& plan, const Page& page, const SearchOptions& options,
              SearchResults& results) {
  const DisplayFields fields(session.schema());
  present::Highlighter highlighter(plan, session.schema(), session.planner());
  const auto words = words_sought(plan);
  const auto shown = options.snippets ? hits_within(kMaxShownParts, words) : 0;
  results.hits.reserve(page.matches.size());
  for (const auto& match : page.matches) {
    base::StopScope::check_current();
    const std::size_t passages = results.hits.size() < shown ? options.passages : 0;
    std::shared_ptr<const match::DocumentBytes> document;
    auto view = passages == 0 ? session.card(match.document) : std::nullopt;
    if (!view) {
      document = session.document(match.document);
      view.emplace(*document);
    }
    Hit hit = present::make_hit(*view, session.schema(), session.sources(), fields, highlighter, passages);
    hit.rank = page.first_rank + results.hits.size();
    hit.score = match.score;
    results.hits.push_back(std::move(hit));
  }
  if (options.snippets && shown < page.matches.size()) {
    results.warnings.push_back({0, "showing a hit looks for " + std::to_string(words) +
                                       " words: of the hits of this page the first " + std::to_string(shown) +
                                       " have a snippet"});
  }
  results.expansions = expansions(plan);
  if (shown > 0) {
    const auto& found = highlighter.documents_by_way();
    for (std::size_t i = 0; i < found.size(); ++i) results.expansions[i].hits = found[i];
  }
  if (options.explain) explain_hits(session, plan, page, options, results);
  results.total = page.total;
  results.next_cursor = page.next_cursor;
}

/// Tells which hits of the page nearly repeat a better one.
void note_near_duplicates(const match::Session& session, const Page& page, SearchResults& results) {
  if (page.matches.size() < 2) return;
  match::NearFinder near;
  for (std::size_t i = 0; i < page.matches.size(); ++i) {
    const auto fingerprint = session.fingerprint(page.matches[i].document);
    const auto better = near.first_near(fingerprint);
    if (better) results.hits[i].near_duplicate_of = results.hits[*better].record_id;
    near.add(fingerprint);
  }
}

/// Counts over all that matches: facets, and what hits stand for.
void add_counts(const match::Session& session, const match::Plan& plan, const Page& page, const SearchOptions& options,
                SearchResults& results) {
  if (options.facets.empty() && options.collapse.empty()) return;
  const auto matched = session.matched(plan);
  // A plan that asks nothing has no sets to speak of.
  const auto all = plan.matches_nothing() ? match::DocumentSet() : matched.all();
  if (!options.collapse.empty()) {
    std::vector<match::DocumentId> firsts;
    for (const auto& match : page.matches) firsts.push_back(match.document);
    const auto grouping = session.grouping(options.collapse);
    const auto others = grouping.others(firsts, all);
    for (std::size_t i = 0; i < others.size(); ++i) results.hits[i].collapsed = others[i];
    results.groups = grouping.count(all);
  }
  for (const auto& request : options.facets) {
    base::StopScope::check_current();
    const auto field = facet_field(session.schema(), request.field);
    const auto asked = session.schema().find(request.field);
    const auto is_own = [&](const match::Clause& clause) { return clause.field == field || clause.field == asked; };
    const bool has_own = !plan.matches_nothing() && (std::any_of(plan.required.begin(), plan.required.end(), is_own) ||
                                                     std::any_of(plan.excluded.begin(), plan.excluded.end(), is_own));
    auto counted = request;
    counted.field = session.schema().fields()[field].name;
    auto& facet = results.facets.emplace_back(session.facet(counted, has_own ? matched.without(is_own) : all));
    facet.filter_field = std::exchange(facet.field, session.schema().fields()[asked].name);
  }
}

}  // namespace

SearchResults answer(match::Session& session, const Question& question, const SearchOptions& options) {
  check(session.schema(), options);
  if (options.executor == SearchExecutor::kBoth) {
    return same_of_both(options, [&](const SearchOptions& with_one) { return answer(session, question, with_one); });
  }
  session.use(options.executor);
  SearchResults results;
  const auto [plan, printed, notes, relaxation] = ask(session, question, options, results.warnings);
  results.notes = notes;
  base::StopScope::check_current();
  const auto page = page_of(session, plan, options, digest_of(printed, options));
  add_hits(session, plan, page, options, results);
  note_near_duplicates(session, page, results);
  add_counts(session, plan, page, options, results);

  results.unknown_words = unknown_words(plan);
  results.corrections = match::corrections(plan);
  results.did_you_mean = match::corrected_text(text_of(question).value_or(printed), results.corrections,
                                               session.planner(), session.schema().default_language());
  results.relaxation = relaxation;
  if (!options.all_words && lacks_words(results) && options.snippets) {
    const auto choice = match::choose_words(plan, session);
    if (!choice.dropped.empty() && !choice.kept.empty()) results.relaxation = relaxation_of(plan, choice);
  }
  if (results.total.value == 0) {
    const auto clauses = plan.required.size() + plan.excluded.size();
    if (clauses <= kMostClausesTold) {
      results.clauses = clause_effects(session, plan);
    } else {
      results.warnings.push_back({0, "the query has " + std::to_string(clauses) +
                                         " conditions: what each does is told of at most " +
                                         std::to_string(kMostClausesTold)});
    }
    if (!options.filter.empty()) {
      SearchOptions unfiltered = options;
      unfiltered.filter.clear();
      std::vector<Warning> ignored;
      const auto without = ask(session, question, unfiltered, ignored).plan;
      results.total_without_filter = session.match(without, options.profile, {.limit = 0}).total;
    }
  }
  if (options.related_tags > 0) results.related_tags = related_tags(session, plan, options);
  return results;
}

std::optional<SearchResults> similar(match::Session& session, std::string_view record_id,
                                     const SearchOptions& options) {
  check(session.schema(), options);
  const auto document = session.find(record_id);
  if (!document) return std::nullopt;
  if (options.executor == SearchExecutor::kBoth) {
    return same_of_both(options, [&](const SearchOptions& with_one) { return *similar(session, record_id, with_one); });
  }
  session.use(options.executor);
  SearchResults results;
  const auto plan = session.plan_of_likeness(options.profile, *document);
  const auto page = page_of(session, plan, options, digest_of(std::string("similar ").append(record_id), options));
  add_hits(session, plan, page, options, results);
  note_near_duplicates(session, page, results);
  add_counts(session, plan, page, options, results);
  if (options.related_tags > 0) results.related_tags = related_tags(session, plan, options);
  return results;
}

std::vector<std::optional<Explanation>> explain(match::Session& session, const Question& question,
                                                const std::vector<std::string>& record_ids,
                                                const SearchOptions& options) {
  check(session.schema(), options);
  session.use(options.executor == SearchExecutor::kBoth ? SearchExecutor::kAny : options.executor);
  std::vector<std::optional<Explanation>> all(record_ids.size());
  std::vector<Warning> warnings;
  const auto plan = ask(session, question, options, warnings).plan;
  if (plan.matches_nothing()) return all;
  const auto matched = session.matched(plan).all();
  std::vector<match::DocumentId> documents;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < record_ids.size(); ++i) {
    const auto document = session.find(record_ids[i]);
    if (!document || !matched.contains(*document)) continue;
    documents.push_back(*document);
    places.push_back(i);
  }
  if (documents.empty()) return all;
  const auto order_from = session.match(plan, options.profile, {.limit = 1}).order_from;
  auto explanations = session.explain(plan, options.profile, order_from, documents);
  for (std::size_t i = 0; i < places.size(); ++i) all[places[i]] = std::move(explanations[i]);
  return all;
}

}  // namespace kbsearch::engine
