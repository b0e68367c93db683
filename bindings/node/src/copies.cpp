// Snapshots of an index, and the way back.
#include "kbsearch/index_copies.hpp"

#include "loads.hpp"
#include "options.hpp"
#include "tasks.hpp"

namespace kbsearch::node {
namespace {

napi_value js_state(napi_env env, const SnapshotState& state) {
  return Object(env)
      .set("source", state.source)
      .set("takenAt", state.taken_at)
      .set("docCount", state.doc_count)
      .set("bytes", state.bytes)
      .value();
}

napi_value js_report(napi_env env, const CopyReport& report) {
  return Object(env)
      .set("snapshot", js_state(env, report.snapshot))
      .set("bytesLinked", report.bytes_linked)
      .set("wasThere", report.was_there)
      .value();
}

napi_value js_progress(napi_env env, const CopyProgress& progress) {
  return Object(env)
      .set("phase", to_string(progress.phase))
      .set("bytes", progress.bytes)
      .set("bytesTotal", progress.bytes_total)
      .value();
}

using Copy = CopyReport (*)(const std::filesystem::path&, const std::filesystem::path&, const CopyOptions&);

/// (from, to, options, stop, on progress) promise
napi_value copied(napi_env env, const Arguments& arguments, Copy copy) {
  return Task::start(env, stop_source_of(env, arguments[3]), {arguments[4]},
                     [copy, from = path_of(env, arguments[0]), to = path_of(env, arguments[1]),
                      given = copy_options(env, arguments[2])](Task::Calls& calls) -> Answer {
                       auto options = given;
                       options.stop = calls.stop();
                       if (calls.can_call(0)) {
                         options.on_progress = [&calls](const CopyProgress& progress) {
                           calls.call(0, [&progress](napi_env called) { return js_progress(called, progress); });
                         };
                       }
                       return [report = copy(from, to, options)](napi_env ended) { return js_report(ended, report); };
                     });
}

}  // namespace

napi_value snapshot(napi_env env, const Arguments& arguments) { return copied(env, arguments, &take_snapshot); }

napi_value restore(napi_env env, const Arguments& arguments) { return copied(env, arguments, &restore_snapshot); }

napi_value snapshot_state(napi_env env, const Arguments& arguments) {
  return run_apart(env, [path = path_of(env, arguments[0])]() -> Answer {
    return [state = kbsearch::snapshot_state(path)](napi_env given) {
      return state ? js_state(given, *state) : js_null(given);
    };
  });
}

}  // namespace kbsearch::node
