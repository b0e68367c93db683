#include "handles.hpp"
#include "kbsearch/json.hpp"

using namespace kbsearch::c;  // of the bodies of what C calls

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
    *results = new kbs_results{searcher->searcher.search(text, search_options(options)), std::string(text)};
  });
}

kbs_code kbs_searcher_similar(const kbs_searcher* searcher, kbs_text record_id, const kbs_search_options* options,
                              kbs_results** results, kbs_error** error) {
  return guarded(error, [&] {
    clear(results, "results");
    require(searcher, "searcher");
    const auto id = view(record_id);
    auto found = searcher->searcher.similar(id, search_options(options));
    if (found) *results = new kbs_results{std::move(*found), std::string(id)};
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
    struct Ended {};
    try {
      searcher->searcher.for_each_record([&](const kbsearch::Record& record) {
        if (!callback(user, text_of(record.id), text_of(record.json))) throw Ended{};
      });
    } catch (const Ended&) {
    }
  });
}

kbs_code kbs_searcher_suggest(const kbs_searcher* searcher, kbs_text text, size_t limit, kbs_suggestions** suggestions,
                              kbs_error** error) {
  return guarded(error, [&] {
    clear(suggestions, "suggestions");
    require(searcher, "searcher");
    *suggestions = new kbs_suggestions{searcher->searcher.suggest(view(text), limit)};
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
