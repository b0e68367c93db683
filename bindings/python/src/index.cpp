// An open index: what it answers.
#include <pybind11/stl.h>

#include "answer.hpp"
#include "errors.hpp"
#include "kbsearch/error.hpp"
#include "record_walk.hpp"
#include "text.hpp"

namespace kbsearch::python {

using std::chrono::steady_clock;

OpenIndex::OpenIndex(Searcher searcher, std::string path, std::optional<double> refresh_seconds)
    : searcher_(std::make_shared<Searcher>(std::move(searcher))), path_(std::move(path)) {
  constexpr double kLongest = 1e9;  // some thirty years
  if (refresh_seconds) {
    refresh_ns_ = static_cast<std::int64_t>(std::min(std::max(*refresh_seconds, 0.0), kLongest) * 1e9);
  }
  next_look_ns_ = steady_clock::now().time_since_epoch().count() + refresh_ns_.value_or(0);
}

std::shared_ptr<Searcher> OpenIndex::searcher() const {
  if (!searcher_) throw Error(ErrorCode::kInvalidArgument, "the index '" + path_ + "' is closed");
  return searcher_;
}

void OpenIndex::follow(Searcher& searcher) {
  if (!refresh_ns_) return;
  const auto now = std::chrono::nanoseconds(steady_clock::now().time_since_epoch()).count();
  auto due = next_look_ns_.load();
  if (now < due || !next_look_ns_.compare_exchange_strong(due, now + *refresh_ns_)) return;
  try {
    searcher.refresh();
  } catch (const Error&) {
    // refresh() and is_current() tell it to whoever asks.
  }
}

std::shared_ptr<const Answer> ask(const std::shared_ptr<OpenIndex>& index, Searcher& searcher, std::string query,
                                  Asked asked, bool is_similar) {
  index->follow(searcher);
  auto answer = std::make_shared<Answer>();
  asked.begin();
  if (is_similar) {
    auto found = searcher.similar(query, asked.options);
    if (!found) return nullptr;
    answer->results = std::move(*found);
  } else {
    answer->results = searcher.search(query, asked.options);
  }
  answer->query = std::move(query);
  answer->asked = std::move(asked);
  answer->index = index;
  answer->is_similar = is_similar;
  return answer;
}

py::object record_of(const Record& record) { return value_of("Record", str_of(record.id), str_of(record.json)); }

namespace {

using IndexPointer = std::shared_ptr<OpenIndex>;

/// Runs `action` on the newest commit that the index is to show, without the GIL.
template <typename Action>
auto answered(const IndexPointer& index, Action&& action) {
  const auto searcher = index->searcher();
  return without_gil([&] {
    index->follow(*searcher);
    return action(*searcher);
  });
}

IndexPointer open(const py::bytes& path, const std::optional<double>& refresh_seconds) {
  const std::string name = path;
  return without_gil([&] { return std::make_shared<OpenIndex>(Searcher::open(name), name, refresh_seconds); });
}

py::object search(const IndexPointer& index, py::handle query, const py::kwargs& arguments) {
  auto text = utf8(query, "query");
  auto asked = asked_by(arguments);
  const auto searcher = index->searcher();
  return py::cast(without_gil([&] { return ask(index, *searcher, std::move(text), std::move(asked), false); }));
}

py::object similar(const IndexPointer& index, py::handle id, const py::kwargs& arguments) {
  auto text = utf8(id, "id");
  auto asked = asked_by(arguments);
  const auto searcher = index->searcher();
  auto found = without_gil([&] { return ask(index, *searcher, std::move(text), std::move(asked), true); });
  return found ? py::cast(std::move(found)) : py::object(py::none());
}

/// ((explanation or None, is there such a record), ...) of one commit, and the profile's name.
py::tuple explain(const IndexPointer& index, py::handle query, const py::sequence& ids, const py::kwargs& arguments) {
  const auto text = utf8(query, "query");
  std::vector<std::string> names;
  for (const auto id : ids) names.push_back(utf8(id, "id"));
  auto asked = asked_by(arguments);
  std::vector<bool> known;
  auto explanations = answered(index, [&](Searcher& searcher) {
    asked.begin();
    auto found = searcher.explain_all(text, names, asked.options);
    for (std::size_t i = 0; i < names.size(); ++i) known.push_back(found[i] || searcher.find(names[i]));
    return found;
  });
  py::tuple made(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    py::object view = py::none();
    if (explanations[i]) {
      view = py::cast(ExplanationView{std::make_shared<const Explanation>(std::move(*explanations[i]))});
    }
    made[i] = py::make_tuple(view, static_cast<bool>(known[i]));
  }
  return py::make_tuple(made, str_of(asked.options.profile.name));
}

/// What ends a call: a number of seconds and a Stop; None for neither.
template <typename Options>
void bound(Options& options, py::handle timeout, py::handle stop) {
  options.deadline = deadline_in(seconds_of(timeout, "timeout"));
  if (!stop.is_none()) options.stop = stop_of(stop);
}

py::tuple suggest(const IndexPointer& index, py::handle text, py::handle limit, py::handle timeout, py::handle stop) {
  const auto typed = utf8(text, "text");
  SuggestOptions options{.limit = size_of(limit, "limit")};
  bound(options, timeout, stop);
  const auto found = answered(index, [&](Searcher& searcher) { return searcher.suggest(typed, options); });
  return tuple_of(found, [](const Suggestion& suggestion) {
    return value_of("Suggestion", name_of(suggestion.kind), str_of(suggestion.text), str_or_none(suggestion.record_id),
                    suggestion.doc_count);
  });
}

py::object find(const IndexPointer& index, py::handle id) {
  const auto name = utf8(id, "id");
  const auto found = answered(index, [&](Searcher& searcher) { return searcher.find(name); });
  return found ? record_of(*found) : py::object(py::none());
}

py::tuple find_all(const IndexPointer& index, py::handle ids) {
  std::vector<std::string> names;
  for (const auto id : py::iter(ids)) names.push_back(utf8(id, "id"));
  const auto found = answered(index, [&](Searcher& searcher) { return searcher.find_all(names); });
  return tuple_of(
      found, [](const std::optional<Record>& record) { return record ? record_of(*record) : py::object(py::none()); });
}

py::object statistics(const IndexPointer& index, py::handle timeout, py::handle stop) {
  StatisticsOptions options;
  bound(options, timeout, stop);
  const auto found = answered(index, [&](Searcher& searcher) { return searcher.statistics(options); });
  return value_of("Statistics", found.doc_count, found.distinct_terms, found.avg_length, found.current_avg_length,
                  found.bytes_on_disk, str_of(found.generation), dict_of(found.languages), dict_of(found.fields));
}

py::tuple terms(const IndexPointer& index, py::handle prefix, py::handle limit) {
  const auto beginning = utf8(prefix, "prefix");
  const auto most = size_of(limit, "limit");
  const auto found = answered(index, [&](Searcher& searcher) { return searcher.terms(beginning, most); });
  return tuple_of(found,
                  [](const IndexedTerm& term) { return value_of("IndexedTerm", str_of(term.term), term.doc_count); });
}

}  // namespace

void bind_index(py::module_& module) {
  bind_record_walk(module);
  py::class_<OpenIndex, IndexPointer>(module, "Index")
      .def_property_readonly("closed", &OpenIndex::is_closed)
      .def("close", &OpenIndex::close)
      .def("search", &search, py::arg("query"), py::pos_only())
      .def("similar", &similar, py::arg("id"), py::pos_only())
      .def("explain", &explain, py::arg("query"), py::arg("ids"), py::pos_only())
      .def("suggest", &suggest)
      .def("find", &find)
      .def("find_all", &find_all)
      .def("records", [](const IndexPointer& index) { return std::make_unique<RecordWalk>(index->searcher()); })
      .def("statistics", &statistics)
      .def("doc_count",
           [](const IndexPointer& index) {
             return answered(index, [](Searcher& searcher) { return searcher.doc_count(); });
           })
      .def("terms", &terms)
      .def("synonyms",
           [](const IndexPointer& index) {
             return str_of(answered(index, [](Searcher& searcher) { return searcher.synonyms().to_text(); }));
           })
      .def("schema", [](const IndexPointer& index) { return str_of(index->searcher()->schema().to_json()); })
      .def("is_current",
           [](const IndexPointer& index) {
             const auto searcher = index->searcher();
             return without_gil([&] { return searcher->is_current(); });
           })
      .def("refresh", [](const IndexPointer& index) {
        const auto searcher = index->searcher();
        return without_gil([&] { return searcher->refresh(); });
      });
  module.def("open", &open);
}

}  // namespace kbsearch::python
