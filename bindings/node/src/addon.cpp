// What the addon offers to lib/: functions, and nothing that a user sees. The classes are JavaScript.
#include "environment.hpp"
#include "errors.hpp"
#include "handles.hpp"
#include "jobs.hpp"
#include "kbsearch/version.hpp"
#include "loads.hpp"
#include "results.hpp"
#include "searcher.hpp"
#include "texts.hpp"
#include "writer.hpp"

namespace kbsearch::node {
namespace {

napi_value new_stop(napi_env env, const Arguments&) { return js_handle(env, std::make_shared<Stop>()); }

napi_value request_stop(napi_env env, const Arguments& arguments) {
  held_by<Stop>(env, arguments[0])->source.request_stop();
  return js_undefined(env);
}

napi_value end_all(napi_env env, const Arguments&) {
  Environment::of(env).end_all();
  return js_undefined(env);
}

napi_value versions(napi_env env, const Arguments&) {
  return Object(env)
      .set("kbsearch", version())
      .set("xapian", xapian_version())
      .set("icu", icu_version())
      .set("indexFormat", std::uint64_t{index_format_version()})
      .value();
}

template <napi_value (*kBody)(napi_env, const Arguments&)>
void offer(napi_env env, napi_value exports, const char* name) {
  napi_value function = nullptr;
  require(napi_create_function(env, name, NAPI_AUTO_LENGTH, guarded<kBody>, nullptr, &function));
  require(napi_set_named_property(env, exports, name, function));
}

void offer_all(napi_env env, napi_value exports) {
  offer<new_stop>(env, exports, "newStop");
  offer<request_stop>(env, exports, "requestStop");
  offer<end_all>(env, exports, "endAll");
  offer<versions>(env, exports, "versions");
  offer<open>(env, exports, "open");
  offer<search>(env, exports, "search");
  offer<search_sync>(env, exports, "searchSync");
  offer<time_search>(env, exports, "timeSearch");
  offer<similar>(env, exports, "similar");
  offer<suggest>(env, exports, "suggest");
  offer<explain>(env, exports, "explain");
  offer<find_all>(env, exports, "findAll");
  offer<for_each_record>(env, exports, "forEachRecord");
  offer<resume_task>(env, exports, "resumeTask");
  offer<stop_task>(env, exports, "stopTask");
  offer<hold_process>(env, exports, "holdProcess");
  offer<terms>(env, exports, "terms");
  offer<statistics>(env, exports, "statistics");
  offer<refresh>(env, exports, "refresh");
  offer<doc_count>(env, exports, "docCount");
  offer<is_current>(env, exports, "isCurrent");
  offer<schema_json>(env, exports, "schemaJson");
  offer<synonyms_text>(env, exports, "synonymsText");
  offer<hit_count>(env, exports, "hitCount");
  offer<hit_front>(env, exports, "hitFront");
  offer<hit_rest>(env, exports, "hitRest");
  offer<hit_json>(env, exports, "hitJson");
  offer<results_rest>(env, exports, "resultsRest");
  offer<results_json>(env, exports, "resultsJson");
  offer<node::open_writer>(env, exports, "openWriter");
  offer<node::replace_records>(env, exports, "replaceRecords");
  offer<node::remove_records>(env, exports, "removeRecords");
  offer<node::commit>(env, exports, "commit");
  offer<node::close_writer>(env, exports, "closeWriter");
  offer<node::writer_doc_count>(env, exports, "writerDocCount");
  offer<node::set_synonyms>(env, exports, "setSynonyms");
  offer<node::forget_source>(env, exports, "forgetSource");
  offer<node::load>(env, exports, "load");
  offer<node::rebuild>(env, exports, "rebuild");
  offer<node::sources>(env, exports, "sources");
  offer<node::check_index>(env, exports, "checkIndex");
  offer<node::snapshot>(env, exports, "snapshot");
  offer<node::restore>(env, exports, "restore");
  offer<node::snapshot_state>(env, exports, "snapshotState");
  offer<node::evaluate>(env, exports, "evaluate");
  offer<node::tune>(env, exports, "tune");
  offer<node::tunable_numbers>(env, exports, "tunableNumbers");
  offer<node::analyze>(env, exports, "analyze");
  offer<node::one_of>(env, exports, "oneOf");
  offer<node::none_of>(env, exports, "noneOf");
  offer<node::between_numbers>(env, exports, "betweenNumbers");
  offer<node::between_days>(env, exports, "betweenDays");
  offer<node::profile_names>(env, exports, "profileNames");
  offer<node::profile_json>(env, exports, "profileJson");
  offer<node::knowledge_base_schema>(env, exports, "knowledgeBaseSchema");
  offer<node::did_you_mean>(env, exports, "didYouMean");
}

}  // namespace
}  // namespace kbsearch::node

// Context-aware: called once for each environment that loads it.
NAPI_MODULE_INIT() {
  try {
    kbsearch::node::Environment::make(env);
    kbsearch::node::offer_all(env, exports);
    return exports;
  } catch (...) {
    kbsearch::node::throw_caught(env);
    return nullptr;
  }
}
