// Rankings measured on judged queries.
#include "kbsearch/measure.hpp"

#include <pybind11/stl.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "answer.hpp"
#include "errors.hpp"
#include "judged.hpp"
#include "kbsearch/error.hpp"
#include "text.hpp"

namespace kbsearch::python {
namespace {

/// Reads a file by `read`, which is given the stream and its name.
template <typename Read>
auto of_file(const std::string& path, Read&& read) {
  return without_gil([&] {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw Error(ErrorCode::kIo, "cannot open '" + path + "': " + std::strerror(errno));
    return read(file, path);
  });
}

py::tuple queries_of_file(const py::bytes& path) {
  const auto queries =
      of_file(path, [](std::istream& file, const std::string& name) { return read_queries(file, name); });
  return tuple_of(queries,
                  [](const JudgedQuery& query) { return py::make_tuple(str_of(query.id), str_of(query.text)); });
}

py::dict judgments_of_file(const py::bytes& path) {
  const auto qrels = of_file(path, [](std::istream& file, const std::string& name) { return read_qrels(file, name); });
  py::dict made;
  for (const auto& [query, judgments] : qrels) {
    py::dict grades;
    for (const auto& [id, grade] : judgments) grades[str_of(id)] = grade;
    made[str_of(query)] = grades;
  }
  return made;
}

Evaluation measured(const std::shared_ptr<OpenIndex>& index, const py::sequence& queries, const py::dict& qrels,
                    const std::vector<std::string>& metric_names, const RankingProfile& profile) {
  const auto asked = queries_in(queries);
  const auto judgments = judgments_in(qrels);
  std::vector<Metric> metrics;
  for (const auto& name : metric_names) metrics.push_back(Metric::parse(name));
  const auto searcher = index->searcher();
  Callbacks callbacks;
  MeasureOptions options;
  options.profile = profile;
  options.on_results = [&](const std::string&, const SearchResults&) {
    if (callbacks.should_stop()) throw Callbacks::Failed();
  };
  auto evaluation = callbacks.run([&] { return measure(*searcher, asked, judgments, metrics, options); });
  if (evaluation.query_count == 0) {
    throw Error(ErrorCode::kInvalidArgument, "none of the queries is judged (do the ids of queries and qrels agree?)");
  }
  return evaluation;
}

py::tuple pair_of(const Interval& interval) { return py::make_tuple(interval.low, interval.high); }

py::object result_of(const Evaluation& evaluation, const MetricResult& metric) {
  py::dict values;
  for (std::size_t i = 0; i < metric.values.size(); ++i) values[str_of(evaluation.query_ids[i])] = metric.values[i];
  const py::object interval = metric.interval ? py::object(pair_of(*metric.interval)) : py::object(py::none());
  return value_of("MetricResult", str_of(metric.name), metric.mean, interval, values);
}

py::object comparison_of(const MetricComparison& metric, const std::vector<QueryChange>& changed) {
  py::dict named;
  named["name"] = str_of(metric.name);
  named["query_count"] = metric.query_count;
  named["mean"] = metric.mean;
  named["other_mean"] = metric.other_mean;
  const auto& paired = metric.paired;
  named["difference"] = paired ? paired->mean : metric.mean - metric.other_mean;
  named["interval"] = paired ? py::object(pair_of(paired->interval)) : py::object(py::none());
  named["wins"] = paired ? paired->wins : 0;
  named["losses"] = paired ? paired->losses : 0;
  named["ties"] = paired ? paired->ties : 0;
  named["p"] = paired ? py::object(py::float_(paired->p)) : py::object(py::none());
  named["falls"] = metric.falls();
  named["changes"] = tuple_of(changed, [](const QueryChange& change) {
    return value_of("QueryChange", str_of(change.query_id), change.value, change.other_value);
  });
  return value_of("MetricComparison", **named);
}

}  // namespace

std::vector<JudgedQuery> queries_in(const py::sequence& given) {
  std::vector<JudgedQuery> queries;
  for (const auto query : given) {
    const auto pair = query.cast<py::tuple>();
    queries.push_back({utf8(pair[0], "a query's id"), utf8(pair[1], "a query's text")});
  }
  return queries;
}

std::map<std::string, Judgments> judgments_in(const py::dict& given) {
  std::map<std::string, Judgments> qrels;
  for (const auto& [query, grades] : given) {
    auto& judgments = qrels[utf8(query, "a query's id")];
    for (const auto& [id, grade] : grades.cast<py::dict>()) judgments[utf8(id, "a record's id")] = grade.cast<int>();
  }
  return qrels;
}

void bind_evaluation(py::module_& module) {
  py::class_<Evaluation>(module, "Evaluation")
      .def_property_readonly("profile", [](const Evaluation& e) { return str_of(e.profile); })
      .def_property_readonly("query_count", [](const Evaluation& e) { return e.query_count; })
      .def("metrics",
           [](const Evaluation& e) {
             return tuple_of(e.metrics, [&](const MetricResult& metric) { return result_of(e, metric); });
           })
      .def("compare",
           [](const Evaluation& e, const Evaluation& other) {
             const auto compared = without_gil([&] { return compare(e, other); });
             return tuple_of(compared, [&](const MetricComparison& metric) {
               return comparison_of(metric, changes(e, other, metric.name));
             });
           })
      .def("to_json", [](const Evaluation& e, bool per_query) {
        return str_of(e.to_json(per_query ? Evaluation::Detail::kPerQuery : Evaluation::Detail::kMeans));
      });
  module.def("evaluation_from_json", [](py::handle json, py::handle name) {
    return Evaluation::from_json(utf8(json, "json"), utf8(name, "name"));
  });
  module.def("measure", &measured);
  module.def("read_queries", &queries_of_file);
  module.def("read_qrels", &judgments_of_file);
}

}  // namespace kbsearch::python
