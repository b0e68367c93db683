// Queries and judgments: read from files, or handed over one by one.
#include "judged.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>

namespace kbsearch::c {
namespace {

/// Reads a file by `read`, which is given the stream and its name.
template <typename Read>
auto of_file(kbs_text path, const Read& read) {
  const auto name = path_of(path).string();
  std::ifstream file(name, std::ios::binary);
  if (!file) throw Failure{KBS_IO, "cannot open '" + name + "': " + std::strerror(errno), name};
  return read(file, name);
}

std::string id_of(kbs_text text, const char* what) {
  if (text.size == 0) throw Failure{KBS_INVALID_ARGUMENT, std::string(what) + " is empty"};
  return std::string(view(text));
}

}  // namespace

std::vector<std::string> names_in(std::string_view list) {
  std::vector<std::string> names;
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    auto name = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    name.remove_prefix(std::min(name.find_first_not_of(" \t"), name.size()));
    name = name.substr(0, name.find_last_not_of(" \t") + 1);
    if (!name.empty()) names.emplace_back(name);
  }
  return names;
}

void tell_progress(kbs_count_callback on_progress, kbs_stop_callback should_stop, void* user, std::size_t done) {
  if (on_progress != nullptr) on_progress(user, done);
  if (should_stop != nullptr && should_stop(user)) throw Failure{KBS_INTERRUPTED, "interrupted"};
}

}  // namespace kbsearch::c

using namespace kbsearch::c;  // of the bodies of what C calls

kbs_code kbs_judged_new(kbs_judged** judged, kbs_error** error) {
  return guarded(error, [&] {
    clear(judged, "judged");
    *judged = new kbs_judged;
  });
}

kbs_code kbs_judged_read(kbs_text queries_path, kbs_text qrels_path, kbs_judged** judged, kbs_error** error) {
  return guarded(error, [&] {
    clear(judged, "judged");
    auto given = std::make_unique<kbs_judged>();
    given->queries = of_file(queries_path, kbsearch::read_queries);
    given->judgments = of_file(qrels_path, kbsearch::read_qrels);
    for (const auto& query : given->queries) given->query_ids.insert(query.id);
    *judged = given.release();
  });
}

void kbs_judged_free(kbs_judged* judged) { delete judged; }

kbs_code kbs_judged_add_query(kbs_judged* judged, kbs_text query_id, kbs_text text, kbs_error** error) {
  return guarded(error, [&] {
    require(judged, "judged");
    auto id = id_of(query_id, "a query's id");
    if (judged->query_ids.contains(id)) {
      throw Failure{KBS_INVALID_ARGUMENT, "the query '" + id + "' is there already", id};
    }
    judged->queries.push_back({id, std::string(view(text))});
    judged->query_ids.insert(std::move(id));
  });
}

kbs_code kbs_judged_add_judgment(kbs_judged* judged, kbs_text query_id, kbs_text record_id, int32_t grade,
                                 kbs_error** error) {
  return guarded(error, [&] {
    require(judged, "judged");
    const auto query = id_of(query_id, "a query's id");
    const auto record = id_of(record_id, "a record's id");
    const auto [known, is_new] = judged->judgments[query].try_emplace(record, grade);
    if (!is_new && known->second != grade) {
      throw Failure{KBS_INVALID_ARGUMENT,
                    "query '" + query + "' judges record '" + record + "' as " + std::to_string(known->second) +
                        " and as " + std::to_string(grade),
                    query};
    }
  });
}

size_t kbs_judged_query_count(const kbs_judged* judged) { return judged == nullptr ? 0 : judged->queries.size(); }

size_t kbs_judged_measured_count(const kbs_judged* judged) {
  if (judged == nullptr) return 0;
  return static_cast<size_t>(std::count_if(judged->queries.begin(), judged->queries.end(),
                                           [&](const auto& query) { return judged->judgments.contains(query.id); }));
}
