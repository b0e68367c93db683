#include "searcher.hpp"

#include "handles.hpp"
#include "jobs.hpp"
#include "kbsearch/json.hpp"
#include "kbsearch/searcher.hpp"
#include "options.hpp"
#include "packed_results.hpp"
#include "results.hpp"
#include "tasks.hpp"

namespace kbsearch::node {
namespace {

using SharedSearcher = std::shared_ptr<Searcher>;

const SharedSearcher& searcher_of(napi_env env, const Arguments& arguments) {
  return held_by<Searcher>(env, arguments[0]);
}

Answer answer_of(std::optional<std::string> packed) {
  return [packed = std::move(packed)](napi_env env) { return packed ? js_bytes(env, *packed) : js_null(env); };
}

Answer answer_of_text(std::string text) {
  return [text = std::move(text)](napi_env env) { return js_text(env, text); };
}

Answer answer_of_bool(bool value) {
  return [value](napi_env env) { return js_bool(env, value); };
}

napi_value js_counts(napi_env env, const std::vector<std::pair<std::string, std::uint64_t>>& counts) {
  return js_array(env, counts, [env](const auto& counted) {
    return js_tuple(env, {js_text(env, counted.first), js_number(env, counted.second)});
  });
}

napi_value js_statistics(napi_env env, const IndexStatistics& statistics) {
  return Object(env)
      .set("docCount", statistics.doc_count)
      .set("distinctTerms", statistics.distinct_terms)
      .set("avgLength", js_number(env, statistics.avg_length))
      .set("currentAvgLength", js_number(env, statistics.current_avg_length))
      .set("bytesOnDisk", statistics.bytes_on_disk)
      .set("generation", statistics.generation)
      .set("languages", js_counts(env, statistics.languages))
      .set("fields", js_counts(env, statistics.fields))
      .value();
}

/// Records on their way to JavaScript, in batches: a call for each record would cost more than its reading.
class Batches {
 public:
  Batches(Task::Calls& calls) : calls_(calls) {}

  void add(const Record& record) {
    bytes_ += record.json.size();
    batch_.push_back(record.json);
    if (batch_.size() >= kMostRecords || bytes_ >= kManyBytes) give(true);
  }
  void give(bool more) {
    if (batch_.empty()) return;
    calls_.call(0, [this](napi_env env) { return js_texts(env, batch_); });
    batch_.clear();
    bytes_ = 0;
    if (more) calls_.wait_for_resume();
  }

 private:
  static constexpr std::size_t kMostRecords = 256;
  static constexpr std::size_t kManyBytes = 1u << 20;
  Task::Calls& calls_;
  std::vector<std::string> batch_;
  std::size_t bytes_ = 0;
};

}  // namespace

napi_value open(napi_env env, const Arguments& arguments) {
  return run_apart(env, [path = path_of(env, arguments[0])]() -> Answer {
    auto searcher = std::make_shared<Searcher>(Searcher::open(path));
    return [searcher](napi_env given) { return js_handle(given, searcher); };
  });
}

napi_value search(napi_env env, const Arguments& arguments) {
  auto stop = stop_source_of(env, arguments[3]);
  auto options = search_options(env, arguments[2]);
  options.stop = stop.get_token();
  return run_apart(
      env, stop,
      [searcher = searcher_of(env, arguments), query = text_of(env, arguments[1], "query"),
       options = std::move(options)] { return answer_of(packed(searcher->search(query, options), query)); });
}

napi_value search_sync(napi_env env, const Arguments& arguments) {
  const auto query = text_of(env, arguments[1], "query");
  const auto results = searcher_of(env, arguments)->search(query, search_options(env, arguments[2]));
  return js_bytes(env, packed(results, query));
}

napi_value time_search(napi_env env, const Arguments& arguments) {
  const auto& searcher = *searcher_of(env, arguments);
  const auto query = text_of(env, arguments[1], "query");
  const auto options = search_options(env, arguments[2]);
  const auto begun = std::chrono::steady_clock::now();
  const auto results = searcher.search(query, options);
  const std::chrono::duration<double, std::micro> elapsed = std::chrono::steady_clock::now() - begun;
  return js_tuple(env, {js_number(env, elapsed.count()), js_number(env, static_cast<double>(results.took.count())),
                        js_number(env, std::uint64_t{results.hits.size()})});
}

napi_value similar(napi_env env, const Arguments& arguments) {
  auto stop = stop_source_of(env, arguments[3]);
  auto options = search_options(env, arguments[2]);
  options.stop = stop.get_token();
  return run_apart(
      env, stop,
      [searcher = searcher_of(env, arguments), id = text_of(env, arguments[1], "id"), options = std::move(options)] {
        const auto results = searcher->similar(id, options);
        return answer_of(results ? std::optional(packed(*results, id)) : std::nullopt);
      });
}

napi_value suggest(napi_env env, const Arguments& arguments) {
  auto stop = stop_source_of(env, arguments[3]);
  auto options = suggest_options(env, arguments[2]);
  options.stop = stop.get_token();
  return run_apart(env, stop,
                   [searcher = searcher_of(env, arguments), text = text_of(env, arguments[1], "text"), options] {
                     return answer_of_text(suggestions_to_json(searcher->suggest(text, options), text));
                   });
}

napi_value explain(napi_env env, const Arguments& arguments) {
  auto stop = stop_source_of(env, arguments[4]);
  auto options = search_options(env, arguments[3]);
  options.stop = stop.get_token();
  return run_apart(env, stop,
                   [searcher = searcher_of(env, arguments), query = text_of(env, arguments[1], "query"),
                    ids = texts_of(env, arguments[2], "id"), options = std::move(options)] {
                     std::vector<ExplainedRecord> explained;
                     auto explanations = searcher->explain_all(query, ids, options);
                     for (std::size_t i = 0; i < ids.size(); ++i) {
                       explained.push_back({ids[i], std::move(explanations[i])});
                     }
                     return answer_of_text(explanations_to_json(explained, query, options.profile.name));
                   });
}

napi_value find_all(napi_env env, const Arguments& arguments) {
  return run_apart(env, [searcher = searcher_of(env, arguments), ids = texts_of(env, arguments[1], "id")]() -> Answer {
    return [records = searcher->find_all(ids)](napi_env given) {
      return js_array(given, records, [given](const std::optional<Record>& record) {
        return record ? js_text(given, record->json) : js_null(given);
      });
    };
  });
}

napi_value for_each_record(napi_env env, const Arguments& arguments) {
  std::shared_ptr<Task> task;
  const auto promise = Task::start(
      env, std::stop_source(), {arguments[1]},
      [searcher = searcher_of(env, arguments)](Task::Calls& calls) -> Answer {
        Batches batches(calls);
        searcher->for_each_record([&](const Record& record) { batches.add(record); });
        batches.give(false);
        return js_undefined;
      },
      &task);
  return Object(env)
      .set("promise", promise)
      .set("task", js_handle(env, std::make_shared<HeldTask>(std::move(task))))
      .value();
}

napi_value resume_task(napi_env env, const Arguments& arguments) {
  (*held_by<HeldTask>(env, arguments[0]))->resume();
  return js_undefined(env);
}

napi_value stop_task(napi_env env, const Arguments& arguments) {
  (*held_by<HeldTask>(env, arguments[0]))->request_stop();
  return js_undefined(env);
}

napi_value hold_process(napi_env env, const Arguments& arguments) {
  (*held_by<HeldTask>(env, arguments[0]))->hold_process(env, bool_of(env, arguments[1], "hold"));
  return js_undefined(env);
}

napi_value terms(napi_env env, const Arguments& arguments) {
  const auto limit = is_given(env, arguments[2]) ? count_of(env, arguments[2], "limit") : 100;
  const auto prefix = is_given(env, arguments[1]) ? text_of(env, arguments[1], "prefix") : std::string();
  return run_apart(env, [searcher = searcher_of(env, arguments), prefix, limit]() -> Answer {
    return [found = searcher->terms(prefix, limit)](napi_env given) {
      return js_array(given, found, [given](const IndexedTerm& term) {
        return Object(given).set("term", term.term).set("docCount", term.doc_count).value();
      });
    };
  });
}

napi_value statistics(napi_env env, const Arguments& arguments) {
  auto stop = stop_source_of(env, arguments[2]);
  auto options = statistics_options(env, arguments[1]);
  options.stop = stop.get_token();
  return run_apart(env, stop, [searcher = searcher_of(env, arguments), options]() -> Answer {
    return [found = searcher->statistics(options)](napi_env given) { return js_statistics(given, found); };
  });
}

napi_value refresh(napi_env env, const Arguments& arguments) {
  return run_apart(env, [searcher = searcher_of(env, arguments)] { return answer_of_bool(searcher->refresh()); });
}

napi_value doc_count(napi_env env, const Arguments& arguments) {
  return run_apart(env, [searcher = searcher_of(env, arguments)]() -> Answer {
    return [count = searcher->doc_count()](napi_env given) { return js_number(given, count); };
  });
}

napi_value is_current(napi_env env, const Arguments& arguments) {
  return run_apart(env, [searcher = searcher_of(env, arguments)] { return answer_of_bool(searcher->is_current()); });
}

napi_value schema_json(napi_env env, const Arguments& arguments) {
  return js_text(env, searcher_of(env, arguments)->schema().to_json());
}

napi_value synonyms_text(napi_env env, const Arguments& arguments) {
  return run_apart(env,
                   [searcher = searcher_of(env, arguments)] { return answer_of_text(searcher->synonyms().to_text()); });
}

}  // namespace kbsearch::node
