// Ranking profiles fitted to judged queries.
#include "kbsearch/tuning.hpp"

#include <pybind11/stl.h>

#include "answer.hpp"
#include "errors.hpp"
#include "judged.hpp"
#include "text.hpp"

namespace kbsearch::python {
namespace {

TuningOptions tuning_options(const py::dict& arguments, Callbacks& callbacks) {
  TuningOptions options;
  options.metric = Metric::parse(utf8(arguments["metric"], "metric"));
  for (const auto name : arguments["numbers"]) options.numbers.push_back(utf8(name, "numbers"));
  options.folds = size_of(arguments["folds"], "folds");
  options.rounds = size_of(arguments["rounds"], "rounds");
  options.max_queries = size_of(arguments["max_queries"], "max_queries");
  options.least_gain = arguments["least_gain"].cast<double>();
  const py::handle on_progress = arguments["on_progress"];  // the caller holds it
  options.on_progress = [on_progress, &callbacks](std::size_t measured) {
    if (callbacks.should_stop()) throw Callbacks::Failed();
    if (!on_progress.is_none()) callbacks.call([&] { on_progress(measured); });
  };
  if (!arguments["stop"].is_none()) options.stop = stop_of(arguments["stop"]);
  options.deadline = deadline_in(seconds_of(arguments["timeout"], "timeout"));
  return options;
}

/// `collections` are tuples of an index, queries and qrels.
py::object tuned(const py::sequence& collections, const RankingProfile& start, const py::dict& arguments) {
  std::vector<std::shared_ptr<Searcher>> searchers;
  std::vector<TuningCollection> judged;
  for (const auto collection : collections) {
    const auto [index, queries, qrels] =
        collection.cast<std::tuple<std::shared_ptr<OpenIndex>, py::sequence, py::dict>>();
    searchers.push_back(index->searcher());
    judged.push_back({searchers.back().get(), queries_in(queries), judgments_in(qrels)});
  }
  Callbacks callbacks;
  const auto options = tuning_options(arguments, callbacks);
  const auto report = callbacks.run([&] { return tune(judged, start, options); });
  return value_of("TuningReport", report.profile,
                  tuple_of(report.steps,
                           [](const TuningStep& step) {
                             return value_of("TuningStep", str_of(step.number), step.before, step.after, step.metric);
                           }),
                  report.fitted_before, report.fitted_after, report.held_out_before, report.held_out_after,
                  report.query_count, report.profiles_measured);
}

}  // namespace

void bind_tuning(py::module_& module) {
  module.def("tune", &tuned);
  module.def("tunable_numbers", [](const RankingProfile& profile) {
    return tuple_of(tunable_numbers(profile), [](const std::string& name) { return str_of(name); });
  });
}

}  // namespace kbsearch::python
