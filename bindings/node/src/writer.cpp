#include "writer.hpp"

#include <mutex>

#include "handles.hpp"
#include "jobs.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/index_writer.hpp"
#include "options.hpp"

namespace kbsearch::node {
namespace {

struct OpenWriter {
  std::mutex in_use;
  std::optional<IndexWriter> writer;  ///< Nothing once it is closed.
};

/// Runs `work` with the writer on the pool.
template <class WithWriter>
napi_value run_with_writer(napi_env env, const Arguments& arguments, WithWriter work) {
  return run_apart(env, [held = held_by<OpenWriter>(env, arguments[0]), work = std::move(work)]() -> Answer {
    const std::lock_guard lock(held->in_use);
    if (!held->writer) throw Error(ErrorCode::kInvalidArgument, "the writer is closed");
    return work(*held->writer);
  });
}

struct Replaced {
  std::uint64_t taken = 0;
  std::vector<std::pair<std::size_t, Rejection>> rejections;  ///< With the place of the record in the batch.
};

void replace_one(IndexWriter& writer, const std::string& json, std::size_t i, Replaced& replaced) {
  std::optional<Record> record;
  try {
    record = Record::from_json(json);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kInvalidArgument) throw;
    replaced.rejections.push_back({i, {.origin = {}, .record_id = "", .field = "", .reason = error.what()}});
    return;
  }
  bool taken = true;
  for (auto& rejection : writer.replace(*record)) {
    taken = taken && rejection.scope == Rejection::Scope::kField;
    replaced.rejections.push_back({i, std::move(rejection)});
  }
  if (taken) ++replaced.taken;
}

napi_value js_replaced(napi_env env, const Replaced& replaced) {
  const auto rejections = js_array(env, replaced.rejections, [env](const auto& rejection) {
    return js_tuple(env, {js_number(env, std::uint64_t{rejection.first}), js_rejection(env, rejection.second)});
  });
  return js_tuple(env, {js_number(env, replaced.taken), rejections});
}

}  // namespace

napi_value js_rejection(napi_env env, const Rejection& rejection) {
  return Object(env)
      .set("scope", std::string_view(to_string(rejection.scope)))
      .set("id", js_text_or_null(env, rejection.record_id))
      .set("field", js_text_or_null(env, rejection.field))
      .set("reason", rejection.reason)
      .set("path", js_text_or_null(env, rejection.origin.path))
      .set("line", rejection.origin.line == 0 ? js_null(env) : js_number(env, std::uint64_t{rejection.origin.line}))
      .value();
}

napi_value open_writer(napi_env env, const Arguments& arguments) {
  return run_apart(env,
                   [path = path_of(env, arguments[0]), schema = schema_of(env, arguments[1]),
                    create = bool_of(env, arguments[2], "create")]() -> Answer {
                     auto held = std::make_shared<OpenWriter>();
                     held->writer = create ? IndexWriter::open(path, schema) : IndexWriter::open_existing(path);
                     return [held](napi_env given) { return js_handle(given, held); };
                   });
}

napi_value replace_records(napi_env env, const Arguments& arguments) {
  return run_with_writer(
      env, arguments, [records = texts_of(env, arguments[1], "record")](IndexWriter& writer) -> Answer {
        Replaced replaced;
        for (std::size_t i = 0; i < records.size(); ++i) replace_one(writer, records[i], i, replaced);
        return [replaced = std::move(replaced)](napi_env given) { return js_replaced(given, replaced); };
      });
}

napi_value remove_records(napi_env env, const Arguments& arguments) {
  return run_with_writer(env, arguments, [ids = texts_of(env, arguments[1], "id")](IndexWriter& writer) -> Answer {
    std::uint64_t removed = 0;
    for (const auto& id : ids) removed += writer.remove(id) ? 1 : 0;
    return [removed](napi_env given) { return js_number(given, removed); };
  });
}

napi_value commit(napi_env env, const Arguments& arguments) {
  return run_with_writer(env, arguments, [](IndexWriter& writer) -> Answer {
    writer.commit();
    return js_undefined;
  });
}

napi_value close_writer(napi_env env, const Arguments& arguments) {
  return run_apart(env, [held = held_by<OpenWriter>(env, arguments[0])]() -> Answer {
    const std::lock_guard lock(held->in_use);
    held->writer.reset();
    return js_undefined;
  });
}

napi_value writer_doc_count(napi_env env, const Arguments& arguments) {
  return run_with_writer(env, arguments, [](IndexWriter& writer) -> Answer {
    return [count = writer.doc_count()](napi_env given) { return js_number(given, count); };
  });
}

napi_value set_synonyms(napi_env env, const Arguments& arguments) {
  return run_with_writer(env, arguments,
                         [text = text_of(env, arguments[1], "synonyms")](IndexWriter& writer) -> Answer {
                           writer.set_synonyms(Synonyms::parse(text));
                           return js_undefined;
                         });
}

napi_value forget_source(napi_env env, const Arguments& arguments) {
  return run_with_writer(env, arguments,
                         [path = text_of(env, arguments[1], "path"),
                          keep = bool_of(env, arguments[2], "keepRecords")](IndexWriter& writer) -> Answer {
                           return [removed = writer.forget_source(path, keep)](napi_env given) {
                             return removed ? js_number(given, *removed) : js_null(given);
                           };
                         });
}

}  // namespace kbsearch::node
