#include "loads.hpp"

#include "kbsearch/error.hpp"
#include "kbsearch/index_check.hpp"
#include "kbsearch/index_writer.hpp"
#include "options.hpp"
#include "tasks.hpp"
#include "writer.hpp"

namespace kbsearch::node {
namespace {

napi_value js_progress(napi_env env, const LoadProgress& progress) {
  return Object(env)
      .set("phase", to_string(progress.phase))
      .set("records", progress.records)
      .set("bytesRead", progress.bytes_read)
      .set("bytesTotal", progress.bytes_total ? js_number(env, *progress.bytes_total) : js_null(env))
      .value();
}

napi_value js_report(napi_env env, const LoadReport& report) {
  return Object(env)
      .set("read", report.read)
      .set("added", report.added)
      .set("replaced", report.replaced)
      .set("unchanged", report.unchanged)
      .set("removed", report.removed)
      .set("rejected", report.rejected)
      .set("fieldsLeftOut", report.fields_left_out)
      .set("unreadMembers",
           js_array(env, report.unread_members,
                    [env](const auto& member) {
                      return js_tuple(env, {js_text(env, member.first), js_number(env, member.second)});
                    }))
      .set("pruneWithheld", report.prune_withheld)
      .set("jsonBytes", report.json_bytes)
      .set("docCount", report.doc_count)
      .value();
}

/// The sources that the index remembers and that can be read again. What one that is gone had is not to be pruned.
std::vector<std::string> remembered_paths(const std::vector<SourceState>& states) {
  std::vector<std::string> paths;
  for (const auto& [source, records] : states) {
    if (!source.can_be_read_again()) continue;
    std::error_code unreadable;
    if (!std::filesystem::exists(source.path, unreadable)) {
      throw Error(ErrorCode::kIo, "the source '" + source.path + "' is not there any more");
    }
    paths.push_back(source.path);
  }
  if (paths.empty()) {
    throw Error(ErrorCode::kInvalidArgument, "no source is given, and the index remembers none");
  }
  return paths;
}

RecordFormat format_of(napi_env env, napi_value options) {
  const auto given = member(env, options, "format");
  if (!is_given(env, given)) return RecordFormat::kAuto;
  const auto name = text_of(env, given, "format");
  if (const auto format = record_format_named(name)) return *format;
  throw Error(ErrorCode::kInvalidArgument, "there is no format '" + name + "'");
}

/// Lets a load report to the functions 0 (rejections) and 1 (progress) of its task.
void report_by(Task::Calls& calls, LoadOptions& options) {
  options.stop = calls.stop();
  if (calls.can_call(0)) {
    options.on_rejection = [&calls](const Rejection& rejection) {
      calls.call(0, [&rejection](napi_env env) { return js_rejection(env, rejection); });
    };
  }
  if (calls.can_call(1)) {
    options.on_progress = [&calls](const LoadProgress& progress) {
      calls.call(1, [&progress](napi_env env) { return js_progress(env, progress); });
    };
  }
}

}  // namespace

napi_value load(napi_env env, const Arguments& arguments) {
  std::vector<std::string> named;
  for (const auto source : elements_of(env, arguments[1], "sources")) named.push_back(path_of(env, source, "source"));
  return Task::start(
      env, stop_source_of(env, arguments[3]), {arguments[4], arguments[5]},
      [path = path_of(env, arguments[0]), named = std::move(named), given = load_options(env, arguments[2]),
       format = format_of(env, arguments[2])](Task::Calls& calls) -> Answer {
        auto paths = named;
        auto options = given;
        report_by(calls, options);
        const auto states = sources_of(path);
        if (paths.empty()) {
          paths = remembered_paths(states);
          options.prune = true;
          options.take_over = false;
        }
        ReaderOptions reader_options;
        reader_options.format = format;
        for (const auto& state : states) reader_options.sources.push_back(state.source);
        auto reader = RecordReader::open(paths, reader_options);
        return [report = kbsearch::load(path, reader, options)](napi_env ended) { return js_report(ended, report); };
      });
}

napi_value rebuild(napi_env env, const Arguments& arguments) {
  return Task::start(
      env, stop_source_of(env, arguments[2]), {js_undefined(env), arguments[3]},
      [path = path_of(env, arguments[0]), given = load_options(env, arguments[1])](Task::Calls& calls) -> Answer {
        auto options = given;
        report_by(calls, options);
        return [count = kbsearch::rebuild(path, options)](napi_env ended) { return js_number(ended, count); };
      });
}

napi_value sources(napi_env env, const Arguments& arguments) {
  return run_apart(env, [path = path_of(env, arguments[0])]() -> Answer {
    return [states = sources_of(path)](napi_env given) {
      return js_array(given, states, [given](const SourceState& state) {
        return Object(given)
            .set("path", state.source.path)
            .set("root", js_text_or_null(given, state.source.root))
            .set("label", js_text_or_null(given, state.source.label))
            .set("format", to_string(state.source.format))
            .set("records", state.records)
            .value();
      });
    };
  });
}

napi_value check_index(napi_env env, const Arguments& arguments) {
  const auto report = kbsearch::check_index(path_of(env, arguments[0]), {.write = bool_of(env, arguments[1], "write")});
  return Object(env)
      .set("docCount", report.doc_count)
      .set("problems", js_texts(env, report.problems))
      .set("notes", js_texts(env, report.notes))
      .set("digestsComplete", report.digests_complete)
      .set("imageComplete", report.image_complete)
      .value();
}

}  // namespace kbsearch::node
