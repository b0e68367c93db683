// Ranking profiles fitted to judged queries.
#include "kbsearch/tuning.hpp"

#include "judged.hpp"
#include "loads.hpp"
#include "options.hpp"
#include "tasks.hpp"

namespace kbsearch::node {
namespace {

struct Collection {
  std::string path;
  Judged judged;
};

RankingProfile start_of(napi_env env, napi_value profile) {
  return is_given(env, profile) ? profile_of(text_of(env, profile, "profile")) : RankingProfile::named("default");
}

std::vector<Collection> collections_of(napi_env env, napi_value given) {
  std::vector<Collection> collections;
  for (const auto collection : elements_of(env, given, "collections")) {
    collections.push_back({path_of(env, member(env, collection, "path")),
                           judged_of(env, member(env, collection, "queries"), member(env, collection, "judgments"))});
  }
  return collections;
}

TuningReport tuned(std::vector<Collection>& collections, const RankingProfile& start, const TuningOptions& options) {
  std::vector<Searcher> searchers;
  searchers.reserve(collections.size());
  std::vector<TuningCollection> judged;
  for (auto& collection : collections) {
    collection.judged.read_files();
    searchers.push_back(Searcher::open(collection.path));
    judged.push_back({&searchers.back(), collection.judged.queries, collection.judged.judgments});
  }
  return kbsearch::tune(judged, start, options);
}

}  // namespace

napi_value tune(napi_env env, const Arguments& arguments) {
  return Task::start(
      env, stop_source_of(env, arguments[2]), {arguments[3]},
      [collections = collections_of(env, arguments[0]), given = tuning_options(env, arguments[1]),
       start = start_of(env, member(env, arguments[1], "profile"))](Task::Calls& calls) -> Answer {
        auto options = given;
        options.stop = calls.stop();
        if (calls.can_call(0)) {
          options.on_progress = [&calls](std::size_t measured) {
            calls.call(0, [measured](napi_env called) { return js_number(called, std::uint64_t{measured}); });
          };
        }
        auto judged = collections;
        return [json = tuned(judged, start, options).to_json()](napi_env ended) { return js_text(ended, json); };
      });
}

napi_value tunable_numbers(napi_env env, const Arguments& arguments) {
  return js_texts(env, kbsearch::tunable_numbers(start_of(env, arguments[0])));
}

}  // namespace kbsearch::node
