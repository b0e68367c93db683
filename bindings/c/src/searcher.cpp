#include "handles.hpp"
#include "kbsearch/json.hpp"
#include "kbsearch/query.hpp"

namespace {

kbs_bounds default_bounds() {
  kbs_bounds bounds{};
  bounds.size = sizeof bounds;
  return bounds;
}

}  // namespace

using namespace kbsearch::c;  // of the bodies of what C calls

void kbs_bounds_init(kbs_bounds* bounds, size_t size) { fill_in(bounds, size, default_bounds()); }

kbs_code kbs_searcher_open(kbs_text directory, kbs_searcher** searcher, kbs_error** error) {
  return guarded(error, [&] {
    clear(searcher, "searcher");
    *searcher = new kbs_searcher{kbsearch::Searcher::open(path_of(directory))};
  });
}

void kbs_searcher_close(kbs_searcher* searcher) { delete searcher; }

kbs_code kbs_searcher_refresh(kbs_searcher* searcher, bool* moved, kbs_error** error) {
  if (moved != nullptr) *moved = false;
  return guarded(error, [&] {
    require(searcher, "searcher");
    const bool has_moved = searcher->searcher.refresh();
    if (moved != nullptr) *moved = has_moved;
  });
}

kbs_code kbs_searcher_is_current(const kbs_searcher* searcher, bool* current, kbs_error** error) {
  if (current != nullptr) *current = false;
  return guarded(error, [&] {
    require(searcher, "searcher");
    require(current, "current");
    *current = searcher->searcher.is_current();
  });
}

kbs_code kbs_searcher_search(const kbs_searcher* searcher, kbs_text query, const kbs_search_options* options,
                             kbs_results** results, kbs_error** error) {
  return guarded(error, [&] {
    clear(results, "results");
    require(searcher, "searcher");
    const auto text = view(query);
    *results = new kbs_results(searcher->searcher.search(text, search_options(options)), std::string(text));
  });
}

kbs_code kbs_searcher_search_query(const kbs_searcher* searcher, kbs_text query_json, const kbs_search_options* options,
                                   kbs_results** results, kbs_error** error) {
  return guarded(error, [&] {
    clear(results, "results");
    require(searcher, "searcher");
    const auto query = kbsearch::query_from_json(view(query_json));
    auto found = searcher->searcher.search(query, search_options(options));
    *results = new kbs_results(std::move(found), kbsearch::to_string(query));
  });
}

kbs_code kbs_searcher_parse_query(const kbs_searcher* searcher, kbs_text query, kbs_string** query_json,
                                  kbs_error** error) {
  return guarded(error, [&] {
    clear(query_json, "query_json");
    require(searcher, "searcher");
    const auto parsed = kbsearch::parse_query(view(query), searcher->searcher.schema());
    *query_json = new_string(kbsearch::query_to_json(parsed.query));
  });
}

kbs_code kbs_searcher_similar(const kbs_searcher* searcher, kbs_text record_id, const kbs_search_options* options,
                              kbs_results** results, kbs_error** error) {
  return guarded(error, [&] {
    clear(results, "results");
    require(searcher, "searcher");
    const auto id = view(record_id);
    auto found = searcher->searcher.similar(id, search_options(options));
    if (found) *results = new kbs_results(std::move(*found), std::string(id));
  });
}

kbs_code kbs_searcher_explain(const kbs_searcher* searcher, kbs_text query, kbs_text record_id,
                              const kbs_search_options* options, kbs_string** json, kbs_error** error) {
  return guarded(error, [&] {
    clear(json, "json");
    require(searcher, "searcher");
    const auto explanation = searcher->searcher.explain(view(query), view(record_id), search_options(options));
    if (explanation) *json = new_string(kbsearch::explanation_to_json(*explanation));
  });
}

kbs_code kbs_searcher_explain_all(const kbs_searcher* searcher, kbs_text query, const kbs_text* record_ids,
                                  size_t record_count, const kbs_search_options* options,
                                  kbs_explanations** explanations, kbs_error** error) {
  return guarded(error, [&] {
    clear(explanations, "explanations");
    require(searcher, "searcher");
    if (record_count > 0) require(record_ids, "record_ids");
    std::vector<std::string> ids;
    for (size_t i = 0; i < record_count; ++i) ids.emplace_back(view(record_ids[i]));
    const auto asked = search_options(options);
    auto found = searcher->searcher.explain_all(view(query), ids, asked);
    auto given = std::make_unique<kbs_explanations>();
    for (size_t i = 0; i < ids.size(); ++i) given->list.push_back({std::move(ids[i]), std::move(found[i])});
    given->query = view(query);
    given->profile = asked.profile.name;
    *explanations = given.release();
  });
}

kbs_code kbs_explanations_json(const kbs_explanations* explanations, kbs_string** json, kbs_error** error) {
  return guarded(error, [&] {
    clear(json, "json");
    require(explanations, "explanations");
    *json = new_string(kbsearch::explanations_to_json(explanations->list, explanations->query, explanations->profile));
  });
}

kbs_code kbs_searcher_doc_count(const kbs_searcher* searcher, uint64_t* count, kbs_error** error) {
  if (count != nullptr) *count = 0;
  return guarded(error, [&] {
    require(searcher, "searcher");
    require(count, "count");
    *count = searcher->searcher.doc_count();
  });
}

kbs_code kbs_searcher_statistics(const kbs_searcher* searcher, kbs_string** json, kbs_error** error) {
  return kbs_searcher_statistics_within(searcher, nullptr, json, error);
}

kbs_code kbs_searcher_statistics_within(const kbs_searcher* searcher, const kbs_bounds* bounds, kbs_string** json,
                                        kbs_error** error) {
  return guarded(error, [&] {
    clear(json, "json");
    require(searcher, "searcher");
    const auto given = read_in(bounds, default_bounds(), "kbs_bounds");
    const kbsearch::StatisticsOptions ending{.stop = token_of(given.stop), .deadline = deadline_in(given.timeout_us)};
    *json = new_string(kbsearch::statistics_to_json(searcher->searcher.statistics(ending)));
  });
}

kbs_code kbs_searcher_schema(const kbs_searcher* searcher, kbs_string** json, kbs_error** error) {
  return guarded(error, [&] {
    clear(json, "json");
    require(searcher, "searcher");
    *json = new_string(searcher->searcher.schema().to_json());
  });
}

kbs_code kbs_searcher_synonyms(const kbs_searcher* searcher, kbs_string** rules, kbs_error** error) {
  return guarded(error, [&] {
    clear(rules, "rules");
    require(searcher, "searcher");
    *rules = new_string(searcher->searcher.synonyms().to_text());
  });
}

kbs_code kbs_searcher_find(const kbs_searcher* searcher, kbs_text record_id, kbs_string** record, kbs_error** error) {
  return guarded(error, [&] {
    clear(record, "record");
    require(searcher, "searcher");
    auto found = searcher->searcher.find(view(record_id));
    if (found) *record = new_string(std::move(found->json));
  });
}

kbs_code kbs_searcher_for_each(const kbs_searcher* searcher, kbs_record_callback callback, void* user,
                               kbs_error** error) {
  return guarded(error, [&] {
    require(searcher, "searcher");
    require(reinterpret_cast<const void*>(callback), "callback");
    searcher->searcher.visit_records(
        [&](const kbsearch::Record& record) { return callback(user, text_of(record.id), text_of(record.json)); });
  });
}

kbs_code kbs_searcher_suggest(const kbs_searcher* searcher, kbs_text text, size_t limit, kbs_suggestions** suggestions,
                              kbs_error** error) {
  return kbs_searcher_suggest_within(searcher, text, limit, nullptr, suggestions, error);
}

kbs_code kbs_searcher_suggest_within(const kbs_searcher* searcher, kbs_text text, size_t limit,
                                     const kbs_bounds* bounds, kbs_suggestions** suggestions, kbs_error** error) {
  return guarded(error, [&] {
    clear(suggestions, "suggestions");
    require(searcher, "searcher");
    const auto given = read_in(bounds, default_bounds(), "kbs_bounds");
    const kbsearch::SuggestOptions options{
        .limit = limit, .stop = token_of(given.stop), .deadline = deadline_in(given.timeout_us)};
    *suggestions = new kbs_suggestions{searcher->searcher.suggest(view(text), options), std::string(view(text))};
  });
}

kbs_code kbs_suggestions_json(const kbs_suggestions* suggestions, kbs_string** json, kbs_error** error) {
  return guarded(error, [&] {
    clear(json, "json");
    require(suggestions, "suggestions");
    *json = new_string(kbsearch::suggestions_to_json(suggestions->list, suggestions->text));
  });
}

void kbs_suggestions_free(kbs_suggestions* suggestions) { delete suggestions; }

kbs_code kbs_results_json(const kbs_results* results, kbs_string** json, kbs_error** error) {
  return guarded(error, [&] {
    clear(json, "json");
    require(results, "results");
    *json = new_string(kbsearch::results_to_json(results->results, results->query));
  });
}
