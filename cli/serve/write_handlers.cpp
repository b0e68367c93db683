// PUT, DELETE and POST /v1/records: each is one commit, and answered when that is durable and shown.
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "kbsearch/error.hpp"
#include "kbsearch/index_writer.hpp"
#include "serve/handlers.hpp"
#include "serve/parameters.hpp"

namespace kbsearch::cli::serve {
namespace {

using Json = nlohmann::ordered_json;

/// How long another process may hold the index before a request is told so.
constexpr std::chrono::milliseconds kPatience{2'000};
constexpr std::chrono::milliseconds kLookAgain{50};

std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n'; }

Json reasons_of(const std::vector<Rejection>& rejections) {
  auto reasons = Json::array();
  for (const auto& rejection : rejections) {
    Json reason = Json::object();
    if (!rejection.field.empty()) reason["field"] = rejection.field;
    reason["reason"] = rejection.reason;
    reasons.push_back(std::move(reason));
  }
  return reasons;
}

bool is_taken(const std::vector<Rejection>& rejections) {
  for (const auto& rejection : rejections) {
    if (rejection.scope != Rejection::Scope::kField) return false;
  }
  return true;
}

/// An open writer, alone in this process. Other processes are waited for a moment.
class Writing {
 public:
  Writing(const Context& context, const Request& request)
      : context_(context), slot_(context.writing.take(request.deadline)) {
    if (!slot_) throw Refused{{.status = 503, .code = "OVERLOADED", .detail = "other writes are still under way"}};
    for (const auto end = std::chrono::steady_clock::now() + kPatience; !writer_;) {
      try {
        writer_.emplace(IndexWriter::open_existing(context.settings.db));
      } catch (const Error& error) {
        if (error.code() != ErrorCode::kIndexLocked || std::chrono::steady_clock::now() > end) throw;
        std::this_thread::sleep_for(kLookAgain);
      }
    }
  }

  IndexWriter& writer() { return *writer_; }

  /// Commits, and lets whoever asks from now on see it.
  void commit() {
    writer_->commit();
    context_.revision.follow(context_.searcher);
  }

 private:
  const Context& context_;
  const Slots::Lease slot_;
  std::optional<IndexWriter> writer_;
};

/// The record of the body. Where that has no id, the one of the address becomes its first member.
Record record_of(const std::string& body, const std::string& id) {
  const auto object = nlohmann::json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object() || object.contains("id") || object.contains("_id")) return Record::from_json(body);
  const auto open = body.find('{');
  const auto member = "\"id\":" + Json(id).dump() + (object.empty() ? "" : ",");
  return Record::from_json(body.substr(0, open + 1) + member + body.substr(open + 1));
}

}  // namespace

Response put_record(const Context& context, const Request& request, const std::string& id) {
  require_known(request.parameters, {});
  const auto record = record_of(request.body, id);
  if (record.id != id) {
    throw Refused{{.status = 422,
                   .code = "INVALID_ARGUMENT",
                   .detail = "the record's id is '" + record.id + "', and the address says '" + id + "'",
                   .subject = "id"}};
  }
  Writing writing(context, request);
  const auto before = writing.writer().doc_count();
  const auto rejections = writing.writer().replace(record);
  if (!is_taken(rejections)) {
    throw Refused{{.status = 422, .code = "INVALID_ARGUMENT", .detail = rejections.front().reason, .subject = id}};
  }
  const bool is_new = writing.writer().doc_count() > before;
  writing.commit();
  return {.status = is_new ? 201 : 200,
          .body = text_of({{"schema_version", 1},
                           {"id", id},
                           {"result", is_new ? "added" : "replaced"},
                           {"left_out", reasons_of(rejections)}})};
}

Response delete_record(const Context& context, const Request& request, const std::string& id) {
  require_known(request.parameters, {});
  Writing writing(context, request);
  if (!writing.writer().remove(id)) refuse_missing_record(id);
  writing.commit();
  return {.body = text_of({{"schema_version", 1}, {"id", id}, {"result", "removed"}})};
}

Response load_records(const Context& context, const Request& request, const std::string&) {
  require_known(request.parameters, {});
  Response response{.content_type = "application/x-ndjson"};
  Writing writing(context, request);
  std::istringstream lines(request.body);
  std::size_t number = 0;
  bool is_changed = false;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    Json told = {{"line", number}};
    try {
      const auto record = Record::from_json(line);
      told["id"] = record.id;
      const auto rejections = writing.writer().replace(record);
      told["result"] = is_taken(rejections) ? "taken" : "rejected";
      is_changed = is_changed || is_taken(rejections);
      if (!rejections.empty()) told[is_taken(rejections) ? "left_out" : "reasons"] = reasons_of(rejections);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kInvalidArgument) throw;
      told["result"] = "rejected";
      told["reasons"] = Json::array({{{"reason", error.what()}}});
    }
    response.body += text_of(told);
  }
  if (is_changed) writing.commit();
  return response;
}

}  // namespace kbsearch::cli::serve
